"""``knowlog undo``: take back the last change."""

import typer

from knowlog.cli.bulk import diff
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.records import visible
from knowlog.cli.session import Session

app = typer.Typer(add_completion=False)


@app.command()
def undo(
    context: typer.Context, *, dry_run: DryRun = False, yes: Yes = False, json: Json = False
) -> None:
    """Take back the last change that the program made, bulk ones included."""
    del yes  # there is nothing to ask; the option is there for scripts that always give it
    session = Session.of(context)
    output = session.output
    store = session.open().store
    if dry_run:
        coming = store.to_undo()
        output.note(f"would take back: {coming.command}")
        for change in coming.files:
            if visible([change.path]):
                for line in diff(change):
                    output.line(line)
        return
    undone = store.undo()
    paths = visible(change.path for change in undone.files)
    if json:
        output.json({"command": undone.command, "files": paths})
        return
    output.line(f"took back: {undone.command}")
    for path in paths:
        output.note(f"  {path}")
