"""The root of the command line, and the one place where errors become words and exit codes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from knowlog import __version__
from knowlog.cli import completing
from knowlog.cli.lazy import LazyGroup
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.errors import AmbiguousError, ExitCode, KnowlogError, QueryError

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
    if completing.VARIABLE in os.environ:
        completing.prepare()
    try:
        result = get_command(app)(list(hoisted(arguments)), "knowlog", standalone_mode=False)
        sys.stdout.flush()
    except KnowlogError as error:
        explain(error, output)
        return error.exit_code
    except WrongUsage as error:
        explain_usage(error, output)
        return ExitCode.USAGE
    except (typer.Abort, KeyboardInterrupt):
        output.note("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:
        if "--debug" in arguments:
            raise
        output.note(f"knowlog: this is a bug in knowlog: {type(error).__name__}: {error}")
        output.note("Your files are as they were. Run the command again with --debug to see where.")
        return ExitCode.FAILED
    return result if isinstance(result, int) else ExitCode.OK


_FLAGS = frozenset({"--debug", "--no-color", "--no-pager", "--no-input"})


def hoisted(arguments: Sequence[str]) -> Sequence[str]:
    """Move options of the root to the front, so that they may stand behind the command too."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest.append(word)
            break
        if word in _FLAGS or word.startswith("--log="):
            front.append(word)
        elif word == "--log":
            front.extend([word, *(value for value in [next(words, None)] if value is not None)])
        else:
            rest.append(word)
    return [*front, *rest, *words]


def explain(error: KnowlogError, output: Output) -> None:
    """Show an error for people: what happened, the place in a query, the choices, a hint."""
    output.error(error.message)
    if isinstance(error, QueryError):
        output.note("  " + error.query)
        output.note("  " + " " * error.position + "^")
    if isinstance(error, AmbiguousError):
        for candidate in error.candidates:
            output.note(f"  {candidate}")
    if error.hint:
        output.note(error.hint)


def explain_usage(error: Exception, output: Output) -> None:
    """Show wrong usage with the way to the help."""
    message = getattr(error, "format_message", error.__str__)()
    output.error(str(message))
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "knowlog"
    output.note(f"Try `{path} --help`.")


def _reader_left() -> int:
    # Python would flush stdout once more at exit and complain; there is nobody left to read.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.OK
