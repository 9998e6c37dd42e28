"""Puts one folder in the place of another in a single step, where the system can."""

import ctypes
import os
import sys
from pathlib import Path

_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux and ``RENAME_SWAP`` of macOS."""
_HERE = -100
"""``AT_FDCWD`` of Linux: paths are as given."""


def swap(new: Path, place: Path, old: Path) -> None:
    """Put ``new`` at ``place``; what stood there stands at ``old`` afterwards.

    On Linux and macOS both names change hands at once. Elsewhere, and on file systems that cannot,
    ``place`` is missing for a moment; :func:`recover` mends a swap that was cut short there.

    Raises:
        OSError: The system refused; nothing has changed.
    """
    if place.exists():
        if _exchange(new, place):
            new.rename(old)
            return
        place.rename(old)
    new.rename(place)


def recover(place: Path, old: Path) -> None:
    """Bring back what a swap that was cut short has put aside."""
    if old.is_dir() and not place.exists():
        old.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    try:
        library = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return bool(library.renamex_np(first, second, _EXCHANGE) == 0)
        return bool(library.renameat2(_HERE, first, _HERE, second, _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        return False
