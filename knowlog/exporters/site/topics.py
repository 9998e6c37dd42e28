"""The tags of a log as a tree of pages: ``ml/recsys`` stands below ``ml``."""

from collections.abc import Iterable

from knowlog.domain.addresses import Claims, segment
from knowlog.exporters.site.model import TAGS, Article, TagPage

_SPOKEN = str.maketrans({"+": "-plus", "#": "-sharp", "&": "-and-"})


def tag_pages(articles: Iterable[Article]) -> tuple[TagPage, ...]:
    """Make the page of every tag, parents before their children.

    A tag is one regardless of case, named as the first article writes it.

    Args:
        articles: In the order in which the pages shall list them.
    """
    names: dict[str, str] = {}
    listed: dict[str, dict[int, Article]] = {}
    for number, article in enumerate(articles):
        for tag in article.entry.tags:
            for name in _with_parents(tag):
                names.setdefault(name.casefold(), name)
                listed.setdefault(name.casefold(), {})[number] = article
    children: dict[str, list[str]] = {}
    for key in sorted(names):
        children.setdefault(key.rpartition("/")[0], []).append(names[key])
    claims = Claims()
    claims.take(TAGS)
    return tuple(
        TagPage(
            name=names[key],
            label=names[key].rpartition("/")[2],
            depth=key.count("/"),
            address=claims.take(_address(names[key])),
            articles=tuple(listed[key].values()),
            parent=names.get(key.rpartition("/")[0], ""),
            children=tuple(children.get(key, ())),
        )
        for key in sorted(names, key=lambda key: key.split("/"))
    )


def _with_parents(tag: str) -> list[str]:
    parts = [part.strip() for part in tag.split("/") if part.strip()]
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _address(name: str) -> str:
    parts = [segment(part.casefold().translate(_SPOKEN)) or "tag" for part in name.split("/")]
    return f"{TAGS}{'/'.join(parts)}/"
