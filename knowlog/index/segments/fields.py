"""The names, numbers and values of the indexed fields, for readers and writers alike."""

import struct
from datetime import date

TEXT_FIELDS = ("title", "headings", "tags", "body")
"""The fields of words, in the order of their numbers."""

KEYWORD_FIELDS = ("date", "flag", "lang", "number", "path", "tag")
"""The fields of whole values."""

META_GAP = 100
"""Places between two front-matter values, so that no phrase spans both."""

NO_DAY = -(1 << 31)
"""The day of a document without a date."""

NO_TIME = -(1 << 63)
"""The second of a document without a date."""


def number_term(key: str, value: float | date) -> str:
    """A key and a number or a day as a string that sorts as the values do."""
    if isinstance(value, date):
        return f"{key}\x1d{value.toordinal():07d}"
    return f"{key}\x1e{_sortable(value)}"


def _sortable(value: float) -> str:
    bits = struct.unpack(">Q", struct.pack(">d", value + 0.0))[0]
    return f"{bits ^ (0xFFFFFFFFFFFFFFFF if bits >> 63 else 1 << 63):016x}"


def meta_term(key: str, word: str) -> str:
    """A word of a front-matter value behind its folded key; no word stands for the key itself."""
    return f"{key}\x1f{word}"
