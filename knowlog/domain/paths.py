"""Paths of files that every file system takes, made of whatever somebody else called them."""

import re
import unicodedata
from collections.abc import Callable

_FORBIDDEN = re.compile('[\x00-\x1f\x7f<>:"\\\\|?*]+')
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
_LONGEST = 200
"""Bytes of a name; file systems take 255, and a number or a suffix may be added."""


def portable(path: str) -> str:
    """The path with every part changed that Windows refuses, hides or takes for something else.

    Parts that lead up, start with a dot or are empty go or lose the dot, so that the result
    stays below the folder it is joined to and is seen there. It is never empty.

    >>> portable("../a: b/CON.md")
    'a- b/CON-.md'
    """
    parts = [name for part in path.split("/") if (name := _name(part))]
    return "/".join(parts) or "file"


def _name(part: str) -> str:
    text = part.encode("utf-8", "replace").decode("utf-8")
    name = _FORBIDDEN.sub("-", text).lstrip(".").rstrip(". ").strip()
    stem, dot, ending = name.rpartition(".")
    while len(name.encode()) > _LONGEST and (stem or ending):
        stem, ending = (stem[:-1], ending) if stem else ("", ending[:-1])
        name = f"{stem}{dot}{ending}"
    if _DEVICES.fullmatch(name):
        first, dot, rest = name.partition(".")
        name = f"{first}-{dot}{rest}"
    return name


def path_key(path: str) -> str:
    """What two paths have in common that one file system would hold in one file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def free(path: str, is_taken: Callable[[str], bool]) -> str:
    """The path, or the first of ``name-2.md``, ``name-3.md`` ... that is free."""
    if not is_taken(path):
        return path
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    number = 2
    while is_taken(candidate := f"{folder}{slash}{stem}-{number}{dot}{ending}"):
        number += 1
    return candidate
