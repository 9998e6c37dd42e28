"""The words of one entry, by the analysis of the command line's search."""

import json
from collections import Counter
from dataclasses import replace

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.literal import without_comments
from knowlog.index.segments.documents import record
from knowlog.index.words.analysis import cached_terms, raw_tokens

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


def entry_terms(entry: Entry, document: Document) -> str:
    """Count the words of an entry, as JSON: the length of each field, and word to counts.

    The counts of a word are the fields that hold it, each with how often where that is not once;
    once in the body is an empty string: ``{"rebase": "TB7", "once": ""}``. Comments are left out:
    they are not published.
    """
    document = replace(document, body=without_comments(document.body))
    counts: dict[str, list[str]] = {}
    lengths: list[int] = []
    for field, text in zip(FIELDS, record(entry, document).texts, strict=True):
        found: Counter[str] = Counter()
        length = 0
        for raw, times in Counter(raw_tokens(text)).items():
            terms, width = cached_terms(raw)
            length += width * times
            for term, _ in terms:
                found[term] += times
        lengths.append(length)
        for term, times in found.items():
            often = "" if times == 1 else base36(times)
            counts.setdefault(term, []).append(field + often)
    joined = {term: "".join(parts) for term, parts in counts.items()}
    postings = {term: "" if value == "B" else value for term, value in joined.items()}
    return json.dumps([lengths, postings], ensure_ascii=False, separators=(",", ":"))
