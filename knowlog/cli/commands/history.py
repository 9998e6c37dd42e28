"""``knowlog history``: what can be undone."""

import typer

from knowlog.cli.options import Json, Limit, Plain
from knowlog.cli.records import visible
from knowlog.cli.session import Session
from knowlog.domain.text import counted

app = typer.Typer(add_completion=False)


@app.command()
def history(
    context: typer.Context, *, limit: Limit = None, json: Json = False, plain: Plain = False
) -> None:
    """List the changes that `undo` can take back, the latest first."""
    session = Session.of(context)
    records = session.open().store.history()[:limit]
    if json:
        session.output.json(
            [
                {
                    "time": record.time.isoformat(),
                    "command": record.command,
                    "files": visible(record.paths),
                }
                for record in records
            ]
        )
        return
    rows = [
        (
            f"{record.time:%Y-%m-%d %H:%M}",
            record.command,
            counted(len(visible(record.paths)), "file"),
        )
        for record in records
    ]
    session.output.records(rows, plain=plain)
    if not records:
        session.output.note("There is nothing to undo.")
