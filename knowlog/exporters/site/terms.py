"""The words of one entry, by the analysis of the command line's search."""

import json
from collections import Counter
from typing import NamedTuple

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.literal import without_comments
from knowlog.index.segments.documents import texts_of
from knowlog.index.words.analysis import cached_terms, raw_pattern

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    """Write a number of 0 or more in few characters."""
    if number < len(_SMALL):
        return _SMALL[number]
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


_SMALL = tuple((tens + unit).lstrip("0") or "0" for tens in _DIGITS for unit in _DIGITS)


class Spoken(NamedTuple):
    """What search knows of the words of an entry.

    Attributes:
        lengths: How many each field has, in base 36, with spaces between.
        counts: As JSON, word to counts: the fields that hold it, each with how often where that is
            not once; once in the body is an empty string: ``{"rebase": "TB7", "once": ""}``.
        tokens: A line for each field: its words as they are written, with spaces between.
    """

    lengths: str
    counts: str
    tokens: str


def entry_words(entry: Entry, document: Document) -> Spoken:
    """Cut an entry into words, and count them.

    Comments are left out: they are not published.
    """
    fields = [_cut(text) for text in texts_of(entry, without_comments(document.body))]
    *heads, (found, length) = map(_counted, fields)
    counts = {term: "" if times == 1 else "B" + base36(times) for term, times in found.items()}
    lengths = [length]
    # From the last field to the first, since the first is written first.
    for field, (found, length) in zip("GHT", reversed(heads), strict=True):
        lengths.insert(0, length)
        for term, times in found.items():
            often = field if times == 1 else field + base36(times)
            if term in counts:
                counts[term] = often + (counts[term] or "B")
            else:
                counts[term] = often
    return Spoken(
        lengths=" ".join(map(base36, lengths)),
        counts=json.dumps(counts, ensure_ascii=False, separators=(",", ":")),
        tokens="\n".join(map(" ".join, fields)),
    )


def _cut(text: str) -> list[str]:
    found: list[str] = raw_pattern(plain=text.isascii()).findall(text)
    return found


def _counted(tokens: list[str]) -> tuple[dict[str, int], int]:
    found: dict[str, int] = {}
    length = 0
    for raw, times in Counter(tokens).items():
        terms, width = cached_terms(raw)
        length += width * times
        for term, _ in terms:
            found[term] = found.get(term, 0) + times
    return found, length
