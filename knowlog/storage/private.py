"""The log's ``.knowlog`` folder: lock, journal and trash; not for git, never published."""

import os
from pathlib import Path

from knowlog.errors import KnowlogError
from knowlog.storage.layout import PRIVATE_FOLDER

_IGNORE = "# Made by knowlog: the journal that undo needs, and the trash.\n*\n"


def open_private(root: Path) -> Path:
    """The private folder of a log, made if it is not there yet.

    Raises:
        KnowlogError: It is a link, which would let a log from elsewhere write outside itself.
        OSError: The disk refused.
    """
    folder = root / PRIVATE_FOLDER
    for place in (folder, folder / "journal", folder / "trash"):
        if place.is_symlink():
            raise KnowlogError(
                f"{place.relative_to(root)} is a link; it must be a folder of the log.",
                "Remove the link.",
            )
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text(_IGNORE, encoding="utf-8")
    return folder


def refused(path: str | Path, error: OSError) -> KnowlogError:
    """What to tell the user when the disk would not take a file."""
    reason = error.strerror or os.strerror(error.errno or 0)
    return KnowlogError(f"{path} cannot be written: {reason}.", "Nothing was changed.")
