"""Addresses inside a site: safe on every file system, unique, and linked relative to each other.

An address is a path from the site's root without a leading slash. One that is empty or ends in a
slash is a folder whose ``index.html`` is the page; any other is the file itself.
"""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from urllib.parse import quote

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*#%\s]+')
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST_SEGMENT = 120
_PLAIN = re.compile(r"[a-z0-9_-]{5,120}")
"""What most parts look like; nothing about them has to change."""


def segment(text: str) -> str:
    """Make one part of a path that every file system takes; empty when nothing is left.

    >>> segment("..")
    ''
    >>> segment("What is a C#?")
    'What-is-a-C-'
    """
    if _PLAIN.fullmatch(text):
        return text
    name = _UNSAFE.sub("-", unicodedata.normalize("NFC", text).replace("/", "-")).strip(". ")
    while len(name.encode()) > _LONGEST_SEGMENT:
        name = name[:-1].rstrip(". ")
    return f"{name}-" if _WINDOWS_DEVICES.fullmatch(name) else name


def address(path: str) -> str:
    """Make an address of a path as people write it (``/notes/today``), safe in every part.

    A last part with an ending of a page (``.html``) stays a file; all else is a folder.

    >>> address("/../etc//passwd")
    'etc/passwd/'
    >>> address("/old/post.html")
    'old/post.html'
    """
    parts = [safe for part in path.split("/") if (safe := segment(part))]
    if parts and parts[-1] == "index.html":
        parts.pop()
    if not parts:
        return ""
    joined = "/".join(parts)
    is_file = not path.endswith("/") and parts[-1].lower().endswith((".html", ".htm"))
    return joined if is_file else f"{joined}/"


def file_of(page: str) -> str:
    """Name the file behind an address, relative to the output folder."""
    return f"{page}index.html" if page.endswith("/") or not page else page


@lru_cache(maxsize=1 << 16)
def _quoted(path: str) -> str:
    return quote(path, safe="/-._~!$&'()*+,;=:@")


def relative(source: str, target: str) -> str:
    """Link from one address to another, so that it works at any depth and from a disk.

    Names ``index.html`` itself: a browser that reads a folder from a disk does not add it.

    >>> relative("2024/a/", "tags/ml/")
    '../../tags/ml/index.html'
    """
    return linker(source)(target)


def linker(source: str) -> Callable[[str], str]:
    """Link from one address to any other, as :func:`relative` does."""
    here = file_of(source).split("/")[:-1]
    up = "../" * len(here)
    first = here[0] if here else ""

    def link(target: str) -> str:
        goal = file_of(target)
        if first and goal.startswith(f"{first}/"):
            there = goal.split("/")
            shared = 1
            while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
                shared += 1
            goal = "../" * (len(here) - shared) + "/".join(there[shared:])
        else:
            goal = up + goal
        return _quoted(f"./{goal}" if ":" in goal.split("/", 1)[0] else goal)

    return link


def absolute(base_url: str, target: str) -> str:
    """Give the whole web address of an address, the folder's own where it has one."""
    return f"{base_url.rstrip('/')}/{_quoted(target)}"


def _key(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


@dataclass(slots=True)
class Claims:
    """Which files of a site are taken, regardless of case and of how accents are composed."""

    _files: set[str] = field(default_factory=set)
    _folders: set[str] = field(default_factory=set)
    _closed: set[str] = field(default_factory=set)

    def close(self, folder: str) -> None:
        """Let nobody take what lies below a folder, such as ``assets/``."""
        self._closed.add(_key(folder.rstrip("/")))

    def keep(self, addresses: Iterable[str]) -> None:
        """Take the addresses of the site itself; close what ends in ``/*``."""
        for one in addresses:
            if one.endswith("/*"):
                self.close(one[:-1])
            else:
                self._take(one)

    def take(self, wanted: str) -> str:
        """Take an address, or the first of ``wanted-2``, ``wanted-3``, … that is free."""
        if self._take(wanted):
            return wanted
        wanted = self._beside_files(wanted)
        if self._take(wanted):
            return wanted
        stem, slash, ending = wanted, "", ""
        if wanted.endswith("/"):
            stem, slash = wanted[:-1], "/"
        elif "." in posixpath.basename(wanted):
            stem, ending = posixpath.splitext(wanted)
        candidates = (f"{stem or 'page'}-{number}{ending}{slash}" for number in count(2))
        return next(candidate for candidate in candidates if self._take(candidate))

    def _beside_files(self, wanted: str) -> str:
        parts = wanted.split("/")
        for length in range(1, len(parts)):
            while self._is_barred(_key("/".join(parts[:length])), below=bool(parts[length])):
                parts[length - 1] += "-"
        return "/".join(parts)

    def _is_barred(self, path: str, *, below: bool) -> bool:
        return path in self._files or (below and path in self._closed)

    def free(self, wanted: str) -> bool:
        """Whether nothing stands at this address, nor in its way."""
        file = _key(file_of(wanted))
        return self._is_free(file, _parents(file))

    def _is_free(self, file: str, parents: list[str]) -> bool:
        below = file.removesuffix("/index.html")
        if not self._closed.isdisjoint(_parents(below)):
            return False
        taken = file in self._files or file in self._folders
        return not taken and self._files.isdisjoint(parents)

    def _take(self, wanted: str) -> bool:
        file = _key(file_of(wanted))
        parents = _parents(file)
        if not self._is_free(file, parents):
            return False
        self._files.add(file)
        self._folders.update(parents)
        return True


def _parents(file: str) -> list[str]:
    parents = []
    end = file.find("/")
    while end >= 0:
        parents.append(file[:end])
        end = file.find("/", end + 1)
    return parents
