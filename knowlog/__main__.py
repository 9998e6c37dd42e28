"""Where the process starts and ends: ``knowlog`` and ``python -m knowlog``.

A command is over in a tenth of a second, and of that Python would spend a fifth on tidying up
memory: looking for cycles while modules load, and taking everything apart at the end. The first
is made rare, the second is left to the system (docs/decisions/0010-process.md).
"""

import atexit
import gc
import os
import sys
from contextlib import suppress

from knowlog import __version__

YOUNG = 100_000
"""New objects between two looks for cycles; a short command makes fewer."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    leave(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"] and sys.stdout is not None:
        return _print_version()
    if "search" in arguments:
        from knowlog.cli import fastpath

        code = fastpath.run(arguments)
        if code is not None:
            return code
    from knowlog.cli.main import run

    return run(arguments)


def _print_version() -> int:
    """Print the version without loading the command line, and return the exit code."""
    try:
        sys.stdout.write(f"knowlog {__version__}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        return 0  # the reader has what it wanted
    except OSError as error:
        sys.stderr.write(f"knowlog: standard output: {error.strerror}\n")
        return 1
    return 0


def leave(code: int) -> None:
    """End the process; at once where nothing but memory is left to clean up.

    What was registered with ``atexit`` is run and the streams are written out first. Python ends
    as it always does when a thread could still be at work, or a profiler or debugger watches.
    """
    watched = sys.getprofile() or sys.gettrace() or sys.flags.inspect or sys.flags.dev_mode
    threads = sys.modules.get("threading")
    if watched or (threads is not None and threads.active_count() > 1):
        sys.exit(code)
    atexit._run_exitfuncs()  # noqa: SLF001 - what the interpreter itself calls, as multiprocessing does
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # nobody reads any more, and whoever had to know was told
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
