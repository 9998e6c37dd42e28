"""A log in memory for the checks of doctor."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from knowlog.actions.checks.material import Log
from knowlog.actions.checks.table import CHECKS
from knowlog.actions.examine import examine, repair
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.findings import Finding
from knowlog.errors import NotFoundError
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.requoting import requote
from knowlog.storage.frontmatter.toml_to_yaml import toml_to_yaml
from knowlog.storage.mojibake import mend_file

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)

Data = Mapping[str, bytes | str]


class Files:
    """Just enough of a store; counts how often each file is read."""

    def __init__(self, files: Data, earlier: Mapping[str, list[bytes]] | None = None) -> None:
        self.files = {
            path: data.encode() if isinstance(data, str) else data for path, data in files.items()
        }
        self._earlier = earlier or {}
        self.reads: list[str] = []

    def parse(self, data: bytes, path: str) -> Document:
        return parse(data, path)

    def read_bytes(self, path: str) -> bytes:
        self.reads.append(path)
        if path not in self.files:
            raise NotFoundError(f"There is no file {path}.")
        return self.files[path]

    def earlier(self, path: str) -> list[bytes]:
        return self._earlier.get(path, [])


def log(files: Data = {}, earlier: Mapping[str, list[bytes]] | None = None, **facts: object) -> Log:  # noqa: B006 - never changed
    """A log of which nothing was read yet; what is no Markdown is another file of it."""
    folders = {"/".join(path.split("/")[:depth]) for path in files for depth in range(1, 9)}
    facts.setdefault("others", [path for path in files if not path.endswith(".md")])
    facts.setdefault("folders", sorted(folders - set(files)))
    tools = {"mend": mend_file, "quote": requote, "as_yaml": toml_to_yaml}
    return Log(store=Files(files, earlier), now=NOW, **tools, **facts)  # type: ignore[arg-type]  # each test its own


def run(known: Log, files: Data, *names: str) -> list[Finding]:
    checks = [check for check in CHECKS if not names or check.name in names]
    paths = [path for path in files if path.endswith(".md")]
    return examine(known, paths, partial(describe, zone=UTC), checks)


def found(files: Data, *names: str, known: Log | None = None) -> list[Finding]:
    """What the checks of these names, or all, find in these files."""
    return run(known or log(files), files, *names)


def told(data: bytes | str, *names: str, path: str = "a.md") -> list[Finding]:
    """The same for one file."""
    return found({path: data}, *names)


def fixed(files: Data, name: str, known: Log | None = None) -> dict[str, str]:
    """The files that a fix changes, as they are afterwards."""
    known = known or log(files)
    findings = run(known, files)
    changes = repair(known, findings, {name}, f"doctor --fix {name}")
    return {
        change.path: change.after.decode()
        for change in changes.files
        if isinstance(change.after, bytes)
    }
