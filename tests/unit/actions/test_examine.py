"""Doctor reads each file once, and its repairs are change sets."""

import pytest

from knowlog.actions.checks.table import CHECKS
from knowlog.actions.examine import outdated, repair
from knowlog.domain.entry import Entry
from tests.unit.actions.examining import Files, found, log, run

BROKEN = "Iâ€™m".encode()


def test_each_file_is_read_once_whatever_is_looked_for() -> None:
    files = {"a.md": b"---\ntitle: A: B\n---\n", "b.md": BROKEN, "c.md": b"caf\xe9 [x](y.md#z)"}
    known = log(files)
    run(known, files)
    assert isinstance(known.store, Files)
    assert known.store.reads == ["a.md", "b.md", "c.md"]


def test_findings_come_by_check_and_then_by_path_and_line() -> None:
    files = {"b.md": b"a\n" + BROKEN, "a.md": BROKEN, "c.md": b"---\ntitle: A: B\nx: [\n---\n"}
    shown = [(one.check, one.path, one.line) for one in found(files)]
    assert shown == [
        ("front-matter", "c.md", 2),
        ("front-matter", "c.md", 3),
        ("mojibake", "a.md", 1),
        ("mojibake", "b.md", 2),
    ]


def test_a_file_that_went_or_cannot_be_read_is_told_and_the_rest_is_checked() -> None:
    known = log({"b.md": BROKEN})
    shown = [(one.check, one.path) for one in run(known, {"b.md": BROKEN, "gone.md": b""})]
    assert shown == [("files", "gone.md"), ("mojibake", "b.md")]


def test_every_check_has_a_name_of_its_own_and_something_to_do() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(bool(check.of_file) != bool(check.of_log) for check in CHECKS)
    assert all(check.about and check.about[0].isupper() for check in CHECKS)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("encoding", b"caf\xe9", "café".encode()),
        ("encoding", "é".encode("utf-16"), "é".encode()),
        ("mojibake", BROKEN, "I’m".encode()),
    ],
)
def test_a_repair_is_a_change_set(name: str, before: bytes, after: bytes) -> None:
    files = {"a.md": before, "b.md": b"sound"}
    known = log(files)
    changes = repair(known, run(known, files), {name}, f"doctor --fix {name}")
    assert changes.command == f"doctor --fix {name}"
    ((change),) = changes.files
    assert (change.path, change.before, change.after) == ("a.md", before, after)
    assert found({"a.md": after}) == []


def test_all_repairs_of_a_file_are_one_change() -> None:
    files = {"a.md": b"caf\xe9 " + BROKEN + b"\n" + BROKEN}
    known = log(files)
    changes = repair(known, run(known, files), {"encoding", "mojibake"}, "doctor --fix")
    assert changes.files[0].after == "café I’m\nI’m".encode()


class Known:
    """Just enough of a catalog."""

    def __init__(self, *entries: Entry) -> None:
        self._entries = entries

    def fingerprints(self) -> dict[str, str]:
        return {entry.path: "1" for entry in self._entries}

    def entries(self) -> list[Entry]:
        return list(self._entries)


@pytest.mark.parametrize(
    ("title", "fingerprint", "sentences"),
    [("A", "1", 0), ("changed by chance", "1", 1), ("of an older state", "2", 0)],
)
def test_a_catalog_says_what_the_files_say(title: str, fingerprint: str, sentences: int) -> None:
    files = {"a.md": b"# A"}
    known = log(files)
    run(known, files)
    entry = known.kept["a.md"].entry
    row = Entry(id=entry.id, path="a.md", title=title, words=entry.words)
    told = outdated(Known(row), known.kept, {"a.md": fingerprint})
    assert len(told) == sentences
