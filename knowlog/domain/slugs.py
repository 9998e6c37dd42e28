"""Titles to names that every file system, address bar and shell can carry.

Letters keep their script and their accents (``Crème brûlée`` is ``crème-brûlée``, ``知識ログ``
stays): a reader of that language finds the file by its name. They are kept composed (NFC), and
two slugs are the same when they differ only in case or in how accents are encoded, since on
macOS and Windows they would be one file.
"""

import re
import unicodedata
from collections.abc import Container

MAX_BYTES = 120
"""Of a slug in UTF-8: with a date, a number and a suffix it stays under 255 everywhere."""

EMPTY = "entry"
"""The slug of a title without a letter or a digit."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
_APOSTROPHES = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
_LANGUAGES = ((re.compile(r"\b([a-z])\+\+"), r"\1pp"), (re.compile(r"\b([a-z])#"), r"\1sharp"))
_SIGNS = re.compile(r"[^a-z0-9_]+")
_INVISIBLE = re.compile(
    # Letters and marks that draw nothing, and the soft hyphen and joiners inside words.
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200d\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def slugify(title: str) -> str:
    """The slug of a title: words in lower case with hyphens between, never empty."""
    text = unicodedata.normalize("NFC", title).lower()
    text = _APOSTROPHES.sub("", _INVISIBLE.sub("", text))
    if "+" in text or "#" in text:
        for language, name in _LANGUAGES:
            text = language.sub(name, text)
    text = unicodedata.normalize("NFC", text)
    kept = _SIGNS.sub("-", text) if text.isascii() else "".join(map(_kept, text))
    slug = _bounded("-".join(filter(None, kept.split("-"))), MAX_BYTES)
    if not any(character.isalnum() for character in slug):
        return EMPTY
    return f"{slug}-{EMPTY}" if is_reserved(slug) else slug


def slug_key(slug: str) -> str:
    """What two slugs have in common that one file system would hold in one file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", slug).casefold())


def is_reserved(stem: str) -> bool:
    """Whether Windows keeps this name, whatever its extension, for a device."""
    return stem.lower() in _RESERVED


def unique(slug: str, taken: Container[str]) -> str:
    """The slug, or the first of ``slug-2``, ``slug-3`` … that is free.

    Args:
        slug: As `slugify` made it.
        taken: The keys (`slug_key`) of the slugs there are.
    """
    if slug_key(slug) not in taken:
        return slug
    number = 2
    while slug_key(candidate := _numbered(slug, number)) in taken:
        number += 1
    return candidate


def _numbered(slug: str, number: int) -> str:
    suffix = f"-{number}"
    return _bounded(slug, MAX_BYTES - len(suffix)) + suffix


def _bounded(slug: str, limit: int) -> str:
    """Cut to so many bytes of UTF-8, between words where that leaves any."""
    cut = slug.encode("utf-8")[:limit].decode("utf-8", errors="ignore")
    if len(cut) < len(slug) and slug[len(cut)] != "-":
        cut = cut.rpartition("-")[0] or cut
    return cut.strip("-")


def _kept(character: str) -> str:
    """A letter, mark or number as it is, anything else as a hyphen."""
    if character.isalnum() or character == "_" or unicodedata.category(character)[0] in "LMN":
        return character
    return "-"
