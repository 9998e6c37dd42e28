"""Where what is derived from a log is kept: in the user's own cache folder, never in the log.

A log is cloned from elsewhere, and a text index from elsewhere can run code when it is opened.
So the folder belongs to the user alone, and what does not is not used.
"""

import os
import stat
import zlib
from pathlib import Path

from knowlog.errors import KnowlogError
from knowlog.settings import places


def cache_folder(root: Path) -> Path:
    """The folder for what is derived from one log; it need not exist.

    Args:
        root: The log's real path. A log that moves gets another folder.
    """
    mark = zlib.crc32(os.fsencode(root))
    return places.cache_folder() / f"{_plain(root.name)}-{mark:08x}"


def open_cache(root: Path) -> Path:
    """The folder for what is derived from one log, made and found safe.

    Raises:
        KnowlogError: It cannot be made, or others can write to it. The caller then works
            without: everything in it can be had from the log again.
    """
    folder = cache_folder(root)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        if os.name != "nt" and stat.S_IMODE(status.st_mode) & 0o077 and _is_ours(status):
            folder.chmod(0o700)
    except OSError as error:
        raise KnowlogError(f"the cache folder {folder} cannot be used: {error.strerror}") from error
    if not _is_ours(status):
        raise KnowlogError(f"the cache folder {folder} belongs to another user")
    return folder


def _is_ours(status: os.stat_result) -> bool:
    return os.name == "nt" or status.st_uid == os.geteuid()


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name)[:40] or "log"
