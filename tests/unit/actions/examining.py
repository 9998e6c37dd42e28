"""A log in memory for the checks of doctor."""

from collections.abc import Mapping
from datetime import UTC, datetime

from knowlog.actions.checks.material import Log
from knowlog.actions.checks.table import CHECKS
from knowlog.actions.examine import examine
from knowlog.domain.changes import ChangeSet
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.findings import Finding
from knowlog.domain.freshness import Scan
from knowlog.errors import NotFoundError
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.mending import mend_file

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Files:
    """Just enough of a store; counts how often each file is read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.reads: list[str] = []

    def scan(self) -> Scan:
        raise NotImplementedError

    def read(self, path: str) -> Document:
        return parse(self.read_bytes(path), path)

    def read_bytes(self, path: str) -> bytes:
        self.reads.append(path)
        if path not in self.files:
            raise NotFoundError(f"There is no file {path}.")
        return self.files[path]

    def apply(self, changes: ChangeSet) -> None:
        raise NotImplementedError


def read(data: bytes, path: str) -> tuple[Entry, Document]:
    document = parse(data, path)
    return describe(document, UTC), document


def log(**facts: object) -> Log:
    return Log(now=NOW, mend=mend_file, **facts)  # type: ignore[arg-type]  # each test its own


def found(
    files: Mapping[str, bytes], *names: str, known: Log | None = None, gone: tuple[str, ...] = ()
) -> list[Finding]:
    """What the checks of these names, or all, find in these files."""
    checks = [check for check in CHECKS if not names or check.name in names]
    return examine(Files(files), [*files, *gone], read, known or log(), checks)


def told(data: bytes | str, *names: str, path: str = "a.md") -> list[Finding]:
    """The same for one file."""
    return found({path: data.encode() if isinstance(data, str) else data}, *names)
