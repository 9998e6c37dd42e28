"""Reads a transcript: text to steps, and steps back to text. The format is in README.md."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PROSE = "; "
COMMAND = "$ "
ON_TERMINAL = "% "
ERROR = "! "
BLOCK = ">>> "
BLOCK_END = "<<<"
INPUT = " <<"
INPUT_END = "<<"
ANY_LINES = "..."
ANY_TEXT = "[..]"
EXIT = re.compile(r"\[exit (\d+)\]")
SPECIAL = re.compile(r"\\|[$%;!] |[;!]$|>>> |\.\.\.$|\[exit \d+\]$")


class TranscriptError(Exception):
    """The file is not a transcript."""


@dataclass(frozen=True)
class Outcome:
    """What a command printed, line by line, and its exit code.

    Lines are kept as they are written in a transcript, special ones with a backslash, those
    of standard error without their mark.
    """

    output: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    code: int = 0

    def text(self) -> list[str]:
        """The lines that stand below the command in a transcript."""
        errors = [f"{ERROR}{line}".rstrip() for line in self.errors]
        return [*self.output, *errors, *([f"[exit {self.code}]"] if self.code else [])]

    def agrees_with(self, actual: "Outcome") -> bool:
        """Whether this expectation, with its placeholders, fits what really came."""
        return (
            self.code == actual.code
            and _fits(self.output, actual.output)
            and _fits(self.errors, actual.errors)
        )


@dataclass(frozen=True)
class Command:
    """One command and what is expected of it.

    Attributes:
        line: Where it stands in the transcript, from 1.
        shell: What the shell runs.
        terminal: Whether it runs on a terminal.
        given: What is piped to it; None for no input.
        expected: Its outcome as the transcript has it.
        kept: The lines of the transcript up to its outcome, as they stand.
        gap: The blank lines behind its outcome.
    """

    line: int
    shell: str
    terminal: bool
    given: str | None
    expected: Outcome
    kept: tuple[str, ...]
    gap: int


@dataclass(frozen=True)
class Write:
    """A file that is there before the next command."""

    path: str
    text: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """A fixture that is there before the next command."""

    name: str
    path: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Prose:
    """Lines for the reader."""

    kept: tuple[str, ...]


Step = Command | Write | Copy | Prose


def parse(text: str, name: str = "transcript") -> list[Step]:
    """Take a transcript apart.

    Raises:
        TranscriptError: A line stands where it has no meaning; says which.
    """
    return list(_Reader(text.splitlines(), name).steps())


def compose(steps: Sequence[Step], outcomes: Sequence[Outcome]) -> str:
    """Write a transcript with these outcomes, one for each command."""
    remaining = iter(outcomes)
    lines: list[str] = []
    for step in steps:
        lines.extend(step.kept)
        if isinstance(step, Command):
            lines.extend(next(remaining).text())
            lines.extend([""] * step.gap)
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(line: str) -> str:
    """A line of output as a transcript has it."""
    return f"\\{line}" if SPECIAL.match(line) else line


def _fits(expected: Sequence[str], actual: Sequence[str]) -> bool:
    pattern = "".join(
        r"(?:.*\n)*?" if line == ANY_LINES else f"{_line_pattern(line)}\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split(ANY_TEXT))


class _Reader:
    """Walks over the lines of a transcript once."""

    def __init__(self, lines: Sequence[str], name: str) -> None:
        self.lines = lines
        self.name = name
        self.at = 0

    def steps(self) -> Iterator[Step]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.startswith((COMMAND, ON_TERMINAL)):
                yield self._command()
            elif line.startswith(BLOCK):
                yield self._block()
            elif not line.strip() or line.startswith(PROSE) or line == PROSE.strip():
                self.at += 1
                yield Prose((line,))
            else:
                raise self._error(self.at, "neither prose nor a command, and no command before it")

    def _command(self) -> Command:
        start = self.at
        terminal = self.lines[start].startswith(ON_TERMINAL)
        shell = self.lines[start][len(COMMAND) :]
        self.at += 1
        given = None
        if shell.endswith(INPUT):
            shell = shell.removesuffix(INPUT)
            given = self._until(INPUT_END)
        kept = tuple(self.lines[start : self.at])
        expected = self._outcome_lines()
        gap = len(expected)
        while expected and not expected[-1]:
            expected.pop()
        return Command(
            start + 1, shell, terminal, given, _outcome(expected), kept, gap - len(expected)
        )

    def _block(self) -> Write | Copy:
        start = self.at
        words = self.lines[start].removeprefix(BLOCK).split()
        self.at += 1
        match words:
            case ["file", *words] if words:
                path = " ".join(words)
                text = self._until(BLOCK_END)
                return Write(path, text, tuple(self.lines[start : self.at]))
            case ["copy", name, path]:
                return Copy(name, path, (self.lines[start],))
        raise self._error(start, "expected `>>> file PATH` or `>>> copy NAME PATH`")

    def _until(self, end: str) -> str:
        start = self.at
        while self.at < len(self.lines):
            self.at += 1
            if self.lines[self.at - 1] == end:
                return "".join(f"{line}\n" for line in self.lines[start : self.at - 1])
        raise self._error(start - 1, f"no `{end}` ends what starts here")

    def _outcome_lines(self) -> list[str]:
        start = self.at
        while self.at < len(self.lines) and not self.lines[self.at].startswith(
            (COMMAND, ON_TERMINAL, BLOCK, PROSE)
        ):
            self.at += 1
        return [line.rstrip() for line in self.lines[start : self.at]]

    def _error(self, at: int, message: str) -> TranscriptError:
        return TranscriptError(f"{self.name}:{at + 1}: {message}: {self.lines[at]!r}")


def _outcome(lines: list[str]) -> Outcome:
    code = 0
    if lines and (found := EXIT.fullmatch(lines[-1])):
        code = int(found[1])
        lines = lines[:-1]
    output = tuple(line for line in lines if not _is_error(line))
    errors = tuple(line.removeprefix("!").removeprefix(" ") for line in lines if _is_error(line))
    return Outcome(output, errors, code)


def _is_error(line: str) -> bool:
    return line.startswith(ERROR) or line == ERROR.strip()


def read(path: Path) -> list[Step]:
    """The steps of a transcript file."""
    return parse(path.read_text(encoding="utf-8"), path.name)
