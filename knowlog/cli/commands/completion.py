"""``knowlog completion``: the script that makes a shell complete commands, ids, tags and keys."""

from typing import Annotated

import typer

from knowlog.cli.completing import script
from knowlog.cli.session import Session

app = typer.Typer()


@app.command()
def completion(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print the completion script of a shell: eval "$(knowlog completion bash)"."""
    Session.of(context).output.line(script(shell))
