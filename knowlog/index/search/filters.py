"""Leaves of a query that only say yes or no: tags, days, flags, paths and front matter."""

import re
from collections.abc import Callable
from datetime import date

from knowlog.domain.query.tree import Compare, Days, Flag, InPath, Lang, Leaf, Meta, Tag
from knowlog.index.search.matching import Column, in_order
from knowlog.index.segments.fields import meta_term, number_term
from knowlog.index.segments.segment import Segment
from knowlog.index.segments.tables import decode, encode
from knowlog.index.words.analysis import places
from knowlog.index.words.folding import fold

_YEARS = range(1000, 10_000)


def passing(segment: Segment, leaf: Leaf) -> set[int]:
    """The documents of a segment that a filter lets through, deleted ones included."""
    return _FILTERS[type(leaf)](segment, leaf)


def _tag(segment: Segment, leaf: Tag) -> set[int]:
    name = fold(leaf.name).strip("/")
    if "*" in name:
        return _fitting(segment, "tag", pattern(name, whole=True))
    return _below(segment, "tag", name, "/")


def _lang(segment: Segment, leaf: Lang) -> set[int]:
    return _below(segment, "lang", fold(leaf.name), "-")


def _flag(segment: Segment, leaf: Flag) -> set[int]:
    return set(segment.keywords("flag").get(encode(f"{leaf.group}:{leaf.name}")))


def _days(segment: Segment, leaf: Days) -> set[int]:
    first = leaf.first.toordinal() if leaf.first else 0
    last = (leaf.last or date.max).toordinal()
    return _between(segment, "date", f"{first:07d}", f"{last:07d}")


def _path(segment: Segment, leaf: InPath) -> set[int]:
    return _fitting(segment, "path", pattern(leaf.text, whole=False))


def _meta(segment: Segment, leaf: Meta) -> set[int]:
    key = meta_term(fold(leaf.key), "")
    columns = [_valued(segment, key, word) for word in meta_words(leaf)]
    if not all(columns):
        return set()
    if leaf.exact and columns:
        return set(in_order(columns, [1] * (len(columns) - 1), 0))
    present = _valued(segment, key, "")
    return set(present).intersection(*columns)


def _valued(segment: Segment, key: str, word: str) -> Column:
    """The documents with a word under a key; a star stands for any characters."""
    strings = segment.meta.strings
    if "*" not in word:
        number = strings.find(encode(key + word))
        return segment.meta.postings(number)[0].by_document() if number >= 0 else {}
    search = pattern(key + word, whole=True).search
    numbers = strings.prefixed(encode(key))
    named = zip(numbers, strings.slice(numbers), strict=True)
    fitting = [number for number, string in named if search(decode(string))]
    return {d: () for n in fitting for d in segment.meta.postings(n)[0].documents}


def meta_words(leaf: Meta) -> list[str]:
    """The first term at each place; words with a star as they stand."""
    if "*" in leaf.text and not leaf.exact:
        return [fold(word) for word in leaf.text.split()]
    first: dict[int, str] = {}
    for term, place in places(leaf.text):
        first.setdefault(place, term)
    return list(first.values())


def _compare(segment: Segment, leaf: Compare) -> set[int]:
    return set().union(*(_between(segment, "number", *one) for one in compared(leaf)))


def compared(leaf: Compare) -> list[tuple[str, str]]:
    """The stretches of the number field that a comparison accepts.

    A year may be meant as a number or as a date; front matter has both.
    """
    values: list[float | date] = [leaf.value]
    if isinstance(leaf.value, float) and leaf.value in _YEARS:
        late = leaf.operator in {">", "<="}
        values.append(date(int(leaf.value), 12, 31) if late else date(int(leaf.value), 1, 1))
    return [_stretch(fold(leaf.key), leaf.operator, value) for value in values]


def _stretch(key: str, operator: str, value: float | date) -> tuple[str, str]:
    limit = number_term(key, value)
    kind = limit[: limit.index("\x1d" if isinstance(value, date) else "\x1e") + 1]
    return {
        "=": (limit, limit),
        ">=": (limit, kind + "\x7f"),
        ">": (limit + "\x00", kind + "\x7f"),
        "<=": (kind, limit),
        "<": (kind, _just_below(limit)),
    }[operator]


def _just_below(limit: str) -> str:
    """A term that sorts below this one and above all shorter or lesser ones of its length."""
    return limit[:-1] + chr(ord(limit[-1]) - 1) + "\x7f"


def _below(segment: Segment, field: str, value: str, separator: str) -> set[int]:
    """The documents that have a keyword or one below it: ``ml`` finds ``ml/recsys``."""
    table = segment.keywords(field)
    found = set(table.get(encode(value)))
    return found.union(table.between(table.strings.prefixed(encode(value + separator))))


def _between(segment: Segment, field: str, first: str, last: str) -> set[int]:
    """The documents with a keyword in a stretch, both ends included."""
    table = segment.keywords(field)
    low = table.strings.bisect(encode(first))
    high = table.strings.bisect(encode(last) + b"\x00")
    return set(table.between(range(low, max(low, high))))


def _fitting(segment: Segment, field: str, pattern: re.Pattern[str]) -> set[int]:
    """The documents with a keyword that fits an expression."""
    table = segment.keywords(field)
    texts = map(decode, table.strings.all().split(b"\n")[:-1])
    numbers = [number for number, text in enumerate(texts) if pattern.search(text)]
    return {document for n in numbers for document in table.between(range(n, n + 1))}


def pattern(text: str, *, whole: bool) -> re.Pattern[str]:
    """The expression for a text with stars."""
    joined = ".*".join(re.escape(part) for part in text.split("*"))
    return re.compile(f"^{joined}$" if whole else joined, re.IGNORECASE | re.DOTALL)


_FILTERS: dict[type, Callable[..., set[int]]] = {
    Tag: _tag,
    Lang: _lang,
    Flag: _flag,
    Days: _days,
    InPath: _path,
    Meta: _meta,
    Compare: _compare,
}
