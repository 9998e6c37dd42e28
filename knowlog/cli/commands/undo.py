"""``knowlog undo``: take back the last change."""

from collections.abc import Sequence

import typer

from knowlog.cli.bulk import diff
from knowlog.cli.options import DryRun, Json, Yes
from knowlog.cli.output import Output
from knowlog.cli.records import visible
from knowlog.cli.session import Session
from knowlog.domain.text import counted

NAMED = 20
"""So many files are named one by one."""

app = typer.Typer(add_completion=False)


@app.command()
def undo(
    context: typer.Context, *, dry_run: DryRun = False, yes: Yes = False, json: Json = False
) -> None:
    """Take back the last change, bulk ones and imports included."""
    del yes  # there is nothing to ask; the option is there for scripts that always give it
    session = Session.of(context)
    output = session.output
    store = session.open().store
    changes = store.to_undo() if dry_run else store.undo()
    paths = sorted(visible(change.path for change in changes.files))
    if json:
        output.json({"command": changes.command, "files": paths})
    elif dry_run:
        output.note(f"would take back: {changes.command}")
        shown = frozenset(paths)
        for change in changes.files:
            if change.path in shown:
                for line in diff(change):
                    output.line(line)
    else:
        output.line(f"took back: {changes.command}")
        _name(output, paths)


def _name(output: Output, paths: Sequence[str]) -> None:
    shown = paths if len(paths) <= NAMED + 1 else paths[:NAMED]
    for path in shown:
        output.note(f"  {path}")
    if len(shown) < len(paths):
        output.note(f"  and {counted(len(paths) - len(shown), 'more file')}")
