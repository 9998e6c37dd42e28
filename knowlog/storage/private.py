"""The log's ``.knowlog`` folder: lock, journal, trash, imports; not for git, never published."""

import os
from pathlib import Path

from knowlog.errors import KnowlogError
from knowlog.storage.atomic import TEMPORARY_SUFFIX
from knowlog.storage.layout import PRIVATE_FOLDER

JOURNAL = f"{PRIVATE_FOLDER}/journal"
TRASH = f"{PRIVATE_FOLDER}/trash"
IMPORTS = f"{PRIVATE_FOLDER}/imports.json"

LOCK = "lock"

PENDING = "pending.zip"
ABORTING = "aborting.zip"
UNWRITTEN = f"record{TEMPORARY_SUFFIX}"

_UNSETTLED = (PENDING, ABORTING, UNWRITTEN)
_IGNORES = ".gitignore"
_IGNORE = "# Made by knowlog: the journal that undo needs, and the trash.\n*\n"


def open_private(root: Path) -> Path:
    """The private folder of a log, made if it is not there yet.

    Raises:
        KnowlogError: Something in it is a link, which would let a log from elsewhere write outside
            itself.
        OSError: The disk refused.
    """
    folder = root / PRIVATE_FOLDER
    for place in (folder, root / JOURNAL, root / TRASH, folder / LOCK, folder / _IGNORES):
        if place.is_symlink():
            raise KnowlogError(
                f"{place.relative_to(root)} is a link; it must lie in the log itself",
                "Remove the link.",
            )
    folder.mkdir(exist_ok=True)
    ignore = folder / _IGNORES
    if not ignore.exists() or not ignore.stat().st_size:  # a kill may have left it empty
        ignore.write_text(_IGNORE, encoding="utf-8")
    return folder


def is_unsettled(root: Path) -> bool:
    """Whether a command was cut short, or is at work just now; costs three looks at the disk."""
    return any(os.path.lexists(f"{root}/{JOURNAL}/{name}") for name in _UNSETTLED)


def refused(path: str | Path, error: OSError) -> KnowlogError:
    """What to tell the user when the disk would not take a file."""
    reason = error.strerror or os.strerror(error.errno or 0)
    return KnowlogError(f"{path} cannot be written: {reason}", "Nothing was changed.")
