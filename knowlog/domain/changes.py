"""Which files differ between two looks at a folder, and what a command wants to write."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference of two looks at a folder, as paths.

    Attributes:
        added: Files that were not there before.
        changed: Files whose fingerprint differs.
        gone: Files that are no longer there.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.gone)


def compare(before: Mapping[str, object], now: Mapping[str, object]) -> Changes:
    """Compare two maps of path to fingerprint."""
    if before == now:
        return Changes()
    return Changes(
        added=tuple(path for path in now if path not in before),
        changed=tuple(path for path in now if path in before and before[path] != now[path]),
        gone=tuple(path for path in before if path not in now),
    )


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after a command.

    Attributes:
        path: Relative to the log's root.
        before: The bytes it had, or None when it did not exist.
        after: The bytes it shall have, or None when it shall go.
    """

    path: str
    before: bytes | None
    after: bytes | None

    def inverse(self) -> "FileChange":
        """The change that takes this one back."""
        return FileChange(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one command writes: applied whole or not at all, and undone whole.

    Attributes:
        command: What the user did, in words (``tag add git-rebase ml``), for ``history``.
        files: The files, each at most once.
    """

    command: str
    files: tuple[FileChange, ...]

    def inverse(self, command: str) -> "ChangeSet":
        """The change set that takes this one back."""
        return ChangeSet(command, tuple(change.inverse() for change in reversed(self.files)))
