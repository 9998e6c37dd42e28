"""Make entries: a new file, a line in today's, and what an editor left behind."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Protocol

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.dates import split_name
from knowlog.domain.entry import Entry
from knowlog.domain.history import PastChange
from knowlog.domain.ports import EntryStore
from knowlog.domain.slugs import slug_key, slugify, unique
from knowlog.errors import ConflictError, LockedError, UsageError

TRIES = 100
"""How often a name that another process took at the same moment is given up for the next."""


class Changeable(EntryStore, Protocol):
    """A store that remembers what was done to it."""

    def history(self) -> Sequence[PastChange]:
        """What can be undone, the latest first."""
        ...

    def undo(self, expected: int | None = None) -> ChangeSet:
        """Take back the latest change; refuse where that is not the one of this number."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new entry shall be.

    Attributes:
        title: Not empty.
        date: With an offset.
        tags: In the order given.
        slug: The name that is wanted, or empty to make one from the title.
    """

    title: str
    date: datetime
    tags: tuple[str, ...] = ()
    slug: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be listed.

        Raises:
            UsageError: The title is empty.
        """
        if not self.title.strip():
            msg = "an entry needs a title"
            raise UsageError(msg, 'For example: knowlog new "Why logQ matters"')


def front_matter(draft: Draft) -> dict[str, object]:
    """What a new entry's front matter says, in the order of its lines."""
    meta: dict[str, object] = {"title": draft.title, "date": draft.date.replace(microsecond=0)}
    return meta | ({"tags": list(draft.tags)} if draft.tags else {})


def template_values(draft: Draft) -> dict[str, object]:
    """What a template may name: the time in ISO 8601, the day, the tags as a list."""
    return {
        "title": draft.title,
        "date": draft.date.replace(microsecond=0).isoformat(sep=" "),
        "day": f"{draft.date:%Y-%m-%d}",
        "tags": list(draft.tags),
        "slug": draft.slug or slugify(draft.title),
    }


def add(store: EntryStore, folder: str, draft: Draft, compose: Callable[[Draft], bytes]) -> str:
    """Write a new entry under a name that is free, and return its path.

    Args:
        store: Where to write.
        folder: Where new entries go, relative to the log.
        draft: What it is.
        compose: Makes the file's bytes.

    Raises:
        ConflictError: Other processes took every name that was tried; or, as LockedError, one of
            them did not stop writing.
    """
    data = compose(draft)
    wanted = draft.slug or slugify(draft.title)
    for _ in range(TRIES):
        paths = store.scan().fingerprints
        slug = unique(wanted, {slug_key(_slug(path)) for path in paths})
        path = str(PurePosixPath(folder) / file_name(slug, draft.date))
        try:
            store.apply(ChangeSet(f"new {slug}", (FileChange(path, None, data),)))
        except LockedError:
            raise  # no name was taken: somebody is writing, and was waited for long enough
        except ConflictError:
            continue
        return path
    msg = f"no free name like {wanted}"
    raise ConflictError(msg, "Another program keeps taking the names; try again.")


def file_name(slug: str, date: datetime) -> str:
    """The name of a new file: the day and the slug, or the day alone when that is the slug."""
    day = f"{date:%Y-%m-%d}"
    return f"{day}.md" if slug == day else f"{day}-{slug}.md"


def _slug(path: str) -> str:
    return split_name(PurePosixPath(path).stem)[1]


def create(store: EntryStore, path: str, data: bytes) -> None:
    """Write a file that does not exist yet.

    Raises:
        ConflictError: It exists.
    """
    store.apply(ChangeSet(f"new {path}", (FileChange(path, None, data),)))


def append(store: EntryStore, path: str, line: str, command: str) -> None:
    """Add a line at the end of an entry, in the file's own line ends.

    Raises:
        ConflictError: Other programs kept changing the file in between; or, as LockedError, one
            of them did not stop writing.
    """
    for attempt in range(TRIES):
        before = store.read_bytes(path)
        newline = b"\r\n" if b"\r\n" in before else b"\n"
        gap = b"" if before.endswith(b"\n") or not before else newline
        after = before + gap + line.encode() + newline
        try:
            store.apply(ChangeSet(command, (FileChange(path, before, after),)))
        except ConflictError as error:
            if isinstance(error, LockedError) or attempt == TRIES - 1:
                raise
        else:
            return


def drop(store: Changeable, path: str) -> None:
    """Take a new file away that nobody wrote into, as if it had never been made.

    Raises:
        ConflictError: The file changed in between.
    """
    latest = next(iter(store.history()), None)
    if latest is not None and latest.paths == (path,):
        with suppress(ConflictError):  # another program changed something in the meantime
            store.undo(latest.number)
            return
    data = store.read_bytes(path)
    store.apply(ChangeSet(f"drop {path}", (FileChange(path, data, None),)))


def rewrite(
    store: EntryStore,
    entries: Iterable[Entry],
    change: Callable[[bytes, Entry], bytes],
    command: str,
) -> ChangeSet:
    """What a change would do to each of these entries; nothing is written yet."""
    files: list[FileChange] = []
    for entry in entries:
        before = store.read_bytes(entry.path)
        after = change(before, entry)
        if after != before:
            files.append(FileChange(entry.path, before, after))
    return ChangeSet(command, tuple(files))


def todays(entries: Sequence[Entry], day: str) -> Entry | None:
    """The entry that collects the lines of a day, written ``2026-11-22``."""
    return next((entry for entry in entries if PurePosixPath(entry.path).stem == day), None)
