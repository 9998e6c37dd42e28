"""Where an entry goes when it gets another title or another path."""

import posixpath
import re

from knowlog.domain.dates import split_name
from knowlog.domain.slugs import slugify
from knowlog.errors import UsageError

EXTENSIONS = (".md", ".markdown")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#^\[\]]+')
"""What some file system cannot hold in a name, and what a wikilink cannot say."""

_KEPT = frozenset({"index", "readme", "about"})
"""Names that mean something where they stand; such files keep them under any title."""

_LONGEST = 180
"""Bytes of a name made from a title, without date and ending: some systems allow 255 in all."""


def is_path(text: str) -> bool:
    """Whether what was typed is a path and no title: a Markdown file, or a folder with a slash."""
    return text.lower().endswith((*EXTENSIONS, "/"))


def path_at(path: str, wanted: str) -> str:
    """The new path of an entry that somebody asked for.

    Args:
        path: Where it is.
        wanted: A path from the log's root; one that ends in a slash is a folder, in which the
            file keeps its name; a bare file name stays in its folder.

    Raises:
        UsageError: It leads out of the log.
    """
    if wanted.endswith("/"):
        wanted = posixpath.join(wanted, posixpath.basename(path))
    elif "/" not in wanted:
        wanted = posixpath.join(posixpath.dirname(path), wanted)
    found = posixpath.normpath(wanted)
    if found.startswith(("../", "/")):
        raise UsageError(f"{wanted} is not in the log", "Name a path from the root of the log.")
    return found


def path_titled(path: str, title: str) -> str:
    """The path of an entry under another title: same folder, same date, a name in the old style.

    A name that was a slug becomes one again; one with spaces or capitals becomes the title itself.
    """
    folder, name = posixpath.split(path)
    stem, extension = posixpath.splitext(name)
    old = split_name(stem)[1]
    if old.lower() in _KEPT:
        return path
    new = slugify(title) if old == slugify(old) else (_as_name(title) or slugify(title))
    day = f"{stem}-" if split_name(f"{stem}-x")[0] == stem else stem[: len(stem) - len(old)]
    return posixpath.join(folder, day + new + extension)


def _as_name(title: str) -> str:
    """A title as the name of a file that every system and every wikilink can hold."""
    name = " ".join(_FORBIDDEN.sub("-", title).split()).strip(". ")
    while len(name.encode()) > _LONGEST:
        name = name[:-1].rstrip(". ")
    return name
