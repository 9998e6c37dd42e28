"""When files came into a git repository.

Only ``git log`` is run, without a shell and with nothing that a repository of a stranger could
set to run a program of its own: no pager, no signatures, no hooks, no fetching of what is missing.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowlog.errors import KnowlogError

_QUIET = (
    "--no-pager",
    "--no-optional-locks",
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "core.hooksPath=/dev/null"),
)
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
}
_COMMIT = "\x01"
_HINT = "Leave out --dates git, or name a folder of a git repository."


@dataclass(frozen=True, slots=True)
class History:
    """What a repository knows of the files in a folder.

    Attributes:
        first: Path from the folder to the author's time of the commit that brought the file in,
            under whatever name it had then.
        is_whole: Whether all commits are there, as they are not in a shallow clone.
    """

    first: Mapping[str, datetime]
    is_whole: bool


def read_history(folder: Path) -> History:
    """Read the history of a folder.

    Raises:
        KnowlogError: There is no git, the folder is in no repository, or git refuses.
    """
    program = shutil.which("git")
    if program is None:
        raise KnowlogError(
            "there is no git on this machine", "Install it, or leave out --dates git."
        )
    shallow = _run(program, folder, "rev-parse", "--is-shallow-repository").strip() == "true"
    log = _run(
        program,
        folder,
        "log",
        "--reverse",
        "--find-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--diff-filter=ACR",
        "--name-status",
        "--relative",
        "-z",
        f"--format={_COMMIT}%aI",
        "--",
        ".",
    )
    return History(_first(log.split("\0")), not shallow)


def _run(program: str, folder: Path, *words: str) -> str:
    done = subprocess.run(
        [program, *_QUIET, "-C", str(folder), *words],
        capture_output=True,
        check=False,
        env={**os.environ, **_ENVIRONMENT},
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in said:
            raise KnowlogError(f"{folder} is in no git repository", _HINT)
        if "does not have any commits" in said:
            raise KnowlogError(f"the repository of {folder} has no commits", _HINT)
        raise KnowlogError(f"git cannot read the history of {folder}: {said}", _HINT)
    return done.stdout.decode("utf-8", "surrogateescape")


def _first(fields: list[str]) -> dict[str, datetime]:
    """The first time of each path; the oldest commit comes first."""
    found: dict[str, datetime] = {}
    time: datetime | None = None
    rest = iter(fields)
    for field in rest:
        if field.startswith(_COMMIT):
            time = datetime.fromisoformat(field[1:])
        elif time and (status := field.lstrip("\n")[:1]) in ("A", "C", "R"):
            _note(found, status, rest, time)
    return found


def _note(found: dict[str, datetime], status: str, rest: Iterator[str], time: datetime) -> None:
    path = next(rest, "")
    if status == "A":
        found.setdefault(path, time)
    else:
        new = next(rest, "")
        found[new] = found.get(path, time) if status == "R" else time
