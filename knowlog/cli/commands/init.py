"""``knowlog init``: make a log."""

from pathlib import Path
from typing import Annotated

import typer

from knowlog.cli.decoding import argument
from knowlog.cli.options import Json
from knowlog.cli.session import Session
from knowlog.workspace.opening import make_log

app = typer.Typer(add_completion=False)


@app.command()
def init(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; here if not given.")
    ] = None,
    *,
    title: Annotated[str, typer.Option("--title", help="The name of the log.")] = "",
    author: Annotated[str, typer.Option("--author", help="Who writes it.")] = "",
    json: Json = False,
) -> None:
    """Make a log; what is there already stays as it is."""
    session = Session.of(context)
    root = folder or session.log or Path()
    made = make_log(root, title=argument(title), author=argument(author))
    if json:
        session.output.json([str(path) for path in made])
    else:
        for path in made:
            session.output.line(str(path))
    if made:
        session.output.note('Ready. Write the first entry: knowlog new "What I learned today"')
    else:
        session.output.note(f"{root} is a log already; nothing was changed.")
