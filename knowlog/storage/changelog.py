"""Apply change sets whole, remember them, take them back, and clean up after a killed command."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.history import PastChange, Trashed
from knowlog.errors import ConflictError, KnowlogError, NotFoundError
from knowlog.storage import applying, lock, trash
from knowlog.storage.applying import State
from knowlog.storage.contents import read_file
from knowlog.storage.journal import Journal, Unfinished
from knowlog.storage.layout import PRIVATE_FOLDER
from knowlog.storage.paths import OutsideError, resolve
from knowlog.storage.private import JOURNAL, is_unsettled, open_private, refused
from knowlog.storage.record import DamagedRecordError


def local_now() -> datetime:
    """The present in the system's own zone."""
    return datetime.now().astimezone()


class ChangeLog:
    """All that writes to one log."""

    def __init__(
        self,
        root: Path,
        wait: float = lock.WAIT,
        tell: Callable[[str], None] = lambda _line: None,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        """Open nothing yet.

        Args:
            root: The log's real path.
            wait: How many seconds to wait for another process that is writing.
            tell: Takes one line for the user when a change was found that was cut short.
            now: The present, in the zone in which past times are told.
        """
        self._root = root
        self._wait = wait
        self._tell = tell
        self._now = now
        self._journal = Journal(root / JOURNAL, now)

    @contextmanager
    def exclusive(self, *, patient: bool = True) -> Iterator[None]:
        """Be the only writer of the log, with nothing left half done by others.

        Args:
            patient: Wait for another process that is writing.

        Raises:
            LockedError: Another process is still writing.
            KnowlogError: The disk refused.
        """
        try:
            with lock.hold(open_private(self._root), self._wait if patient else 0):
                self._recover()
                yield
        except OSError as error:
            raise refused(error.filename or PRIVATE_FOLDER, error) from error

    def apply(
        self, changes: ChangeSet, outdated: Callable[[], Sequence[str]] | None = None
    ) -> None:
        """Write all files of a change set, or none, and remember it.

        Args:
            changes: What to write.
            outdated: Asked when nobody else can write any more; names the files because of
                which the change set is not what it should be.

        Raises:
            ConflictError: A file is not what ``before`` says, or another process is writing.
            KnowlogError: The disk refused.
        """
        if changes.files:
            with self.exclusive():
                if outdated and (paths := outdated()):
                    raise applying.changed(*paths)
                self._carry_out(changes, applying.changed)

    def remember_file(
        self, command: str, path: str, before: bytes | None, after: bytes | None
    ) -> None:
        """Remember what another program, such as an editor, did to a file by itself.

        Raises:
            ConflictError: Another process is writing.
            KnowlogError: The disk refused.
        """
        with self.exclusive():
            self._journal.begin(ChangeSet(command, (FileChange(path, before, after),)))
            self._journal.finish()

    def history(self) -> list[PastChange]:
        """What can be undone, the latest first."""
        found = []
        for number in self._journal.undoable():
            with suppress(FileNotFoundError):  # another process has just forgotten it
                found.append(self._journal.past(number))
        return found

    def undo(self, expected: int | None = None) -> ChangeSet:
        """Take back the last change that is not itself taken back.

        Args:
            expected: The number of the change that it has to be, if it may be no other.

        Returns:
            What was done for it, with the words of the command that it took back.

        Raises:
            NotFoundError: There is nothing to undo.
            ConflictError: A file changed since, another change was made since, or another process
                is writing.
            DamagedRecordError: The change's record cannot be read.
            KnowlogError: The disk refused.
        """
        if is_unsettled(self._root) or self._journal.undoable():
            with self.exclusive():
                for number in self._journal.undoable():
                    if expected not in (None, number):
                        raise ConflictError("another change was made in the meantime")
                    done = self._journal.read(number)
                    back = trash.rescued(done.inverse(done.command), self._root, self._now())
                    folders = self._journal.folders(number)
                    self._carry_out(back, _changed_since(back.command), number, folders)
                    return back
        raise NotFoundError("there is nothing to undo")

    def remove(self, files: Sequence[tuple[str, bytes]], command: str) -> ChangeSet:
        """Move files with these bytes to the trash, all or none.

        Raises:
            ConflictError: One changed just now, or another process is writing.
            KnowlogError: The disk refused.
        """
        changes = ChangeSet(command, trash.removal(files, trash.stamp(self._root, self._now())))
        self.apply(changes)
        return changes

    def trashed(self) -> list[Trashed]:
        """What lies in the trash, the latest first."""
        zone = self._now().tzinfo
        return [
            replace(one, removed=one.removed.astimezone(zone)) for one in trash.trashed(self._root)
        ]

    def restore(self, name: str) -> str:
        """Bring a file back from the trash to where it was, and return its path.

        Args:
            name: Its path, its file name, that without extension and date, its title, or how
                its name starts; of files removed from one path, the latest comes back.

        Raises:
            NotFoundError: Nothing in the trash has this name, or (AmbiguousError) several do.
            ConflictError: There is a file of that path, or another process is writing.
            KnowlogError: The disk refused.
        """
        found = trash.pick(name, self.trashed())
        if os.path.lexists(self._root / found.path):
            raise ConflictError(
                f"there is a file {found.path} already; nothing was written",
                "Remove or rename that one first.",
            )
        try:
            data = read_file(resolve(self._root, found.place))
        except OSError as error:
            raise NotFoundError(f"{found.place} cannot be read: {error.strerror}") from error
        if data is None:
            raise NotFoundError(f"{found.place} is gone from the trash")
        files = (FileChange(found.path, None, data), FileChange(found.place, data, None))
        self.apply(ChangeSet(f"restore {found.path}", files))
        return found.path

    def to_undo(self) -> ChangeSet:
        """The change set that `undo` would apply now.

        Raises:
            NotFoundError: There is nothing to undo.
            DamagedRecordError: The change's record cannot be read.
        """
        for number in self._journal.undoable():
            with suppress(FileNotFoundError):  # another process has just forgotten it
                change = self._journal.read(number)
                return change.inverse(change.command)
        raise NotFoundError("there is nothing to undo")

    def verify(self) -> list[str]:
        """What is wrong with the records of the journal, one sentence each."""
        return self._journal.verify()

    def earlier(self, path: str) -> Iterator[bytes]:
        """What a file was before each change that the journal holds, the latest first."""
        return self._journal.earlier(path)

    def _carry_out(
        self,
        changes: ChangeSet,
        conflict: Callable[..., ConflictError],
        undoes: int | None = None,
        leaving: Sequence[str] = (),
    ) -> None:
        """Write a change set.

        Args:
            changes: What to write.
            conflict: Says that files are not what they were.
            undoes: The number of the change that this takes back.
            leaving: Folders that go with an undo.
        """
        steps = applying.look(self._root, changes)
        # What an undo would bring about may be so already: then nothing of it can be lost.
        fine = {State.BEFORE} if undoes is None else {State.BEFORE, State.AFTER}
        if odd := [one.change.path for one in steps if one.state not in fine]:
            raise conflict(*odd)
        made = applying.new_folders(self._root, changes) if undoes is None else ()
        self._journal.begin(changes, undoes, made or leaving)
        try:
            applying.carry_out(steps)
        except BaseException as error:
            self._journal.turn_back()
            self._take_back(changes, made, error)
            raise
        applying.drop_folders(self._root, leaving)
        with suppress(OSError):  # all files are written; whoever comes next finishes the record
            self._journal.finish()

    def _take_back(self, changes: ChangeSet, made: Sequence[str], reason: BaseException) -> None:
        try:
            self._go_on(changes.inverse(changes.command))
            applying.drop_folders(self._root, made)
            self._journal.drop()
        except (KnowlogError, OSError) as worse:
            raise KnowlogError(
                f"{reason}; what was already written could not be taken back: {worse}",
                "The next command tries again.",
            ) from reason

    def _go_on(self, changes: ChangeSet) -> list[str]:
        """Finish what was begun; the paths that somebody changed since and that are left alone."""
        applying.sweep(self._root, changes)
        steps = applying.look(self._root, changes, resuming=True)
        applying.carry_out(steps)
        return [one.change.path for one in steps if one.state is State.OTHER]

    def _recover(self) -> None:
        if not is_unsettled(self._root):
            return
        try:
            if unfinished := self._journal.unfinished():
                self._settle_unfinished(unfinished)
        except (DamagedRecordError, OutsideError) as error:
            self._journal.set_aside()
            self._tell(f"{error.message}; it was set aside in {JOURNAL}")

    def _settle_unfinished(self, found: Unfinished) -> None:
        changes, forward, folders = found.changes, found.forward, found.folders
        back = changes.inverse(changes.command)
        try:
            left = self._go_on(changes if forward else back)
        except OutsideError:
            raise
        except KnowlogError:
            if not forward:
                raise
            self._journal.turn_back()
            forward, left = False, self._go_on(back)
            again = self._journal.unfinished()
            folders = again.folders if again else ()
        applying.drop_folders(self._root, folders)
        if forward:
            self._journal.finish()
        else:
            self._journal.drop()
        done = "finished" if forward else "taken back"
        but = f", except {', '.join(left)}: changed since" if left else ""
        self._tell(f"`{changes.command}` was cut short and is now {done}{but}.")


def _changed_since(command: str) -> Callable[..., ConflictError]:
    def conflict(*paths: str) -> ConflictError:
        names = applying.some(paths)
        return ConflictError(
            f"`{command}` cannot be undone: {names} changed since; nothing was written",
            "Look at what is there now; the bytes from before are in the journal.",
        )

    return conflict
