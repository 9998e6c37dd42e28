"""Error handling: the one place where errors become words and exit codes."""

import os
import sys
from collections.abc import Callable

from knowlog.cli.output import Output
from knowlog.errors import AmbiguousError, ExitCode, KnowlogError, QueryError


def guarded(body: Callable[[], int], output: Output, *, debug: bool) -> int:
    """Run a command and return its exit code; nothing escapes but a bug that is to be debugged."""
    try:
        code: int | None = body()
        output.flush()
    except (Exception, KeyboardInterrupt) as error:
        code = report(error, output)
        if code is None and debug:
            raise
    if code is None:
        output.note("Your files are whole. Run the command again with --debug to see where.")
        return ExitCode.FAILED
    return code


def report(error: BaseException, output: Output) -> int | None:
    """Say why a command ended early, and return its exit code; None for a bug of ours."""
    code: int | None = None
    if isinstance(error, KnowlogError):
        explain(error, output)
        code = error.exit_code
    elif isinstance(error, KeyboardInterrupt):
        output.note("interrupted")
        code = ExitCode.INTERRUPTED
    elif isinstance(error, BrokenPipeError):
        _stop_printing()
        code = ExitCode.OK  # the reader has what it wanted
    elif isinstance(error, OSError):
        place = error.filename or "a file could not be read or written"
        output.error(f"{place}: {error.strerror or error}")
        _stop_printing()
        code = ExitCode.FAILED
    else:
        output.note(f"knowlog: this is a bug in knowlog: {type(error).__name__}: {error}")
    return code


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


def _stop_printing() -> None:
    # Python would flush stdout once more at exit and complain; there is nobody left to read.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
