"""The folder that an export for another program is written to.

A file beside the others remembers what was written, so that the next export writes what differs,
removes what is gone, and touches nothing that somebody else wrote or changed in between.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from errno import EISDIR
from hashlib import sha256
from os import strerror
from pathlib import Path, PurePosixPath

from knowlog.domain.exports import Handed, Outgoing
from knowlog.errors import KnowlogError, NotFoundError
from knowlog.storage.atomic import stage
from knowlog.storage.contents import read_file
from knowlog.storage.layout import EXPORT_MARK
from knowlog.storage.paths import OutsideError, resolve

MANIFEST = EXPORT_MARK
_FORMAT = 1


def hand_out(
    kind: str, folder: Path, files: Iterable[Outgoing], read: Callable[[str], bytes]
) -> Handed:
    """Write an export into its folder.

    Args:
        kind: For which program, such as ``obsidian``.
        folder: Where to; made if there is none.
        files: No two with one path.
        read: The bytes of a file of the log that is copied as it is.

    Raises:
        KnowlogError: The folder holds something else, or the disk refused.
    """
    try:
        return _hand_out(kind, folder, files, read)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "What was written so far stands; export again when the disk takes it."
        place = error.filename if isinstance(error.filename, str) else folder
        raise KnowlogError(f"{place}: {reason}", hint) from error


def _hand_out(
    kind: str, folder: Path, files: Iterable[Outgoing], read: Callable[[str], bytes]
) -> Handed:
    before = _last(kind, folder)
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    found: dict[str, list[str]] = {"written": [], "unchanged": [], "kept": [], "removed": []}
    known = dict(before)
    paths = set()
    try:
        for file in files:
            paths.add(file.path)
            data = _bytes_of(file, read)
            outcome = "kept" if data is None else _put(root, file.path, data, before)
            found[outcome].append(file.path)
            if data is not None and outcome != "kept":
                known[file.path] = _digest(data)
        for path in sorted(before.keys() - paths):
            if outcome := _remove(root, path, before[path]):
                found[outcome].append(path)
            if outcome != "kept":
                del known[path]
    finally:
        # What is half done is known too, or the next export would take it for somebody else's.
        _remember(kind, root, known)
    return Handed(**{name: tuple(listed) for name, listed in found.items()})


def _bytes_of(file: Outgoing, read: Callable[[str], bytes]) -> bytes | None:
    """The bytes of a file; None when it went away in the meantime."""
    if file.data is not None:
        return file.data
    try:
        return read(file.source)
    except NotFoundError:
        return None


def _last(kind: str, folder: Path) -> Mapping[str, str]:
    """What the last export wrote, path to digest."""
    try:
        known = json.loads((folder / MANIFEST).read_bytes())
        if known["format"] == _FORMAT and known["kind"] == kind:
            return {str(path): str(digest) for path, digest in known["files"].items()}
    except FileNotFoundError:
        if not folder.exists() or not any(not one.name.startswith(".") for one in folder.iterdir()):
            return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    message = f"{folder} holds something else than an export for {kind}"
    raise KnowlogError(message, "Name an empty or a new folder: --out DIR.")


def _remember(kind: str, root: Path, digests: Mapping[str, str]) -> None:
    content = {"format": _FORMAT, "kind": kind, "files": dict(sorted(digests.items()))}
    data = json.dumps(content, ensure_ascii=False, indent=0).encode()
    place = root / MANIFEST
    if read_file(place) != data:
        stage(place, data, durable=False).replace(place)


def _put(root: Path, path: str, data: bytes, before: Mapping[str, str]) -> str:
    """Write one file unless it is somebody else's; what became of it."""
    try:
        place = resolve(root, path)
    except OutsideError:
        return "kept"
    if place.is_dir():
        raise IsADirectoryError(EISDIR, strerror(EISDIR), str(place))
    now = read_file(place)
    if now == data:
        return "unchanged"
    if now is not None and _digest(now) != before.get(path):
        return "kept"
    place.parent.mkdir(parents=True, exist_ok=True)
    stage(place, data, durable=False).replace(place)
    return "written"


def _remove(root: Path, path: str, digest: str) -> str:
    try:
        place = resolve(root, path)
    except OutsideError:
        return ""
    now = read_file(place)
    if now is None:
        return ""
    if _digest(now) != digest:
        return "kept"
    place.unlink()
    for parent in PurePosixPath(path).parents[:-1]:
        with suppress(OSError):
            (root / parent).rmdir()  # refuses a folder that holds anything
    return "removed"


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
