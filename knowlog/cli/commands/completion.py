"""``knowlog completion``: the script that makes a shell complete commands, ids, tags and keys."""

from typing import Annotated

import typer

from knowlog.cli import completing
from knowlog.cli.session import Session

app = typer.Typer(add_completion=False)


@app.command()
def completion(
    context: typer.Context,
    shell: Annotated[
        str,
        typer.Argument(
            metavar="SHELL", help="bash, zsh or fish.", autocompletion=completing.shells
        ),
    ],
) -> None:
    """Print what a shell needs to complete: bash, zsh or fish."""
    Session.of(context).output.line(completing.script(shell))
