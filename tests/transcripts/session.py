"""Runs the steps of a transcript in a folder of their own."""

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.transcripts import terminal
from tests.transcripts.script import Command, Copy, Outcome, Step, Write, escape

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
NOW = "2026-03-01T09:00:00+00:00"
SECONDS = 60
_FULL_DISK = re.compile(r"ulimit -f|/dev/full")
BOUND = """\
#!/bin/sh
# Runs a command for which the rights of files hold, also where the tests run as root.
if [ "$(id -u)" = 0 ]; then
    rights=-dac_override,-dac_read_search
    exec setpriv --bounding-set="$rights" --inh-caps="$rights" -- "$@"
fi
exec "$@"
"""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Session:
    """A shell user with an empty home and an empty folder to work in."""

    def __init__(self, folder: Path) -> None:
        """Prepare the folders and a `knowlog` that runs this checkout."""
        self.cwd = folder / "work"
        self.home = folder / "home"
        programs = folder / "bin"
        for path in (self.cwd, self.home, programs):
            path.mkdir(parents=True)
        knowlog = programs / "knowlog"
        knowlog.write_text(
            f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m knowlog "$@"\n', encoding="utf-8"
        )
        knowlog.chmod(0o755)
        bound = programs / "bound"
        bound.write_text(BOUND, encoding="utf-8")
        bound.chmod(0o755)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
            "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local" / "share"),
            "XDG_STATE_HOME": str(self.home / ".local" / "state"),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "KNOWLOG_NOW": NOW,
        }

    def play(self, steps: Sequence[Step]) -> Iterator[Outcome]:
        """Carry out every step; give the outcome of each command."""
        for step in steps:
            match step:
                case Write(path, text):
                    target = self.cwd / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(text, encoding="utf-8")
                case Copy(name, path):
                    self._copy(FIXTURES / name, self.cwd / path)
                case Command():
                    yield self.run(step)

    def run(self, command: Command) -> Outcome:
        """Run one command; a command that takes longer than a minute has failed."""
        if command.terminal:
            environment = self.environment | {"TERM": "dumb", "PAGER": "cat"}
            printed, code = terminal.run(
                command.shell, self.cwd, environment, command.given or "", SECONDS
            )
            return Outcome(self._lines(printed), (), code)
        given = None if command.given is None else command.given.encode()
        environment = dict(self.environment)
        if _FULL_DISK.search(command.shell):  # what measures coverage could not write either
            environment = {k: v for k, v in environment.items() if not k.startswith("COVERAGE_")}
        with subprocess.Popen(
            ["/bin/sh", "-c", command.shell],
            cwd=self.cwd,
            env=environment,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                output, errors = process.communicate(given, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Outcome(self._lines(output), self._lines(errors), process.returncode)

    def _lines(self, printed: bytes) -> tuple[str, ...]:
        text = printed.decode("utf-8", errors="backslashreplace").rstrip("\n \t")
        for path, sign in ((self.cwd, "<cwd>"), (self.home, "<home>")):
            text = text.replace(str(path.resolve()), sign).replace(str(path), sign)
        lines = [CONTROL.sub(_visible, line.rstrip(" \t")) for line in text.split("\n")]
        return tuple(escape(line) for line in lines) if text else ()

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)


def differences(name: str, steps: Sequence[Step], outcomes: Sequence[Outcome]) -> str:
    """What came that was not expected, for people; empty when all is as it should be."""
    commands = [step for step in steps if isinstance(step, Command)]
    return "\n".join(
        _difference(name, command, outcome)
        for command, outcome in zip(commands, outcomes, strict=True)
        if not command.expected.agrees_with(outcome)
    )


def settled(steps: Sequence[Step], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes to write down: an expectation that fits stays, with its placeholders."""
    commands = [step for step in steps if isinstance(step, Command)]
    return [
        command.expected if command.expected.agrees_with(outcome) else outcome
        for command, outcome in zip(commands, outcomes, strict=True)
    ]


def _difference(name: str, command: Command, outcome: Outcome) -> str:
    lines = difflib.unified_diff(
        command.expected.text(), outcome.text(), "expected", "actual", lineterm="", n=50
    )
    return "\n".join([f"{name}:{command.line}: {command.kept[0]}", *lines, ""])


def _visible(found: re.Match[str]) -> str:
    return "\\r" if found[0] == "\r" else f"\\x{ord(found[0]):02x}"
