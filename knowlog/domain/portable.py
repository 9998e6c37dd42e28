"""Names of files that another system cannot hold, or holds as one.

The rules of Windows are those of its documentation ("Naming Files, Paths, and Namespaces"); the
lengths are what leaves room for the folder that a log is in.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowlog.domain.slugs import is_reserved, slug_key

LONGEST_NAME = 255
"""Bytes of UTF-8 in one part of a path, on Linux; a unit of UTF-16 on Windows is one at least."""

LONGEST_PATH = 200
"""Characters of a path in its log: Windows allows 259, with the folder of the log and the drive."""

_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')


class BadName(NamedTuple):
    """Why a path breaks elsewhere.

    Attributes:
        kind: A short stable name.
        reason: In words that follow the name.
    """

    kind: str
    reason: str


def bad_names(path: str) -> Iterator[BadName]:
    """Say what is wrong with a path, for each thing once.

    Args:
        path: Relative to the log's root.
    """
    for part in path.split("/"):
        if is_reserved(part.split(".")[0].rstrip(" ")):
            yield BadName("reserved-name", f"{part!r} is a device on Windows")
        if found := _FORBIDDEN.search(part):
            yield BadName("forbidden-character", f"Windows allows no {found[0]!r} in a name")
        if part != part.rstrip(" ."):
            yield BadName("trailing-dot", f"Windows drops the end of {part!r}: a dot or a space")
        if len(part.encode()) > LONGEST_NAME:
            yield BadName("long-name", f"a name has more than {LONGEST_NAME} bytes")
    if len(path) > LONGEST_PATH:
        yield BadName(
            "long-name", f"the path has {len(path)} characters; Windows allows 259 in all"
        )


def twins(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Files or folders whose names differ only in case or in how accents are encoded.

    Of twin folders the folders are told, and not every file in them.

    Returns:
        Pairs: the second name as it is read in alphabetical order, and the first.
    """
    first: dict[str, str] = {}
    told = set[str]()
    for path in sorted(paths):
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            place = "/".join(parts[:depth])
            other = first.setdefault(slug_key(place), place)
            if other != place:
                if place not in told:
                    told.add(place)
                    yield place, other
                break
