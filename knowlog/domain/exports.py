"""What an export hands out to another program, and what became of it."""

from dataclasses import dataclass

from knowlog.domain.imports import Remark


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One file of the log as another program shall have it.

    Attributes:
        source: Its path in the log.
        path: Its path in the folder of the export.
        data: Its bytes there; None for a file that is copied as it is.
        remarks: What is not as it was, in the order of the lines of the source.
    """

    source: str
    path: str
    data: bytes | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """What an export did to its folder; every file by its path there.

    Attributes:
        written: Files that are new or differ from the last time.
        unchanged: Files that were there already.
        removed: Files of the last export that the log has no more.
        kept: Files that somebody else changed or put there; they are left alone.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
