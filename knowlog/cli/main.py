"""The root of the command line."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from knowlog import __version__
from knowlog.cli import completing
from knowlog.cli.arguments import COMPLETION, hoisted
from knowlog.cli.errors import guarded
from knowlog.cli.lazy import COMMANDS, LazyGroup
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.errors import ExitCode

# Click's class for wrong usage has no public name in Typer; this one is derived from it.
WrongUsage: type[Exception] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 - the shape that Typer calls
    if value:
        sys.stdout.write(f"knowlog {__version__}\n")
        raise typer.Exit


@app.callback()
def root(  # noqa: PLR0913 - each is an option of the command line
    context: typer.Context,
    *,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="DIR", help="The log to work on.")
    ] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Never a pager.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask anything.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of bugs.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Write down what you learn, find it again, publish it."""
    del version
    context.obj = Session(
        log=log,
        output=Output.here(no_color=no_color, no_pager=no_pager, no_input=no_input),
        debug=debug,
    )


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing escapes but a bug under --debug."""
    output = Output.here()
    return guarded(lambda: _run(arguments, output), output, debug="--debug" in arguments)


def _run(arguments: Sequence[str], output: Output) -> int:
    if COMPLETION in os.environ:
        completing.prepare()
    try:
        result = get_command(app)(list(hoisted(arguments)), "knowlog", standalone_mode=False)
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # Typer turns it into exit code 1
            raise BrokenPipeError from left
        return left.code if isinstance(left.code, int) else ExitCode.FAILED
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    except WrongUsage as error:
        explain_usage(error, output, arguments)
        return ExitCode.USAGE
    if result == ExitCode.INTERRUPTED:
        output.note("interrupted")
    return result if isinstance(result, int) else ExitCode.OK


def explain_usage(error: Exception, output: Output, arguments: Sequence[str]) -> None:
    """Show wrong usage with the way to the help; nothing where the help was just shown."""
    message = str(getattr(error, "format_message", error.__str__)())
    if not message:
        return
    output.error(message)
    context = getattr(error, "ctx", None)
    # The parser of options does not say where it was; the first word that is a command does.
    named = next((f"knowlog {word}" for word in arguments if word in COMMANDS), "knowlog")
    path = context.command_path if context is not None else named
    option = getattr(error, "option_name", "")
    if option and path == "knowlog search":  # the option of another program may be looked for
        output.note(f"To look for {option} in the entries: knowlog search -- {option}")
    output.note(f"Try `{path} --help`.")
