"""Tags: where an entry keeps them, when two are one, and which lies under which.

Rules for ``#tags`` in the body: a ``#`` at the start of a line, after white space or after an
opening parenthesis, then letters of any script, digits, emoji, ``_``, ``-`` and ``/``, at least
one of them no digit. So headings, ``C#``, ``#123`` and the ``#part`` of an address are none.
Neither is what stands in code, nor what reads as a colour: three, six or eight hexadecimal
digits, or four when one of them is a numeral (``#cafe`` is a tag, ``#bad`` has to go into the
front matter).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from knowlog.domain.literal import masked

TAG_KEYS = ("tags", "tag", "keywords", "categories", "category")
"""Where front matter keeps tags, in the order in which they are taken."""

_SPLIT_ON_SPACES = frozenset({"tags", "categories"})
_INLINE = re.compile(
    # Everything that no script uses inside a word ends a tag. Said by what it is not, because
    # \w leaves out the vowel signs of Hindi and Thai, and emoji.
    r"(?<![^\s(])(?<!\]\()#([^\s\x00-,.:-@\[-^`{-\xbf\xd7\xf7\u2000-\u200c\u200e-\u206f"
    r"\u3000-\u302f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufeff]+)"
)
_COLOUR = re.compile(
    r"(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8}|(?=[a-f]*\d)[0-9a-f]{4})", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d_/-]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_SLASHES = re.compile(r"\s*/[\s/]*")


def tag_key(tag: str) -> str:
    """What two spellings of one tag have in common: no case, no normalisation form."""
    if tag.isascii():
        return tag.lower()
    folded = unicodedata.normalize("NFC", tag).casefold()
    return unicodedata.normalize("NFC", folded)


def clean_tag(text: str) -> str:
    """A tag as it is shown: no ``#``, no stray spaces or slashes; empty when nothing is left."""
    text = " ".join(_CONTROLS.sub(" ", text).split())
    text = _SLASHES.sub("/", text.strip("\"'").lstrip("#").strip(" ,;/"))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def unique_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Clean tags, each once regardless of case, as first written, in their order."""
    found: dict[str, str] = {}
    for tag in map(clean_tag, tags):
        if tag:
            found.setdefault(tag_key(tag), tag)
    return tuple(found.values())


def is_under(tag: str, parent: str) -> bool:
    """Whether a tag is another or lies below it: ``ML/recsys`` is under ``ml``."""
    child, above = tag_key(tag), tag_key(parent)
    return child == above or child.startswith(above + "/")


def ancestors(tag: str) -> tuple[str, ...]:
    """The tags above one, the topmost first: ``a/b/c`` gives ``a`` and ``a/b``."""
    parts = tag.split("/")
    return tuple("/".join(parts[:depth]) for depth in range(1, len(parts)))


def tag_values(written: Mapping[str, object]) -> dict[str, object]:
    """The values that hold tags, in the order of `TAG_KEYS`, by their keys as they are spelled.

    Args:
        written: Front matter as written; keys in any case. Zola's table of taxonomies counts
            too, as ``taxonomies.tags`` and the like.
    """
    names = {key.lower(): key for key in written}
    found = {names[key]: written[names[key]] for key in TAG_KEYS if key in names}
    table = written.get("taxonomies")
    if isinstance(table, dict):
        found |= {f"taxonomies.{key}": table[key] for key in TAG_KEYS if key in table}
    return found


def written_tags(written: Mapping[str, object]) -> list[str]:
    """Every tag of a front matter, neither cleaned nor unique; argument as `tag_values`."""
    return [tag for key, value in tag_values(written).items() for tag in split_tags(key, value)]


def split_tags(key: str, value: object) -> list[str]:
    """The tags in one value: a list, a comma string, or words.

    Args:
        key: Jekyll reads ``tags: a b`` as two tags and ``tag: a b`` as one.
        value: As written.
    """
    if isinstance(value, list):
        return [tag for item in value for tag in _item(key, item)]
    if not isinstance(value, str):
        return []
    text = value.strip().removeprefix("[").removesuffix("]")
    if "," in text or ";" in text:
        return [tag.strip() for tag in re.split("[,;]", text)]
    words = text.split()
    if key.lower() in _SPLIT_ON_SPACES or all(word.startswith("#") for word in words):
        return words
    return [text]


def _item(key: str, item: object) -> list[str]:
    return [item] if isinstance(item, str) else split_tags(key, item)


def inline_tags(body: str) -> list[str]:
    """The ``#tags`` in a body, by the rules above."""
    if "#" not in body or _INLINE.search(body) is None:
        return []
    found = (tag.strip("-/") for tag in _INLINE.findall(masked(body)))
    return [
        tag for tag in found if tag and not _NUMBER.fullmatch(tag) and not _COLOUR.fullmatch(tag)
    ]
