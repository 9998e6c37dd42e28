"""The folders of a log, for entries that no date puts in order."""

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from knowlog.domain.addresses import segment
from knowlog.exporters.site.model import Article


class Folder(NamedTuple):
    """Entries that lie together.

    Attributes:
        name: The folder below what all have in common; empty for the entries right there.
        id: Where the archive lists them.
        articles: In the order in which they were given.
    """

    name: str
    id: str
    articles: tuple[Article, ...]


def folders_of(articles: Sequence[Article]) -> list[Folder]:
    """Sort entries by their folders, by name, those in none last; nothing when all lie together."""
    where = [posixpath.dirname(article.entry.path) or "." for article in articles]
    if len(set(where)) <= 1:
        return []
    shared = posixpath.commonpath(where)
    found: dict[str, list[Article]] = {}
    for folder, article in zip(where, articles, strict=True):
        found.setdefault(folder.removeprefix(shared).strip("/."), []).append(article)
    names = sorted(found, key=lambda name: (not name, name.casefold()))
    return [Folder(name, f"in-{segment(name) or 'none'}", tuple(found[name])) for name in names]
