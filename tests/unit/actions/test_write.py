"""What new entries do while another process writes."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowlog.actions.write import Draft, add, append, drop
from knowlog.domain.document import Document
from knowlog.domain.history import PastChange
from knowlog.errors import LockedError
from knowlog.storage import lock
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect
from knowlog.storage.private import open_private

DRAFT = Draft("Moon", datetime(2024, 5, 1, tzinfo=UTC))


@pytest.fixture
def waits() -> list[str]:
    """One for each time that the lock was waited for."""
    return []


@pytest.fixture
def log(tmp_path: Path, waits: list[str]) -> Folder:
    (tmp_path / "today.md").write_text("- 9:00 first\n", encoding="utf-8")

    class Counted(ChangeLog):
        def apply(self, *arguments: object) -> None:
            waits.append("waited")
            super().apply(*arguments)  # type: ignore[arg-type]  # handed on as they come

    return Folder(
        tmp_path,
        detect(tmp_path),
        lambda data, path: Document(path, {}, {}, data.decode()),
        lambda root: Counted(root, wait=0.01),
    )


@pytest.mark.parametrize(
    "write",
    [
        lambda log: add(log, "", DRAFT, lambda _draft: b"x"),
        lambda log: append(log, "today.md", "- 10:00 second", "jot second"),
    ],
    ids=["new", "jot"],
)
def test_a_process_that_does_not_stop_writing_is_waited_for_once_and_named(
    log: Folder, waits: list[str], write: Callable[[Folder], object]
) -> None:
    with lock.hold(open_private(log.root)), pytest.raises(LockedError, match="by process"):
        write(log)
    assert waits == ["waited"]
    assert set(log.scan().fingerprints) == {"today.md"}
    write(log)
    assert len(log.history()) == 1


def test_a_new_entry_that_is_dropped_takes_no_change_of_another_program_along(log: Folder) -> None:
    new = add(log, "", DRAFT, lambda _draft: b"x")

    class Busy(Folder):
        """Another program changes something right after the history was read."""

        def history(self) -> Sequence[PastChange]:
            past = super().history()
            append(log, "today.md", "- 10:00 second", "jot second")
            return past

    busy = Busy(log.root, log.layout, log.parse, ChangeLog)
    drop(busy, new)
    assert set(log.scan().fingerprints) == {"today.md"}
    assert (log.root / "today.md").read_text(encoding="utf-8").endswith("second\n")
    assert [past.command for past in log.history()][1:] == ["jot second", "new moon"]
