"""``knowlog index``: the search index, which can be deleted at any moment."""

import typer

from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.domain.text import counted
from knowlog.workspace.search import index_status
from knowlog.workspace.search import rebuild as rebuild_index

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Look at the search index and build it anew."
)


@app.command()
def status(context: typer.Context, *, json: Json = False) -> None:
    """Say where the index is, how much it holds and whether it is up to date."""
    session = Session.of(context)
    workspace = session.open()
    record = index_status(workspace)
    if json:
        session.output.json(record)
        return
    for name, value in record.items():
        shown = (
            str(value).lower()
            if isinstance(value, bool)
            else ("none" if value is None else str(value))
        )
        session.output.record(name, shown)


@app.command()
def rebuild(context: typer.Context, *, json: Json = False) -> None:
    """Throw the index and the catalog away and build them from the files."""
    session = Session.of(context)
    workspace = session.open()
    rebuild_index(workspace)
    if json:
        session.output.json(index_status(workspace))
    else:
        session.output.line(f"{counted(workspace.index.state().documents, 'file')} indexed")
