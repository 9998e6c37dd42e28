"""``knowlog new``: make an entry."""

import sys
from os import fstat
from stat import S_ISFIFO, S_ISREG
from typing import Annotated

import typer

from knowlog.actions.write import Draft, add
from knowlog.cli.decoding import argument, from_bytes, tags
from knowlog.cli.editing import edit_new
from knowlog.cli.options import Json, TagNames
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record
from knowlog.errors import UsageError

app = typer.Typer(add_completion=False)


@app.command()
def new(
    context: typer.Context,
    title: Annotated[list[str], typer.Argument(metavar="TITLE", help="What it is about.")],
    *,
    tag: TagNames = None,
    body: Annotated[str | None, typer.Option("--body", help="The text, or - to read it.")] = None,
    date: Annotated[str, typer.Option("--date", help="2024-05-01, yesterday, 2w.")] = "",
    template: Annotated[str, typer.Option("--template", help="default, paper, or your own.")] = "",
    value: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="For the template.")
    ] = None,
    edit: Annotated[
        bool | None, typer.Option("--edit/--no-edit", help="Open it in the editor.")
    ] = None,
    json: Json = False,
) -> None:
    """Make an entry, open it in your editor, and print its path."""
    session = Session.of(context)
    workspace = session.open()
    text = _body(body)
    draft = Draft(
        title=argument(" ".join(title)).strip(),
        date=workspace.moment(date) if date else workspace.clock.now(),
        tags=tags(tag),
    )
    compose = workspace.composer(template, _values(value or ()), text or "")
    path = add(workspace.store, workspace.home, draft, compose)
    if edit is None:
        edit = text is None and session.output.asks and session.output.terminal
    if edit and not edit_new(session, workspace, path, has_text=bool(text)):
        return
    if json:
        session.output.json(entry_record(workspace.read(path)[0]))
    else:
        session.output.line(workspace.shown(path))


def _body(given: str | None) -> str | None:
    if given is not None and given != "-":
        return argument(given)
    if given == "-" or _is_piped():
        return from_bytes(sys.stdin.buffer.read() if sys.stdin is not None else b"")
    return None


def _is_piped() -> bool:
    try:
        mode = fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    return S_ISFIFO(mode) or S_ISREG(mode)


def _values(given: list[str] | tuple[str, ...]) -> dict[str, str]:
    values = {}
    for pair in given:
        key, equals, text = pair.partition("=")
        if not equals or not key.isidentifier():
            msg = f"--set wants KEY=VALUE, not {pair!r}"
            raise UsageError(msg)
        values[key] = argument(text)
    return values
