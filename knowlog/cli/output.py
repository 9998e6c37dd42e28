"""Everything that is printed goes through here: data to standard output, messages to error."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

from knowlog.domain.text import one_line, printable
from knowlog.errors import UsageError

FALLBACK_WIDTH = 80

# JSON escapes the lower controls by itself; these could command a terminal too, or turn a line.
_UNSEEN = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Output:
    """The streams of one run and what they can do.

    Attributes:
        terminal: Whether standard output is one.
        colour: Whether colours are wanted on standard output.
        asks: Whether a question would reach somebody.
        pages: Whether long output may go through a pager.
        pager: The user's pager command, or an empty string for the usual ones.
    """

    terminal: bool
    colour: bool
    asks: bool
    pages: bool
    pager: str = ""

    @classmethod
    def here(
        cls, *, no_color: bool = False, no_pager: bool = False, no_input: bool = False
    ) -> "Output":
        """Look at this process's streams and environment."""
        _open_streams()
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")
        terminal = sys.stdout.isatty()
        dumb = os.environ.get("TERM") == "dumb"
        return cls(
            terminal=terminal,
            colour=terminal and not (no_color or dumb or os.environ.get("NO_COLOR")),
            asks=sys.stdin is not None and sys.stdin.isatty() and not no_input,
            pages=terminal and not (no_pager or dumb),
        )

    @property
    def width(self) -> int:
        """Columns of the terminal, 80 where nobody says."""
        return shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns

    def line(self, text: str) -> None:
        """Print one line of data, with everything in it visible."""
        _write(printable(text) + "\n")

    def text(self, text: str) -> None:
        """Print text of several lines that is laid out already."""
        _write(printable(text))

    def record(self, *fields: str) -> None:
        """Print one record: fields of one line each, with tabs between them."""
        _write("\t".join(one_line(field) for field in fields) + "\n")

    def records(self, rows: Sequence[Sequence[str]], *, plain: bool = False) -> None:
        """Print records: in columns on a terminal, else as ``record`` does."""
        if rows and self.terminal and not plain:
            self.present("columns", rows)
            return
        for row in rows:
            self.record(*row)

    def paths(self, paths: Iterable[str]) -> None:
        """Print paths that end with NUL, for ``xargs -0``."""
        text = "".join(f"{path}\0" for path in paths)
        if self.terminal:
            _write(printable(text))
        else:  # as the file system has them, whatever letters the stream knows
            self.raw(os.fsencode(text))

    def json(self, value: object) -> None:
        """Print one JSON document; non-ASCII text stays readable, broken surrogates do not."""
        text = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", as_json(value))
        _write(text.encode("utf-8", "replace").decode("utf-8") + "\n")

    def flush(self) -> None:
        """Let go of what was printed, before a command that takes long goes on."""
        with _named():
            sys.stdout.flush()

    def raw(self, data: bytes) -> None:
        """Print bytes: exactly to a file or a pipe, made visible on a terminal."""
        if self.terminal:
            _write(printable(data.decode("utf-8", "replace")))
        else:
            with _named():
                sys.stdout.flush()
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()

    def present(self, name: str, *values: object, **options: object) -> None:
        """Draw values with the view of this name, through the pager where it is long."""
        rendered: Any = _view(name)(*values, **options)
        text: str = _view("console")(rendered, width=self.width, colour=self.colour)
        if self.pages:
            import_module("knowlog.cli.paging").page(text, self.pager)
        else:
            _write(text)

    def note(self, text: str) -> None:
        """Say something to the person, not to the script; that nobody reads it stops nothing."""
        with suppress(OSError):
            sys.stderr.write(printable(text) + "\n")

    def error(self, message: str) -> None:
        """Say what went wrong."""
        self.note(f"knowlog: {message}")

    def confirm(self, question: str, *, yes: bool) -> bool:
        """Ask a yes-or-no question; ``yes`` answers it.

        Raises:
            UsageError: Nobody is there to answer.
        """
        if yes:
            return True
        if not self.asks:
            msg = f"nobody is there to answer: {question}"
            raise UsageError(msg, "Say --yes.")
        sys.stderr.write(printable(question) + " [y/N] ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower() in {"y", "yes"}


@contextmanager
def _named() -> Iterator[None]:
    """Let an error of standard output say that it is one: the system names only files."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or "standard output"
        raise


def _write(text: str) -> None:
    with _named():
        sys.stdout.write(text)


def _nowhere() -> IO[str]:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _open_streams() -> None:
    """Python has no stream where a shell closed one (``>&-``): what goes there is for nobody."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()


def as_json(value: object) -> str:
    """A value as an indented JSON document; non-ASCII text stays readable."""
    text: str = import_module("json").dumps(value, ensure_ascii=False, indent=2)
    return text


def _view(name: str) -> Callable[..., Any]:
    """The function that draws this kind of value with Rich, imported now."""
    function: Callable[..., Any] = import_module(f"knowlog.cli.views.{name}").draw
    return function
