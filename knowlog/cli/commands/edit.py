"""``knowlog edit``: open an entry in the editor."""

import typer

from knowlog.cli.editing import edit_file
from knowlog.cli.options import EntryName
from knowlog.cli.session import Session

app = typer.Typer()


@app.command()
def edit(context: typer.Context, entry: EntryName) -> None:
    """Open an entry in your editor; `knowlog undo` takes the change back."""
    session = Session.of(context)
    workspace = session.open()
    path = workspace.pick(entry).path
    if edit_file(session, workspace, path):
        session.output.line(workspace.shown(path))
