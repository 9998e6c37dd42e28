"""``knowlog edit``: open an entry in the editor."""

import typer

from knowlog.cli.editing import edit_file
from knowlog.cli.options import EntryName, Json
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record

app = typer.Typer(add_completion=False)


@app.command()
def edit(context: typer.Context, entry: EntryName, *, json: Json = False) -> None:
    """Open an entry in your editor; `undo` takes the change back."""
    session = Session.of(context)
    workspace = session.open()
    path = workspace.pick(entry).path
    changed = edit_file(session, workspace, path)
    if json:
        session.output.json(entry_record(workspace.read(path)[0]))
    elif changed:
        session.output.line(workspace.shown(path))
