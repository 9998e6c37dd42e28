"""``knowlog restore``: bring an entry back from the trash."""

from typing import Annotated

import typer

from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    context: typer.Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ENTRY]", help="Without it, what is in the trash.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Bring an entry back from the trash, or list what is there."""
    session = Session.of(context)
    workspace = session.open()
    if entry is None:
        trashed = workspace.store.trashed()
        if json:
            session.output.json(
                [{"path": one.path, "removed": one.removed.isoformat()} for one in trashed]
            )
        else:
            for one in trashed:
                session.output.line(one.path)
        if not trashed:
            session.output.note("The trash is empty.")
        return
    path = workspace.store.restore(entry)
    if json:
        session.output.json(entry_record(workspace.read(path)[0]))
    else:
        session.output.line(workspace.shown(path))
