"""A log on the disk: its files are the truth, and everything reads and writes them through this.

Reading is here; the modules that write are imported when something is written.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.domain.document import Document, Problem
from knowlog.domain.freshness import Scan
from knowlog.errors import KnowlogError, LockedError, NotFoundError
from knowlog.storage.contents import read_file
from knowlog.storage.layout import Layout
from knowlog.storage.paths import OutsideError, is_held_so, resolve
from knowlog.storage.private import JOURNAL, is_unsettled
from knowlog.storage.scan import Walk, fingerprint, same_state

if TYPE_CHECKING:
    from knowlog.domain.changes import ChangeSet
    from knowlog.domain.history import PastChange, Trashed
    from knowlog.storage.changelog import ChangeLog

Parse = Callable[[bytes, str], Document]


class Folder:
    """The Markdown files of a log in a folder; implements `knowlog.domain.ports.EntryStore`.

    Attributes:
        root: The log's real path.
        layout: Which of its files are entries.
    """

    def __init__(
        self, root: Path, layout: Layout, parse: Parse, open_changes: "Callable[[Path], ChangeLog]"
    ) -> None:
        """Open a log.

        Args:
            root: Its folder.
            layout: Which of its files are entries, as `knowlog.storage.layout.detect` says.
            parse: Takes a file's bytes and path and takes them apart; never fails.
            open_changes: Called with the log's real path when something is to be written, or
                was left half written.

        Raises:
            NotFoundError: There is no such folder.
        """
        self.root = Path(os.path.realpath(root))
        self.layout = layout
        self._parse = parse
        self._open_changes = open_changes
        self._inside: Mapping[str, str] = {}
        if not self.root.is_dir():
            raise NotFoundError(f"there is no folder {root}", "knowlog init makes a new log.")

    @cached_property
    def _changes(self) -> "ChangeLog":
        return self._open_changes(self.root)

    def scan(self) -> Scan:
        """Look at every file's size and times; clean up after a killed command first."""
        unfinished = self._recover()
        walk = Walk(str(self.root), self.layout)
        scan = walk.run()
        if walk.leftovers:
            self._sweep(walk.leftovers)
        self._inside = scan.fingerprints
        return scan._replace(problems={**scan.problems, **unfinished}) if unfinished else scan

    def look(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Path to fingerprint of those files that are there now."""
        now = time.time_ns()
        found = {}
        for path in paths:
            with suppress(OSError):
                state = fingerprint((self.root / path).stat(), now)
                # What the scan did not see may be another file, where case does not count.
                if path in self._inside or is_held_so(self.root, path):
                    found[path] = state
        return found

    def read(self, path: str) -> Document:
        """Read and take apart one file; odd content gives problems, never an exception.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        return self.parse(self.read_bytes(path), path)

    def parse(self, data: bytes, path: str) -> Document:
        """Take apart a file that was read; odd content gives problems, never an exception."""
        return self._parse(data, path)

    def read_bytes(self, path: str) -> bytes:
        """The file as it stands.

        Raises:
            NotFoundError: There is no such file any more, or it cannot be read.
        """
        try:
            # The scan has found out where its files lead to; to ask again would double the time.
            known = path in self._inside
            data = read_file(self.root / path if known else resolve(self.root, path))
        except OutsideError as error:
            raise NotFoundError(error.message) from error
        except OSError as error:
            raise NotFoundError(f"{path} cannot be read: {error.strerror}") from error
        if data is None:
            raise NotFoundError(f"there is no file {path}")
        return data

    def apply(self, changes: "ChangeSet", *, whole: bool = False) -> None:
        """Write all files of a change set, or none, and remember it for undo.

        Args:
            changes: What to write.
            whole: It was made from every entry of the log, so refuse it if any of them came,
                went or changed since the last `scan`.

        Raises:
            ConflictError: A file is not what ``before`` says, or another process is writing.
            KnowlogError: The disk refused.
        """
        self._changes.apply(changes, self._changed_since_scan if whole else None)

    def _changed_since_scan(self) -> list[str]:
        now = Walk(str(self.root), self.layout).run().fingerprints
        pairs = ((path, self._inside.get(path), now.get(path)) for path in {*self._inside, *now})
        return sorted(path for path, before, after in pairs if not same_state(before, after))

    def record_external(
        self, command: str, path: str, before: bytes | None, after: bytes | None
    ) -> None:
        """Remember for undo what an editor did to a file in place.

        Raises:
            ConflictError: Another process is writing.
            KnowlogError: The disk refused.
        """
        self._changes.remember_file(command, path, before, after)

    def history(self) -> "Sequence[PastChange]":
        """What can be undone, the latest first."""
        return self._changes.history()

    def undo(self, expected: int | None = None) -> "ChangeSet":
        """Take back the last change that is not itself taken back, and return what was done.

        Args:
            expected: The number of the change that it has to be, if it may be no other.

        Raises:
            NotFoundError: There is nothing to undo.
            ConflictError: A file changed since, or another process is writing.
            KnowlogError: The disk refused, or the record of the change is damaged.
        """
        return self._changes.undo(expected)

    def to_undo(self) -> "ChangeSet":
        """What `undo` would do now; nothing is written.

        Raises:
            NotFoundError: There is nothing to undo.
            KnowlogError: The record of the change is damaged.
        """
        return self._changes.to_undo()

    def trash(self, paths: Sequence[str], command: str = "") -> "ChangeSet":
        """Move files to the log's trash, all or none.

        Raises:
            NotFoundError: One of them is not there.
            ConflictError: One changed just now, or another process is writing.
            KnowlogError: The disk refused.
        """
        files = [(path, self.read_bytes(path)) for path in paths]
        return self._changes.remove(files, command or f"rm {' '.join(paths)}")

    def trashed(self) -> "Sequence[Trashed]":
        """What lies in the trash, the latest first."""
        return self._changes.trashed()

    def restore(self, name: str) -> str:
        """Bring a file back from the trash and return its path, as `ChangeLog.restore` does."""
        return self._changes.restore(name)

    def verify_journal(self) -> "Sequence[str]":
        """What is wrong with what `undo` needs, one sentence each."""
        return self._changes.verify()

    def earlier(self, path: str) -> Iterator[bytes]:
        """What a file was before each change that the journal holds, the latest first."""
        return self._changes.earlier(path)

    def _recover(self) -> dict[str, Problem]:
        """Clean up after a killed command; what is wrong when that cannot be done."""
        if not is_unsettled(self.root):
            return {}
        try:
            with self._changes.exclusive(patient=False):
                return {}
        except LockedError:
            return {}  # nobody was killed: somebody is at work
        except KnowlogError as error:
            message = f"a change that was cut short cannot be finished: {error.message}"
            return {JOURNAL: Problem(1, "unfinished-change", message, error.hint)}

    def _sweep(self, leftovers: Sequence[str]) -> None:
        """Remove temporary files; while we hold the lock, nobody alive owns them."""
        with suppress(KnowlogError, OSError), self._changes.exclusive(patient=False):
            for path in leftovers:
                (self.root / path).unlink(missing_ok=True)
