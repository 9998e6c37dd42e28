"""From a path in the log to a place on the disk that is surely inside it."""

import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path, PurePosixPath

from knowlog.errors import KnowlogError
from knowlog.storage.layout import PRIVATE_FOLDER
from knowlog.storage.private import IMPORTS, TRASH


class OutsideError(KnowlogError):
    """A path that leads out of the log, or into what must not be touched."""


def resolve(root: Path, path: str) -> Path:
    """Where a path of the log really is; a link inside the log leads to its target.

    Args:
        root: The log's real path.
        path: Relative to it, with ``/`` between the parts.

    Raises:
        OutsideError: It leads out of the log, or into ``.git`` or the journal.
    """
    parts = PurePosixPath(path).parts
    odd = path.startswith("/") or not parts or ".." in parts or not _is_writable(path)
    if odd or _is_reserved(path, parts):
        raise OutsideError(f"{path!r} is not a path that a log can hold")
    _refuse_unwritable(path)
    place = Path(os.path.realpath(root / path))
    if not place.is_relative_to(root):
        raise OutsideError(f"{path} leads out of the log")
    return place


def is_held_so(root: Path, path: str) -> bool:
    """Whether a log holds a file of just this path, as `is_spelled_so` says of its every part."""
    places = (root / path, *(root / path).parents)
    return all(is_spelled_so(one) for one in places if root in one.parents)


def is_spelled_so(place: Path) -> bool:
    """Whether a folder holds a file of just this name.

    A disk on which case does not count finds it under others too; HFS+ takes accents apart.
    """
    wanted = unicodedata.normalize("NFC", place.name)
    with suppress(FileNotFoundError, NotADirectoryError):
        return any(
            unicodedata.normalize("NFC", one.name) == wanted for one in place.parent.iterdir()
        )
    return False


def _is_writable(path: str) -> bool:
    """Whether a name can be told to others: no NUL, no byte outside Unicode, no Windows stream."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in path and not (os.name == "nt" and (":" in path or "\\" in path))


def _refuse_unwritable(path: str) -> None:
    """Refuse letters that the system's encoding of file names does not have.

    Raises:
        OutsideError: It has one of them.
    """
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        name = sys.getfilesystemencoding()
        message = f"{path!r} cannot be a file name here: the system writes names in {name}"
        raise OutsideError(message, "Choose a locale with UTF-8: LC_ALL=C.UTF-8") from error


def _is_reserved(path: str, parts: tuple[str, ...]) -> bool:
    if ".git" in (part.casefold() for part in parts):
        return True
    ours = path == IMPORTS or path.startswith(f"{TRASH}/")
    return parts[0] == PRIVATE_FOLDER and not ours
