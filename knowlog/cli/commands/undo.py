"""``knowlog undo``: take back the last change."""

import typer

from knowlog.cli.options import DryRun
from knowlog.cli.session import Session

app = typer.Typer()


@app.command()
def undo(context: typer.Context, *, dry_run: DryRun = False) -> None:
    """Take back the last change that the program made, bulk ones included."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    if dry_run:
        records = workspace.store.history()
        if records:
            output.line(f"would take back: {records[0].command}")
        else:
            output.note("There is nothing to undo.")
        return
    undone = workspace.store.undo()
    output.line(f"took back: {undone.command}")
    for change in undone.files:
        output.note(f"  {change.path}")
