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
from knowlog.cli.lazy import COMMANDS, LazyGroup
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.errors import AmbiguousError, ExitCode, KnowlogError, QueryError, UsageError

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
    try:
        return _run(arguments, output)
    except (Exception, KeyboardInterrupt) as error:
        code = ending(error, output, arguments)
        if code is None and "--debug" in arguments:
            raise
    if code is None:
        output.note("Your files are whole. Run the command again with --debug to see where.")
        return ExitCode.FAILED
    return code


def ending(error: BaseException, output: Output, arguments: Sequence[str]) -> int | None:
    """Say why a command ended early, and return its exit code; None for a bug of ours."""
    code: int | None = None
    if isinstance(error, KnowlogError):
        explain(error, output)
        code = error.exit_code
    elif isinstance(error, WrongUsage):
        explain_usage(error, output, arguments)
        code = ExitCode.USAGE
    elif isinstance(error, typer.Abort | KeyboardInterrupt):
        output.note("interrupted")
        code = ExitCode.INTERRUPTED
    elif isinstance(error, BrokenPipeError):
        _stop_printing()
        code = ExitCode.OK  # the reader has what it wanted
    elif isinstance(error, OSError):
        output.error(f"{error.filename or 'standard output'}: {error.strerror or error}")
        _stop_printing()
        code = ExitCode.FAILED
    else:
        output.note(f"knowlog: this is a bug in knowlog: {type(error).__name__}: {error}")
    return code


def _run(arguments: Sequence[str], output: Output) -> int:
    if completing.VARIABLE in os.environ:
        completing.prepare()
    try:
        result = get_command(app)(list(hoisted(arguments)), "knowlog", standalone_mode=False)
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):  # Typer turns it into exit code 1
            raise BrokenPipeError from left
        return left.code if isinstance(left.code, int) else ExitCode.FAILED
    sys.stdout.flush()
    if result == ExitCode.INTERRUPTED:
        output.note("interrupted")
    return result if isinstance(result, int) else ExitCode.OK


_FLAGS = frozenset({"--debug", "--no-color", "--no-pager", "--no-input"})


def hoisted(arguments: Sequence[str]) -> Sequence[str]:
    """Move options of the root to the front, so that they may stand behind the command too.

    Raises:
        UsageError: ``--log`` names no folder.
    """
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
            folder = next(words, None)
            if folder is None:
                msg = "--log needs a folder"
                raise UsageError(msg, "Such as: knowlog list --log ~/notes")
            front += [word, folder]
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
        command = error.hint.startswith("knowlog ")
        output.note(error.hint if command else error.hint[0].upper() + error.hint[1:])


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
    output.note(f"Try `{path} --help`.")


def _stop_printing() -> None:
    # Python would flush stdout once more at exit and complain; there is nobody left to read.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
