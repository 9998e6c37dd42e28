"""What doctor finds, and the repairs it offers."""

from collections.abc import Mapping

import pytest

from knowlog.actions.examine import Fix, checks, examine, fixes, repair, twins
from knowlog.domain.changes import ChangeSet
from knowlog.domain.document import Document
from knowlog.domain.findings import Finding
from knowlog.domain.freshness import Scan
from knowlog.errors import NotFoundError
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.mending import mend_file


class Files:
    """Just enough of a store."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def scan(self) -> Scan:
        raise NotImplementedError

    def read(self, path: str) -> Document:
        return parse(self.read_bytes(path), path)

    def read_bytes(self, path: str) -> bytes:
        if path not in self._files:
            raise NotFoundError(path)
        return self._files[path]

    def apply(self, changes: ChangeSet) -> None:
        raise NotImplementedError


def found(data: bytes) -> list[Finding]:
    return list(examine(Files({"a.md": data}), ["a.md", "gone.md"], checks(mend_file)))


def fix(name: str) -> Fix:
    return next(one for one in fixes(mend_file) if one.name == name)


@pytest.mark.parametrize(
    ("data", "line", "kind", "repaired"),
    [
        (b"---\ntitle: A: B\n---\n", 2, "invalid-yaml", ""),
        (b"---\ntags: [#a]\n---\n", 2, "invalid-yaml", ""),
        (b"+++\ntitle = A\n+++\n", 2, "invalid-toml", ""),
        (b"---\na: 1\na: 2\n---\n", 3, "duplicate-key", ""),
        (b"---\nx: 1\ndate: 2024-02-30\n---\n", 3, "invalid-date", ""),
        (b"---\nx: 1\ndate: soon\n---\n", 3, "invalid-date", ""),
        (b"---\ntitle: A\n\nbody", 1, "open-header", ""),
        (b"a\nb\x00c", 2, "nul-byte", ""),
        (b"a\ncaf\xe9", 2, "encoding", "encoding"),
        ("a\nIâ€™m".encode(), 2, "mojibake", "mojibake"),
    ],
)
def test_each_finding_names_line_and_reason(
    data: bytes, line: int, kind: str, repaired: str
) -> None:
    (finding,) = found(data)
    assert (finding.path, finding.line, finding.kind) == ("a.md", line, kind)
    assert finding.message.endswith(".")
    assert finding.why.endswith(".")
    assert finding.fix == repaired


@pytest.mark.parametrize("data", [b"", b"body", b"---\ntitle: A\ndate: 2024-01-02\n---\n# B\n"])
def test_a_sound_file_has_no_findings(data: bytes) -> None:
    assert found(data) == []


def test_mojibake_shows_what_was_probably_meant() -> None:
    (finding,) = found("ok Iâ€™m\nIâ€™m".encode())
    assert "'Iâ€™m' was probably 'I’m'" in finding.message
    assert "2 lines" in finding.message
    (finding,) = found("a\u00a0Iâ€™m x".encode())
    assert finding.kind == "mojibake"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("encoding", b"caf\xe9", "café".encode()),
        ("encoding", "é".encode("utf-16"), "é".encode()),
        ("mojibake", "Iâ€™m".encode(), "I’m".encode()),
    ],
)
def test_a_repair_is_a_change_set(name: str, before: bytes, after: bytes) -> None:
    store = Files({"a.md": before, "b.md": b"sound"})
    changes = repair(store, ["a.md", "b.md"], fix(name))
    assert changes.command == f"doctor --fix {name}"
    ((change),) = changes.files
    assert (change.path, change.before, change.after) == ("a.md", before, after)


def test_names_that_only_some_file_systems_tell_apart() -> None:
    paths = ["a/Note.md", "a/note.md", "caf\u00e9.md", "cafe\u0301.md", "other.md"]
    assert [(one.path, one.kind) for one in twins(paths)] == [
        ("a/note.md", "twin-names"),
        ("caf\u00e9.md", "twin-names"),
    ]
