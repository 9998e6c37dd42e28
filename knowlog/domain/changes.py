"""Which files differ between two looks at a folder, and what a command wants to write."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The bytes of a file that is copied as it is: too many to carry along, so known by a digest.

    Attributes:
        place: The absolute path where they can be had.
        size: In bytes.
        digest: SHA-256 in hexadecimal; two that agree in size and digest are equal.
    """

    place: str = field(compare=False)
    size: int
    digest: str


Content = bytes | Elsewhere
"""What a file holds."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after a command.

    Attributes:
        path: Relative to the log's root.
        before: What it held, or None when it did not exist.
        after: What it shall hold, or None when it shall go.
    """

    path: str
    before: Content | None
    after: Content | None

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that a bulk change leaves as it is.

    Attributes:
        path: Relative to the log's root.
        reason: A clause that starts with the path, and the line where there is one.
    """

    path: str
    reason: str
