"""Tags: where front matter keeps them, when two are one, and which lies under which."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

TAG_KEYS = ("tags", "tag", "keywords", "categories", "category")
"""Where front matter keeps tags, in the order in which they are taken."""

_SPLIT_ON_SPACES = frozenset({"tags", "categories"})
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


def renamed_tag(tag: str, names: Mapping[str, str]) -> str:
    """The name that a tag gets; its own when it lies under none of those that are renamed.

    Args:
        tag: As written in a file.
        names: Old tag to new. What lies below the old one moves below the new one, and of two
            old ones that lie below each other the lower counts.
    """
    clean = clean_tag(tag)
    fitting = [old for old in names if is_under(clean, old)]
    if not fitting:
        return tag
    old = max(fitting, key=len)
    new = names[old]
    if tag_key(old) != tag_key(new) and is_under(new, old) and is_under(clean, new):
        return tag  # `ml` becomes `ml/core`, and what is there already stays
    rest = clean.split("/")[len(clean_tag(old).split("/")) :]
    name = "/".join([new, *rest])
    before, found, after = tag.partition(clean)
    return before + name + after if found else name


def tag_fault(tag: str) -> str:
    """Why a text cannot be the name of a tag, or an empty string when it can."""
    if not clean_tag(tag):
        return "nothing is left of it without # and /"
    marks = [mark for mark in ",;" if mark in tag]
    return f"{marks[0]!r} stands between two tags" if marks else ""


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
