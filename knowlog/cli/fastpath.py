"""A plain search without the parser of options, which takes as long to load as all the rest.

``knowlog search WORD...`` is what people type most. Where nothing but words follows the command,
nothing needs to be parsed; every other command line, and every mistake, goes the long way through
`knowlog.cli.main`, which gives the same answer to these as well (a test compares the two).
"""

import os
from collections.abc import Sequence
from pathlib import Path

from knowlog.cli.arguments import COMPLETION
from knowlog.cli.errors import guarded
from knowlog.cli.hits import answer
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.errors import ExitCode
from knowlog.workspace.search import Search


def run(arguments: Sequence[str]) -> int | None:
    """Run a plain search and return its exit code; None where there is more to understand."""
    log, words = _taken_apart(arguments)
    if not words or COMPLETION in os.environ:
        return None
    output = Output.here()

    def search() -> int:
        answer(Session(log, output), Search(" ".join(words)))
        return ExitCode.OK

    return guarded(search, output, debug=False)


def _taken_apart(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """The folder of the log, if one is named, and the words of a plain search; else no words."""
    rest = list(arguments)
    log: Path | None = None
    if rest[:1] == ["--log"] and len(rest) > 1:
        log, rest = Path(rest[1]), rest[2:]
    plain = rest[:1] == ["search"] and not any(word.startswith("-") for word in rest)
    return log, rest[1:] if plain else []
