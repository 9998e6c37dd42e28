"""Where an entry's page stands: what its front matter says, else the pattern of the log.

The pattern's words are Jekyll's (``:year``, ``:month``, ``:title``, …; ``date``, ``pretty``,
``ordinal``, ``none``), so that a blog that moves here keeps its addresses.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowlog.domain.addresses import Claims, address, segment
from knowlog.domain.dates import split_name
from knowlog.domain.describe import fields_of
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.jekyll import STYLES, Named
from knowlog.domain.jekyll import address as jekyll_address

_USUAL = "/:year/:slug/"
_PLAIN = re.compile(r"[\w-]+")
_OLD = 999
"""Up to this year the systems do not agree how many digits a year has."""
_SLUG = re.compile(r":(?:slug|name)(?![a-z_])")
_ADDRESS = re.compile(r"(?:[/.]|https?://)\S*|\S+(?:/|\.html?)|[a-z0-9/_.-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """What an entry's front matter says about where it stands.

    Attributes:
        permalink: An address or a pattern of its own, or empty.
        slug: The last part of its address, or empty for the entry's id.
        categories: Jekyll's, for patterns that name them.
        names: Other titles that ``[[wikilinks]]`` may use for it.
        redirects: Old addresses that shall still lead to it.
    """

    permalink: str = ""
    slug: str = ""
    categories: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()


def place_of(document: Document) -> Place:
    """Read the keys of Jekyll, Hugo and Obsidian that say where an entry stands.

    ``aliases`` are old addresses for Hugo and other titles for Obsidian: ``/old`` and
    ``posts/old`` are addresses, ``TCP/IP`` is a name.
    """
    fields = fields_of(document)
    aliases = (*_texts(fields, "aliases"), *_texts(fields, "alias"))
    old = (*filter(is_address, aliases), *_texts(fields, "redirect_from"))
    return Place(
        permalink=_text(fields, "permalink") or _text(fields, "url"),
        slug=_text(fields, "slug"),
        categories=(*_texts(fields, "category"), *_words(fields, "categories")),
        names=tuple(dict.fromkeys(alias for alias in aliases if not is_address(alias))),
        redirects=tuple(dict.fromkeys(old)),
    )


def is_address(alias: str) -> bool:
    """Whether another name of an entry is an old address and no title."""
    return "/" in alias and _ADDRESS.fullmatch(alias) is not None


def permalink(entry: Entry, place: Place, pattern: str) -> str:
    """Say where an entry would like to stand; another may already stand there.

    Args:
        entry: The entry or page; a page stands at ``/slug/`` unless it says otherwise.
        place: What its front matter says.
        pattern: The log's pattern, or the name of one of Jekyll's.
    """
    own = place.permalink
    if "://" in own:
        own = re.sub(r"^[a-z][a-z0-9+.-]*://[^/]*", "", own)
    if own:
        chosen = own
    elif entry.is_page:
        chosen = "/:slug/"
    else:
        chosen = pattern
    slug = segment(place.slug or entry.id)
    if chosen == _USUAL and _PLAIN.fullmatch(slug) and (not entry.date or entry.date.year > _OLD):
        return f"{entry.date.year}/{slug}/" if entry.date else f"{slug}/"
    folder, _, name = entry.path.rpartition("/")
    named = Named(
        slug=place.slug or split_name(name.rpartition(".")[0] or name)[1],
        date=entry.date,
        categories=place.categories,
        path=folder,
    )
    # The words of a pattern are Jekyll's; only the slug is our own, which is what entries go by.
    chosen = _SLUG.sub(lambda _: slug, STYLES.get(chosen, chosen))
    return address(jekyll_address(chosen, named)) or address(segment(entry.id) or "entry")


def stand(
    entries: Iterable[tuple[Entry, Place]], pattern: str, taken: Iterable[str] = ()
) -> dict[str, str]:
    """Say where each entry stands on the site, as path to address.

    Where two want one address, pages come before entries and older entries before newer ones,
    ties by path; the later one gets the next free number.

    Args:
        entries: Everything that has a page, in any order.
        pattern: As for `permalink`.
        taken: Addresses that belong to the site itself; ``assets/*`` is all below ``assets/``.
    """
    claims = Claims()
    claims.keep(taken)
    return {
        entry.path: claims.take(permalink(entry, place, pattern))
        for entry, place in sorted(entries, key=first_come)
    }


def first_come(pair: tuple[Entry, Place]) -> tuple[bool, bool, float, str]:
    """The order in which entries choose their addresses."""
    entry = pair[0]
    stamp = entry.date.timestamp() if entry.date else 0.0
    return (not entry.is_page, entry.date is None, stamp, entry.path)


def _text(meta: Mapping[str, object], key: str) -> str:
    value = meta.get(key)
    return value.strip() if isinstance(value, str) else ""


def _words(meta: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = meta.get(key)
    return tuple(value.split()) if isinstance(value, str) else _texts(meta, key)


def _texts(meta: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = meta.get(key)
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list | tuple):
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())
    return ()
