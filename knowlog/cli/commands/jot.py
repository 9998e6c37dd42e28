"""``knowlog jot``: one line into today's entry."""

from typing import Annotated

import typer

from knowlog.actions.write import Draft, add, append, todays
from knowlog.cli.decoding import argument
from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record
from knowlog.errors import UsageError

app = typer.Typer(add_completion=False)


@app.command()
def jot(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="The line; #tags count.")],
    *,
    json: Json = False,
) -> None:
    """Append one line to today's entry, making the entry if there is none."""
    session = Session.of(context)
    workspace = session.open()
    words = " ".join(argument(" ".join(text)).split())
    if not words:
        msg = "there is nothing to jot down"
        raise UsageError(msg, 'For example: knowlog jot "sampled softmax needs logQ #recsys"')
    now = workspace.clock.now()
    line = f"- {now:%H:%M} {words}"
    day = f"{now:%Y-%m-%d}"
    today = todays(workspace.entries(), day)
    if today is not None:
        append(workspace.store, today.path, line, f"jot {words}")
        path = today.path
    else:
        compose = workspace.composer("default", {}, line)
        path = add(workspace.store, workspace.home, Draft(title=day, date=now, slug=day), compose)
    if json:
        session.output.json(entry_record(workspace.read(path)[0]))
    else:
        session.output.line(workspace.shown(path))
