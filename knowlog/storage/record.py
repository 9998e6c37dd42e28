"""One change set as a file: a zip archive that any tool can open.

``change.json`` says what was done; ``before/`` and ``after/`` hold the files by their paths. So
whatever a command overwrote can be had back without this program too. Of files that were copied
as they are, such as the pictures of an import, it holds the place, the size and the digest.
"""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from knowlog.domain.changes import ChangeSet, Content, Elsewhere, FileChange
from knowlog.errors import KnowlogError

_HEAD = "change.json"
_VERSION = 1


_Kept = Elsewhere | Literal[True] | None


class DamagedRecordError(KnowlogError):
    """A record that is no longer what was written."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says of itself.

    Attributes:
        command: What the user did, in words.
        time: When, with an offset.
        undoes: The number of the record that this one takes back, or None.
        files: Path, what it was before and what it is after: None for nothing, True for bytes that
            are in the archive.
        folders: Those that are there only after the change, or of an undo only before it.
    """

    command: str
    time: datetime
    undoes: int | None
    files: tuple[tuple[str, _Kept, _Kept], ...]
    folders: tuple[str, ...] = ()


def write(
    place: Path,
    changes: ChangeSet,
    time: datetime,
    undoes: int | None,
    folders: Sequence[str] = (),
) -> None:
    """Write a record; the caller makes it durable.

    Raises:
        OSError: The disk refused.
    """
    files = [
        {"path": one.path, "before": _note(one.before), "after": _note(one.after)}
        for one in changes.files
    ]
    head = {
        "version": _VERSION,
        "command": changes.command,
        "time": time.isoformat(),
        "undoes": undoes,
        "files": files,
        "folders": list(folders),
    }
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_HEAD, json.dumps(head, ensure_ascii=False, indent=1))
        for change in changes.files:
            if isinstance(change.before, bytes):
                archive.writestr(f"before/{change.path}", change.before)
            if isinstance(change.after, bytes):
                archive.writestr(f"after/{change.path}", change.after)


def read_head(place: Path) -> Head:
    """What a record says of itself, without the files.

    Raises:
        DamagedRecordError: It cannot be understood.
        FileNotFoundError: It is gone.
    """
    with _Opened(place) as archive:
        return _head(archive)


def read(place: Path) -> ChangeSet:
    """The change set that a record holds.

    Raises:
        DamagedRecordError: It cannot be understood, or a checksum is wrong.
        FileNotFoundError: It is gone.
    """
    with _Opened(place) as archive:
        head = _head(archive)
        files = tuple(
            FileChange(
                path,
                archive.read(f"before/{path}") if before is True else before,
                archive.read(f"after/{path}") if after is True else after,
            )
            for path, before, after in head.files
        )
    return ChangeSet(head.command, files)


def read_before(place: Path, path: str) -> bytes | None:
    """The bytes that one file had before a change; None when the change has nothing of it.

    Raises:
        DamagedRecordError: It cannot be understood, or a checksum is wrong.
        FileNotFoundError: It is gone.
    """
    with _Opened(place) as archive:
        has = any(one == path and before is True for one, before, _ in _head(archive).files)
        return archive.read(f"before/{path}") if has else None


class _Opened:
    """An archive whose every kind of damage comes out as one kind of error."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __enter__(self) -> zipfile.ZipFile:
        try:
            self._archive = zipfile.ZipFile(self._place)
        except (zipfile.BadZipFile, ValueError) as error:
            raise self._damaged(error) from error
        return self._archive

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._archive.close()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> DamagedRecordError:
        return DamagedRecordError(
            f"the record {self._place.name} of the journal is damaged: {error}",
            f"What can be saved of it is in {self._place}.",
        )


def _head(archive: zipfile.ZipFile) -> Head:
    head: dict[str, Any] = json.loads(archive.read(_HEAD))
    if head["version"] != _VERSION:
        raise ValueError(f"version {head['version']}")
    return Head(
        head["command"],
        datetime.fromisoformat(head["time"]),
        head["undoes"],
        tuple((one["path"], _kept(one["before"]), _kept(one["after"])) for one in head["files"]),
        tuple(head.get("folders", ())),
    )


def _note(content: Content | None) -> object:
    """A content in ``change.json``; bytes are in the archive itself."""
    if isinstance(content, Elsewhere):
        return {"place": content.place, "size": content.size, "sha256": content.digest}
    return content is not None


def _kept(note: Any) -> _Kept:  # noqa: ANN401 - JSON of any shape; a wrong one is damage
    if isinstance(note, dict):
        return Elsewhere(note["place"], note["size"], note["sha256"])
    return True if note else None
