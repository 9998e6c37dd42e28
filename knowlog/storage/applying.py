"""Bring the files of a change set from before to after; doing it again does no harm.

That is what makes a killed command recoverable: each file is as before or as after, and whoever
comes next goes on in either direction. A file that is neither was changed by somebody else in
between, and is left alone.
"""

import errno
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from knowlog.domain.changes import ChangeSet, Elsewhere, FileChange
from knowlog.domain.paths import path_key
from knowlog.errors import ConflictError, KnowlogError
from knowlog.storage import atomic
from knowlog.storage.contents import Identity, identify, read_and_identify
from knowlog.storage.digests import digest_file, is_same
from knowlog.storage.layout import PRIVATE_FOLDER
from knowlog.storage.paths import is_held_so, is_spelled_so, resolve
from knowlog.storage.private import TRASH, refused

SYNC_ALL_FROM = 64
"""From so many files on, one sync of everything is quicker than one for each."""

NAMED = 5
"""How many files a message names before it only counts."""


class State(Enum):
    """What a file is now, seen from the change that it shall undergo."""

    BEFORE = "before"
    AFTER = "after"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a change set, and how it was found.

    Attributes:
        change: What it shall undergo.
        place: Where it is.
        state: What it was when we looked.
        seen: Its size, times and inode then; None when it did not exist.
    """

    change: FileChange
    place: Path
    state: State
    seen: Identity | None


def look(root: Path, changes: ChangeSet, *, resuming: bool = False) -> list[Step]:
    """Find out what each file is now: new files first, then changed ones, then those that go.

    In this order bytes that move are never absent from the disk.

    Args:
        root: The log's real path.
        changes: What shall be done.
        resuming: Somebody may have been killed while doing it.

    Raises:
        OutsideError: A path leads out of the log.
        KnowlogError: A file cannot be read.
    """
    ordered = sorted(changes.files, key=lambda one: (one.after is None, one.before is not None))
    respelled = _respelled(changes)
    if not resuming:
        _refuse_same_folder(root, changes, respelled)
    return [
        _look_at(root, change, resuming=resuming, partner=respelled.get(change.path, ""))
        for change in ordered
    ]


def _refuse_same_folder(root: Path, changes: ChangeSet, respelled: Mapping[str, str]) -> None:
    """Refuse to move a file into the folder that it is in, under another spelling of that.

    Raises:
        ConflictError: Case does not count on this disk, and only that of a folder would change.
    """
    for change in changes.files:
        other = respelled.get(change.path, change.path)
        same_name = PurePosixPath(change.path).name == PurePosixPath(other).name
        if change.before is not None or other == change.path or not same_name:
            continue
        if (root / change.path).exists() and not is_held_so(root, change.path):
            message = f"on this disk {change.path} and {other} are one file"
            raise ConflictError(message, "Give the folder its new name in a file manager.")


def _respelled(changes: ChangeSet) -> dict[str, str]:
    """The old and new paths of files whose names change in case alone, each to the other.

    Where case does not count, as on macOS and Windows, both lead to one file.
    """
    gone = {path_key(one.path): one.path for one in changes.files if one.after is None}
    come = {path_key(one.path): one.path for one in changes.files if one.before is None}
    pairs = [(path, come[key]) for key, path in gone.items() if key in come]
    return {**dict(pairs), **{new: old for old, new in pairs}}


def carry_out(steps: Iterable[Step]) -> None:
    """Bring every file that is as before to after; all of it is on the disk in the end.

    Raises:
        ConflictError: A file changed after we looked.
        KnowlogError: The disk refused.
    """
    due = [
        one for one in steps if one.state is State.BEFORE and one.change.before != one.change.after
    ]
    one_by_one = len(due) < SYNC_ALL_FROM or not sys.platform.startswith("linux")
    staged: list[Path | None] = []
    likes = _likes(due)
    try:
        for step in due:
            like = likes.get(step.place)
            staged.append(_stage(step, durable=one_by_one, like=like))
        if not one_by_one:
            os.sync()
        aliases = _aliases(due)
        for step, temporary in zip(due, staged, strict=True):
            if old := aliases.get(step.change.path):
                _put(old, None)  # the name must be free first; the new bytes are staged
            if step not in aliases.values():
                _put(step, temporary)
    except BaseException:
        for temporary in filter(None, staged):
            with suppress(FileNotFoundError):
                atomic.remove(temporary)
        raise
    if one_by_one:
        for folder in {step.place.parent for step in due}:
            atomic.sync_folder(folder)
    else:
        os.sync()
    _drop_empty_trash(due)


def _likes(steps: Sequence[Step]) -> dict[Path, Path]:
    """Where each file that is new was until now, for those that move: by their bytes.

    Where just one goes and one comes, it is that one, whatever else changed in it.
    """
    gone = [one for one in steps if one.change.after is None]
    come = [one for one in steps if one.change.before is None]
    if len(gone) == len(come) == 1:
        return {come[0].place: gone[0].place}
    places = {one.change.before: one.place for one in gone}
    moved = ((one.place, places.get(one.change.after)) for one in come)
    return {place: origin for place, origin in moved if origin is not None}


def _aliases(steps: Sequence[Step]) -> dict[str, Step]:
    """New path of each file whose old name leads to the same place, with the step that it goes in.

    That is so where case does not count and nothing else changes in a name.
    """
    gone = {path_key(one.change.path): one for one in steps if one.change.after is None}
    come = (one for one in steps if one.change.before is None)
    pairs = ((one, gone.get(path_key(one.change.path))) for one in come)
    return {one.change.path: old for one, old in pairs if old and os.path.lexists(one.place)}


def sweep(root: Path, changes: ChangeSet) -> None:
    """Remove what a killed command staged beside these files.

    To be done before a look: a staged file may be a second name of the target, and removing it
    changes the target's times.
    """
    for folder in {resolve(root, change.path).parent for change in changes.files}:
        with suppress(OSError):
            for leftover in folder.glob(f".*{atomic.TEMPORARY_SUFFIX}"):
                leftover.unlink(missing_ok=True)


def new_folders(root: Path, changes: ChangeSet) -> tuple[str, ...]:
    """The folders that are not there yet and that new files will be in, the topmost first."""
    found: dict[str, None] = {}
    for change in changes.files:
        if change.before is None and not change.path.startswith(f"{PRIVATE_FOLDER}/"):
            for parent in reversed(PurePosixPath(change.path).parents[:-1]):
                if str(parent) not in found and not os.path.lexists(root / parent):
                    found[str(parent)] = None
    return tuple(found)


def drop_folders(root: Path, folders: Sequence[str]) -> None:
    """Remove folders that a change had made, the deepest first, where they are empty."""
    for folder in sorted(folders, reverse=True):
        with suppress(KnowlogError, OSError):
            resolve(root, folder).rmdir()


def _look_at(root: Path, change: FileChange, *, resuming: bool, partner: str) -> Step:
    place = resolve(root, change.path)
    if change.after is None or partner:
        place = (root / change.path).parent.resolve() / Path(change.path).name
    try:
        if partner and not is_spelled_so(place):
            return Step(change, place, _absent(change, place, root / partner), None)
        state, seen = _compare(change, place, resuming=resuming)
    except OSError as error:
        raise refused(change.path, error) from error
    return Step(change, place, state, seen)


def _absent(change: FileChange, place: Path, partner: Path) -> State:
    """What a file is that is not there under its own name; it may be there under a third one."""
    if os.path.lexists(place) and not is_spelled_so(partner):
        return State.OTHER
    return State.BEFORE if change.before is None else State.AFTER


def _compare(change: FileChange, place: Path, *, resuming: bool) -> tuple[State, Identity | None]:
    """What a file is now; one that is carried elsewhere is weighed, not read."""
    cut_short = resuming and None in (change.before, change.after)
    if isinstance(change.before, Elsewhere) or isinstance(change.after, Elsewhere):
        found, seen = digest_file(place)
        # Without hard links, `atomic.create` may have been cut short and left an empty file.
        if (found and not found.size and cut_short) or is_same(change.before, found):
            return State.BEFORE, seen
        return (State.AFTER if is_same(change.after, found) else State.OTHER), seen
    data, seen = read_and_identify(place)
    if data == change.before or (data == b"" and cut_short):
        return State.BEFORE, seen
    return (State.AFTER if data == change.after else State.OTHER), seen


def _stage(step: Step, *, durable: bool, like: Path | None) -> Path | None:
    """Write the new bytes beside the file; nothing for a file that goes.

    A file that moves keeps the mode and owner that it has where it is: a note for nobody else
    shall stay one.
    """
    if step.change.after is None:
        return None
    try:
        if step.seen is not None and not os.access(step.place, os.W_OK):
            raise PermissionError(errno.EACCES, "the file is read-only")
        atomic.make_folder(step.place.parent)
        if isinstance(step.change.after, Elsewhere):
            return _stage_copy(step.place, step.change.after, durable=durable)
        return atomic.stage(step.place, step.change.after, durable=durable, like=like)
    except OSError as error:
        raise refused(step.change.path, error) from error


def _stage_copy(target: Path, content: Elsewhere, *, durable: bool) -> Path:
    """Copy a file from where it lies, if it is still what it was.

    Raises:
        ConflictError: It is not.
        OSError: The disk refused.
    """
    temporary, digest = atomic.stage_copy(target, Path(content.place), durable=durable)
    if digest != content.digest:
        temporary.unlink(missing_ok=True)
        raise changed(content.place)
    return temporary


def _put(step: Step, temporary: Path | None) -> None:
    """Give the new bytes the name of the file, unless somebody changed it just now."""

    def put() -> None:
        if _seen_now(step.place) != step.seen:
            raise changed(step.change.path)
        if temporary is None:
            atomic.remove(step.place)
        elif step.seen is None:
            atomic.create(temporary, step.place)
        else:
            temporary.replace(step.place)

    try:
        atomic.patiently(put)
    except FileExistsError as error:
        raise changed(step.change.path) from error
    except OSError as error:
        raise refused(step.change.path, error) from error


def changed(*paths: str) -> ConflictError:
    """What to tell the user when files are not what they were when they were read."""
    return ConflictError(
        f"{some(paths)} changed on the disk in the meantime; nothing was written",
        "Look at what is there now and run the command again.",
    )


def some(paths: Sequence[str]) -> str:
    """A few of the paths, and how many more there are."""
    named = ", ".join(paths[:NAMED])
    return f"{named} and {len(paths) - NAMED} more" if len(paths) > NAMED else named


def _seen_now(place: Path) -> Identity | None:
    try:
        return identify(place.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _drop_empty_trash(steps: Iterable[Step]) -> None:
    """Take away the folders of the trash that nothing lies in any more."""
    for step in steps:
        if step.change.after is None and step.change.path.startswith(f"{TRASH}/"):
            depth = step.change.path.removeprefix(f"{TRASH}/").count("/")
            with suppress(OSError):
                for folder in list(step.place.parents)[:depth]:
                    folder.rmdir()
