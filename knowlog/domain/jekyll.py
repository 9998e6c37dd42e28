"""Jekyll's rules for names and addresses, so that a blog that comes or goes keeps its links.

Source: the documentation of permalinks at jekyllrb.com/docs/permalinks, for Jekyll 4.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""The patterns that have names."""

USUAL_STYLE = "date"
"""What holds where a blog names no pattern."""

POST_FOLDERS = frozenset({"_posts", "_drafts"})
"""Where posts are; folders above these are categories."""

_DATES: Mapping[str, str] = {
    "year": "%Y",
    "short_year": "%y",
    "w_year": "%G",
    "month": "%m",
    "short_month": "%b",
    "long_month": "%B",
    "day": "%d",
    "y_day": "%j",
    "week": "%V",
    "w_day": "%u",
    "short_day": "%a",
    "long_day": "%A",
    "hour": "%H",
    "minute": "%M",
    "second": "%S",
}
_WORD = re.compile(r":([a-z_]+)")
_NOT_PLAIN = re.compile(r"[\W_]+")
_NOT_PRETTY = re.compile(r"[^\w._~!$&'()+,;=@]+")
_DOTS = re.compile(r"\.+")


@dataclass(frozen=True, slots=True)
class Named:
    """What the words of a pattern stand for.

    Attributes:
        slug: The front matter's ``slug``, else the file name without date and ending.
        date: When it was written, or None; the words of dates are then empty.
        categories: In their order.
        path: The path in its collection, without ending.
        collection: The collection's name.
        ending: ``.html`` for everything that becomes a page.
    """

    slug: str
    date: datetime | None = None
    categories: Sequence[str] = ()
    path: str = ""
    collection: str = ""
    ending: str = ".html"

    def word(self, name: str) -> str | None:
        """What a word stands for; None when it is none."""
        if name in _DATES:
            return self.date.strftime(_DATES[name]) if self.date else ""
        found = _WORDS.get(name)
        return found(self) if found else None


_WORDS: Mapping[str, Callable[[Named], str]] = {
    "title": lambda one: slugify(one.slug, pretty=True),
    "slug": lambda one: slugify(one.slug),
    "name": lambda one: slugify(one.slug),
    "basename": lambda one: one.slug,
    "categories": lambda one: "/".join(_lower(one.categories)),
    "slugified_categories": lambda one: "/".join(map(slugify, _lower(one.categories))),
    "i_month": lambda one: str(one.date.month) if one.date else "",
    "i_day": lambda one: str(one.date.day) if one.date else "",
    "path": lambda one: one.path,
    "collection": lambda one: one.collection,
    "output_ext": lambda one: one.ending,
}


def slugify(text: str, *, pretty: bool = False) -> str:
    """A name as it stands in an address.

    Args:
        text: A file name or a title.
        pretty: Keep capitals and the signs that an address may hold, as ``:title`` does.
    """
    found = _NOT_PRETTY if pretty else _NOT_PLAIN
    slug = found.sub("-", text).removeprefix("-").removesuffix("-")
    return slug if pretty else slug.lower()


def address(pattern: str, named: Named) -> str:
    """The address of a page, with a slash in front, as people write it (not escaped).

    Args:
        pattern: Such as ``/:year/:title/``, or the name of one.
        named: What its words stand for; a word that means nothing stays.
    """
    filled = _WORD.sub(lambda word: _fill(word[1], named), STYLES.get(pattern, pattern))
    parts = [part for part in filled.split("/") if part and not _DOTS.fullmatch(part)]
    slash = "/" if filled.endswith("/") and parts else ""
    return "/" + "/".join(parts) + slash


def page_pattern(style: str, *, index: bool = False) -> str:
    """The pattern for pages and for collections that name none: it ends as that of posts does.

    Args:
        style: Of the posts.
        index: Whether the file is called ``index``.
    """
    if index:
        return "/:path/"
    pattern = STYLES.get(style, style)
    return "/:path/:basename" + next(
        (ending for ending in ("/", ":output_ext") if pattern.endswith(ending)), ""
    )


def same_address(one: str, other: str) -> bool:
    """Whether two addresses lead to one page on the usual servers."""
    return _plain(one) == _plain(other)


def categories(path: str, meta: Mapping[str, object]) -> tuple[str, ...]:
    """Those of the folders above ``_posts``, then those of the front matter, each once."""
    return tuple(dict.fromkeys([*folder_categories(path), *_written_categories(meta)]))


def folder_categories(path: str) -> tuple[str, ...]:
    """The folders above ``_posts``, which Jekyll takes for categories."""
    parts = path.split("/")[:-1]
    above = next((number for number, part in enumerate(parts) if part in POST_FOLDERS), 0)
    return tuple(parts[:above])


def _written_categories(meta: Mapping[str, object]) -> list[str]:
    one, several = meta.get("category"), meta.get("categories")
    if isinstance(several, str):
        several = several.split()
    found = [one] if one else several if isinstance(several, list) else []
    return [str(item) for item in found if item is not None]


def _plain(path: str) -> str:
    return "/" + path.removesuffix("index.html").strip("/")


def _fill(word: str, named: Named) -> str:
    """The longest start of a word that means something, and the rest: ``:title_2`` is a title."""
    parts = word.split("_")
    for length in range(len(parts), 0, -1):
        if (found := named.word("_".join(parts[:length]))) is not None:
            rest = parts[length:]
            return found + ("_" + "_".join(rest) if rest else "")
    return f":{word}"


def _lower(categories: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(category.lower() for category in categories))
