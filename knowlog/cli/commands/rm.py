"""``knowlog rm``: move entries to the log's trash."""

from typing import Annotated

import typer

from knowlog.cli import completing
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record

app = typer.Typer(add_completion=False)


@app.command()
def rm(
    context: typer.Context,
    entries: Annotated[
        list[str],
        typer.Argument(metavar="ENTRY...", help="Which.", autocompletion=completing.entry_ids),
    ],
    *,
    yes: Yes = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Move entries to the trash; `restore` and `undo` bring them back."""
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    chosen = {entry.path: entry for entry in map(workspace.pick, entries)}
    paths = list(chosen)
    if dry_run and json:
        output.json([entry_record(entry) for entry in chosen.values()])
        return
    if dry_run:
        for path in paths:
            output.line(f"would move to the trash: {path}")
        return
    if len(paths) > 1 and not output.confirm(f"Move {len(paths)} entries to the trash?", yes=yes):
        output.note("Nothing was changed.")
        return
    workspace.store.trash(paths)
    if json:
        output.json([entry_record(entry) for entry in chosen.values()])
    else:
        for path in paths:
            output.line(workspace.shown(path))
    output.note("In the trash. `knowlog undo` brings back what was just removed.")
