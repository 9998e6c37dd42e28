"""The log's trash: removed files lie there until somebody empties it.

A file lies at ``.knowlog/trash/<when>/<its path>``, so that its place says where it came from
and when, and one path can be removed any number of times.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from knowlog.domain.changes import ChangeSet, Elsewhere, FileChange
from knowlog.domain.history import Trashed
from knowlog.domain.slugs import slug_key, slugify
from knowlog.errors import AmbiguousError, NotFoundError
from knowlog.storage.digests import digest_file
from knowlog.storage.private import TRASH

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


def stamp(root: Path, now: datetime) -> str:
    """The name of a new folder of the trash: the time, a little later if that is taken.

    Args:
        root: The log's real path.
        now: With an offset.
    """
    name = now.astimezone(UTC).strftime(_STAMP)
    while os.path.lexists(root / TRASH / name):
        now += timedelta(microseconds=1)
        name = now.astimezone(UTC).strftime(_STAMP)
    return name


def removal(files: Sequence[tuple[str, bytes]], stamp: str) -> tuple[FileChange, ...]:
    """Move files to the trash.

    Args:
        files: Their paths and bytes.
        stamp: The name of the folder there, as `stamp` gives it.
    """
    added = (FileChange(f"{TRASH}/{stamp}/{path}", None, data) for path, data in files)
    removed = (FileChange(path, data, None) for path, data in files)
    return (*added, *removed)


def rescued(back: ChangeSet, root: Path, now: datetime) -> ChangeSet:
    """An undo that keeps in the trash what it would take away and nobody else has any more.

    The journal holds no bytes of copied files; usually they still lie where they were copied from.

    Args:
        back: What the undo would do.
        root: The log's real path.
        now: With an offset.
    """
    folder = f"{TRASH}/{stamp(root, now)}"
    files: list[FileChange] = []
    for change in back.files:
        before = change.before
        if not isinstance(before, Elsewhere) or _is_there(before):
            files.append(change)
            continue
        path = f"{folder}/{change.path}"
        here = Elsewhere(str(root / change.path), before.size, before.digest)
        kept = Elsewhere(str(root / path), before.size, before.digest)
        files += [FileChange(path, None, here), FileChange(change.path, kept, change.after)]
    return ChangeSet(back.command, tuple(files))


def _is_there(content: Elsewhere) -> bool:
    try:
        return digest_file(Path(content.place))[0] == content
    except OSError:
        return False


def trashed(root: Path) -> list[Trashed]:
    """What is in the trash, the latest first."""
    return sorted(_find(root), key=lambda one: (one.removed, one.path), reverse=True)


def _find(root: Path) -> Iterator[Trashed]:
    trash = root / TRASH
    for folder, _, names in os.walk(trash):
        parts = Path(folder).relative_to(trash).parts
        removed = _time(parts[0]) if parts else None
        if removed is None:
            continue
        for name in names:
            path = "/".join((*parts[1:], name))
            yield Trashed(path, f"{TRASH}/{parts[0]}/{path}", removed)


def _time(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC).astimezone()
    except ValueError:
        return None


def pick(name: str, files: Sequence[Trashed]) -> Trashed:
    """The file of the trash that is meant; of those from one path, the latest.

    Raises:
        NotFoundError: Nothing there has this name.
        AmbiguousError: Files from several paths have it.
    """
    wanted = slug_key(name)
    slug = slug_key(slugify(name))  # an entry's file is named after its title
    for fits in (
        lambda path: path == name,
        lambda path: wanted in _names(path),
        lambda path: slug in _names(path),
        lambda path: any(one.startswith(wanted) for one in _names(path)),
    ):
        if found := [one for one in files if fits(one.path)]:
            return _latest(name, found)
    raise NotFoundError(f"there is no {name} in the trash", "knowlog restore shows what there is.")


def _latest(name: str, found: Sequence[Trashed]) -> Trashed:
    paths = tuple(dict.fromkeys(one.path for one in found))
    if len(paths) > 1:
        raise AmbiguousError(f"{name} could be {len(paths)} files:", paths, "Use its path.")
    return found[0]


def _names(path: str) -> set[str]:
    name = PurePosixPath(slug_key(path))
    return {name.name, name.stem, _DATE.sub("", name.stem)}
