"""``knowlog tag``: tags of entries and of the log."""

from typing import Annotated

import typer

from knowlog.cli import completing
from knowlog.cli.commands import tag_list, tag_rename
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.retagging import ChangeOptions, add_tags, remove_tags
from knowlog.cli.session import Session

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Add, remove, rename and list tags."
)

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="[ENTRY] TAG...",
        help="An entry and its tags, with or without #; with --where only tags.",
        autocompletion=completing.entry_and_tags,
    ),
]
Where = Annotated[
    str | None,
    typer.Option("--where", metavar="QUERY", help="Every entry that `list QUERY` shows."),
]


@app.command()
def add(
    context: typer.Context,
    words: Words,
    *,
    where: Where = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Add tags to an entry or to all that fit; only the line of the tags changes."""
    yes = yes or where is None
    add_tags(Session.of(context), words, where, ChangeOptions(dry_run, yes, json))


@app.command("rm")
def remove(
    context: typer.Context,
    words: Words,
    *,
    where: Where = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Take tags off an entry or off all that fit."""
    yes = yes or where is None
    remove_tags(Session.of(context), words, where, ChangeOptions(dry_run, yes, json))


app.add_typer(tag_rename.app)
app.add_typer(tag_list.app)
