"""Options that several commands share, so that they read the same everywhere."""

from typing import Annotated

import typer

from knowlog.cli import completing

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Plain = Annotated[bool, typer.Option("--plain", help="Print lines with tabs, no decoration.")]
Nul = Annotated[bool, typer.Option("-0", "--null", help="Print paths that end with NUL.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change, write nothing.")]
EntryName = Annotated[
    str,
    typer.Argument(
        metavar="ENTRY",
        help="An id, a start of it, a path or a title.",
        autocompletion=completing.entry_ids,
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=0, help="At most so many.")]
TagNames = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", "-t", metavar="TAG", help="A tag; repeatable.", autocompletion=completing.tags
    ),
]
