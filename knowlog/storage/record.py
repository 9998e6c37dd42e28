"""One change set as a file: a zip archive that any tool can open.

``change.json`` says what was done; ``before/`` and ``after/`` hold the files by their paths. So
whatever a command overwrote can be had back without this program too.
"""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.errors import KnowlogError

_HEAD = "change.json"
_VERSION = 1


class DamagedRecordError(KnowlogError):
    """A record that is no longer what was written."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a record says of itself.

    Attributes:
        command: What the user did, in words.
        time: When, with an offset.
        undoes: The number of the record that this one takes back, or None.
        files: Path, whether it existed before, whether it exists after.
        folders: Those that are there only after the change, or of an undo only before it.
    """

    command: str
    time: datetime
    undoes: int | None
    files: tuple[tuple[str, bool, bool], ...]
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
        {"path": one.path, "before": one.before is not None, "after": one.after is not None}
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
            if change.before is not None:
                archive.writestr(f"before/{change.path}", change.before)
            if change.after is not None:
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
                archive.read(f"before/{path}") if before else None,
                archive.read(f"after/{path}") if after else None,
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
        has = any(one == path and before for one, before, _ in _head(archive).files)
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
        tuple((one["path"], one["before"], one["after"]) for one in head["files"]),
        tuple(head.get("folders", ())),
    )
