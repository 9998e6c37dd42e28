"""``knowlog list``: entries by date, tag or query."""

from collections.abc import Iterable
from typing import Annotated

import typer

from knowlog.cli.options import Json, Limit, Nul, Plain, TagNames
from knowlog.cli.querying import QueryCommand
from knowlog.cli.records import entry_line
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record
from knowlog.workspace.reading import handles

app = typer.Typer(add_completion=False)


@app.command("list", cls=QueryCommand)
def list_(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]", help="As for search.")
    ] = None,
    *,
    tag: TagNames = None,
    since: Annotated[str, typer.Option("--since", help="2024, 2024-05-01, 2w, monday.")] = "",
    until: Annotated[str, typer.Option("--until", help="Up to and with this day.")] = "",
    draft: Annotated[bool, typer.Option("--draft", help="Only drafts.")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="Pages such as about too.")] = False,
    sort: Annotated[
        str,
        typer.Option(
            "--sort", help="date, updated, title, words, path, id or random; -KEY reverses."
        ),
    ] = "date",
    limit: Limit = None,
    json: Json = False,
    plain: Plain = False,
    nul: Nul = False,
) -> None:
    """List entries, newest first."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    entries = workspace.select(
        " ".join(query or ()),
        tags=_names(tag or ()),
        since=workspace.period(since).start if since else None,
        until=workspace.period(until).end if until else None,
        draft=True if draft else None,
        pages=pages,
        sort=sort,
        limit=limit,
    )
    if json:
        output.json([entry_record(entry) for entry in entries])
    elif nul:
        output.paths(entry.path for entry in entries)
    elif output.terminal and not plain:
        output.present("listing", entries, handles(workspace, entries), width=output.width)
    else:
        for entry in entries:
            output.record(*entry_line(entry))
    if not entries and limit != 0:
        output.note(workspace.emptiness())


def _names(given: Iterable[str]) -> tuple[str, ...]:
    # `knowlog.cli.decoding` reads what shall be kept and loads more; these are only looked for.
    parts = (part.strip().lstrip("#") for text in given for part in text.split(","))
    return tuple(part for part in parts if part)
