"""What an import takes from a folder of another program, what it leaves out, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from knowlog.domain.entry import Entry

_NEVER = datetime.max.replace(tzinfo=UTC)
"""A present after which nothing comes."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file that was taken which its author should know.

    Attributes:
        line: Of the source file, counted from 1; 0 when it is about the whole file.
        kind: A short stable name, such as ``liquid``.
        message: A sentence without the particulars: equal ones are shown together.
        detail: What it is about, such as an address; may be empty.
    """

    line: int
    kind: str
    message: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One file of the source as it shall be in the log.

    Attributes:
        source: Its path in the source, with ``/`` between the parts.
        path: Its path in the log, as `Destination.place` gave it.
        data: Its bytes in the log; None for a file that is copied as it is.
        remarks: In the order of the lines.
        back: What an export back to the source's program wants to know again, as JSON can hold it.
    """

    source: str
    path: str
    data: bytes | None = None
    remarks: tuple[Remark, ...] = ()
    back: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One file or folder of the source that does not come into the log.

    Attributes:
        source: Its path in the source; a folder ends in ``/`` and stands for all in it.
        kind: A short stable name, such as ``theme``; those of one kind are shown together.
        reason: Half a sentence that says why.
    """

    source: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """All that an importer read, decided but not yet compared with the log.

    Attributes:
        taken: Every file that comes in; no two have one path.
        left_out: Every other file.
        settings: Setting of the log (``site.base_url``) to the value that the source gives it.
        remarks: What concerns no single file.
    """

    taken: tuple[Taken, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Destination:
    """What an importer may know of the log that it brings files into.

    Attributes:
        home: The folder of new entries, an empty string for the root of the log.
        zone: What a time without an offset is in.
        place: Called once for each file that comes in, with its path in the source and the path
            it would like in the log; gives the path that it gets. A file that came in before
            keeps its place; a name that is taken or that some system refuses is changed.
        settings: The settings that somebody made in the log, by name.
        address: The address on the site, with a slash in front, of a file with this path and these
            bytes under this pattern of permalinks.
        entries: What the log holds beside the files that came in from this source.
        pages: Addresses of pages that the site makes by itself.
        now: The present: what the source keeps back until its day is a draft before.
    """

    home: str
    zone: tzinfo
    place: Callable[[str, str], str]
    settings: Mapping[str, object] = field(default_factory=dict)
    address: Callable[[str, bytes, str], str] = lambda path, _data, _pattern: f"/{path}"
    entries: tuple[Entry, ...] = ()
    pages: tuple[str, ...] = ()
    now: datetime = _NEVER


@dataclass(frozen=True, slots=True)
class Habits:
    """What the owner of a folder of notes says of it.

    Attributes:
        encoding: What texts are in that are not UTF-8; empty where nobody says.
        git_dates: Notes without a date have that of their first commit.
        folders_as_tags: The folder of a note is one of its tags.
        without_indexes: README.md and its like are no notes.
    """

    encoding: str = ""
    git_dates: bool = False
    folders_as_tags: bool = False
    without_indexes: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What is remembered of a file that came in.

    Attributes:
        source: Its path in the source.
        digest: SHA-256 of the bytes that the import wrote, in hexadecimal.
        back: As for `Taken`.
        first: Where it came in; empty where it still is.
        made: SHA-256 of what the import made of it, where that is something else than was written
            because a file that it links to, or it itself, has moved; else empty.
        title: The title that it got when it moved, or empty.
        redirects: The addresses that it left when it moved.
    """

    source: str
    digest: str
    back: Mapping[str, object] = field(default_factory=dict)
    first: str = ""
    made: str = ""
    title: str = ""
    redirects: tuple[str, ...] = ()

    @property
    def is_followed(self) -> bool:
        """Whether something has moved that it has to do with."""
        return bool(self.first or self.made)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one source.

    Attributes:
        kind: Which importer read it.
        place: The absolute path of its folder.
        files: Path in the log to what came in there.
        settings: The settings that the import made.
    """

    kind: str
    place: str
    files: Mapping[str, Imported] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)

    def path_of(self, source: str) -> str | None:
        """Where a file of the source came in, or None."""
        return next((path for path, one in self.files.items() if one.source == source), None)


class State(StrEnum):
    """What a file that comes in is to the log, seen from the last time it came in."""

    NEW = "new"
    SAME = "unchanged"
    CHANGED = "changed in the source"
    KEPT = "changed in the log"
    REMOVED = "removed from the log"


def state(*, last: str | None, now: str | None, new: str) -> State:
    """Say what to do with a file, from three digests.

    Args:
        last: Of what the last import wrote at its path, or None if it never came in.
        now: Of the file at that path, or None if there is none.
        new: Of what the source makes of it now.
    """
    if now == new:
        return State.SAME
    if now is None:
        return State.NEW if last is None else State.REMOVED
    if last == new:
        return State.SAME  # only the log's own file changed, as it may
    return State.CHANGED if now == last else State.KEPT
