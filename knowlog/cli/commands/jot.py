"""``knowlog jot``: one line into today's entry."""

from typing import Annotated

import typer

from knowlog.actions.write import Draft, add, append, todays
from knowlog.cli.decoding import argument
from knowlog.cli.deferred import edit_file, edit_new
from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record
from knowlog.errors import UsageError
from knowlog.workspace import Workspace

app = typer.Typer(add_completion=False)


@app.command()
def jot(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]", help="The line; #tags count. Without it, your editor."),
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Append a line to the entry of today, which is made if need be."""
    session = Session.of(context)
    workspace = session.open()
    words = " ".join(argument(" ".join(text or ())).split())
    if words:
        path = _append(workspace, words)
    elif not text and session.output.asks and session.output.terminal:
        path = _edit(session, workspace)
    else:
        msg = "there is nothing to jot down"
        raise UsageError(msg, 'For example: knowlog jot "sampled softmax needs logQ #recsys"')
    if json and path:
        session.output.json(entry_record(workspace.read(path)[0]))
    elif path:
        session.output.line(workspace.shown(path))


def _append(workspace: Workspace, words: str) -> str:
    """Write a line into the entry of the day; its path."""
    line = f"- {workspace.clock.now():%H:%M} {words}"
    path = _todays(workspace)
    if path is None:
        return _begin(workspace, line)
    append(workspace.store, path, line, f"jot {words}")
    return path


def _edit(session: Session, workspace: Workspace) -> str:
    """Open the entry of the day in the editor; its path, or nothing where none stays."""
    path = _todays(workspace)
    if path is not None:
        edit_file(session, workspace, path)
        return path
    path = _begin(workspace, "")
    return path if edit_new(session, workspace, path, has_text=False) else ""


def _todays(workspace: Workspace) -> str | None:
    today = todays(workspace.entries(), f"{workspace.clock.now():%Y-%m-%d}")
    return today.path if today else None


def _begin(workspace: Workspace, text: str) -> str:
    now = workspace.clock.now()
    day = f"{now:%Y-%m-%d}"
    template = "day" if (workspace.root / "templates" / "day.md").is_file() else "default"
    compose = workspace.composer(template, {}, text)
    return add(workspace.store, workspace.home, Draft(title=day, date=now, slug=day), compose)
