"""The words of one entry, by the analysis of the command line's search."""

import json
from collections import Counter
from dataclasses import replace

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.literal import without_comments
from knowlog.index.segments.documents import record
from knowlog.index.words.analysis import cached_terms, raw_pattern

FIELDS = "THGB"
"""Title, headings, tags and body, as postings name them."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    """Write a number of 0 or more in few characters."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def entry_terms(entry: Entry, document: Document) -> tuple[str, str]:
    """Count the words of an entry.

    Comments are left out: they are not published.

    Returns:
        The length of each field in base 36, with spaces between; and as JSON word to counts: the
        fields that hold it, each with how often where that is not once; once in the body is an
        empty string: ``{"rebase": "TB7", "once": ""}``.
    """
    document = replace(document, body=without_comments(document.body))
    counts: dict[str, str] = {}
    lengths: list[int] = []
    for field, text in zip(FIELDS, record(entry, document).texts, strict=True):
        found, length = _counted(text)
        lengths.append(length)
        for term, times in found.items():
            often = field if times == 1 else field + base36(times)
            counts[term] = counts.get(term, "") + often
    postings = {term: "" if value == "B" else value for term, value in counts.items()}
    packed = json.dumps(postings, ensure_ascii=False, separators=(",", ":"))
    return " ".join(map(base36, lengths)), packed


def _counted(text: str) -> tuple[dict[str, int], int]:
    found: dict[str, int] = {}
    length = 0
    for raw, times in Counter(raw_pattern(plain=text.isascii()).findall(text)).items():
        terms, width = cached_terms(raw)
        length += width * times
        for term, _ in terms:
            found[term] = found.get(term, 0) + times
    return found, length
