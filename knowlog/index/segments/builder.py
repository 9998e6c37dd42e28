"""Collects documents in memory and writes them as one segment.

Postings gather in one array per term (single-pass in-memory indexing; Heinz and Zobel 2003),
which is sorted by construction: documents and places only grow.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import BinaryIO

from knowlog.index.segments.documents import Record
from knowlog.index.segments.fields import KEYWORD_FIELDS, META_GAP, TEXT_FIELDS, meta_term
from knowlog.index.segments.postings import pack
from knowlog.index.segments.sections import SectionWriter, little
from knowlog.index.segments.tables import encode, write_keywords, write_strings
from knowlog.index.words.analysis import raw_pattern, raw_tokens, terms_of
from knowlog.index.words.stemming import stem

_CACHED = 40


class _Postings(dict[str, "array[int]"]):
    """Term to its packed postings."""

    def __missing__(self, term: str) -> "array[int]":
        packed = self[term] = array("Q")
        return packed


class _Adders(dict[str, Callable[[int], int | None]]):
    """Raw token to the function that adds its terms at a place.

    The function returns how many places the token takes; None stands for one, so that the
    commonest function is ``array.append`` itself.
    """

    def __init__(self, postings: _Postings) -> None:
        self.postings = postings

    def __missing__(self, raw: str) -> Callable[[int], int | None]:
        terms, width = terms_of(raw)
        appends = [(self.postings[term].append, offset) for term, offset in terms]
        if width == len(terms) == 1:
            add: Callable[[int], int | None] = appends[0][0]
        else:

            def add(place: int) -> int:
                for append, offset in appends:
                    append(place + offset)
                return width

        if len(raw) <= _CACHED:
            self[raw] = add
        return add


class SegmentBuilder:
    """One segment in the making.

    Attributes:
        records: How many documents it holds.
        words: For each text field its terms with their packed postings.
        meta: The same for the words of front-matter values, each behind its key.
        keywords: For each keyword field its values with their documents.
    """

    def __init__(self) -> None:
        """Begin without documents."""
        self.records = 0
        self.words = [_Postings() for _ in TEXT_FIELDS]
        self._adders = [_Adders(postings) for postings in self.words]
        self._lengths = [array("I") for _ in TEXT_FIELDS]
        self.meta = _Postings()
        self.keywords: dict[str, dict[bytes, list[int]]] = {name: {} for name in KEYWORD_FIELDS}
        self._paths: list[bytes] = []
        self._titles: list[bytes] = []
        self._days = array("i")
        self._times = array("q")

    def add(self, record: Record) -> None:
        """Take in a document."""
        number = self.records
        texts = zip(self._adders, record.texts, strict=True)
        lengths = [_add_text(adders, text, number << 32) for adders, text in texts]
        self._add_meta(number, record.meta)
        for field, values in record.keywords.items():
            lists = self.keywords[field]
            for value in dict.fromkeys(values):
                lists.setdefault(encode(value), []).append(number)
        path, title = encode(record.path), encode(record.title)
        self.add_row(path, title, record.day, record.time, lengths)

    def add_row(
        self, path: bytes, title: bytes, day: int, time: int, lengths: Sequence[int]
    ) -> None:
        """Give the next document its number and what is kept of it besides its words."""
        self.records += 1
        self._paths.append(path)
        self._titles.append(title)
        self._days.append(day)
        self._times.append(time)
        for column, length in zip(self._lengths, lengths, strict=True):
            column.append(length)

    def _add_meta(self, number: int, meta: Iterable[tuple[str, str]]) -> None:
        place = number << 32
        for key, value in meta:
            self.meta[meta_term(key, "")].append(place)
            for raw in raw_tokens(value):
                terms, width = terms_of(raw)
                for term, offset in terms:
                    self.meta[meta_term(key, term)].append(place + offset)
                place += width
            place += META_GAP

    def totals(self) -> list[int]:
        """For each text field the sum of its lengths."""
        return [sum(lengths) for lengths in self._lengths]

    def write(self, file: BinaryIO) -> int:
        """Write the segment; returns the checksum that names its content."""
        out = SectionWriter(file)
        number = "H" if self.records < 1 << 16 else "I"
        terms = _write_postings(out, "words", self.words, number)
        write_keywords(out, "stems", _families(terms), "I")
        _write_postings(out, "meta", [self.meta], number)
        for name, lists in self.keywords.items():
            write_keywords(out, name, lists, number)
        self._write_documents(out)
        return out.close({"documents": self.records, "number": number})

    def _write_documents(self, out: SectionWriter) -> None:
        write_strings(out, "paths", self._paths)
        write_strings(out, "titles", self._titles)
        out.write("days", [little(self._days)])
        out.write("times", [little(self._times)])
        for name, lengths in zip(TEXT_FIELDS, self._lengths, strict=True):
            out.write(f"{name}.lengths", [little(lengths)])


def _add_text(adders: _Adders, text: str, place: int) -> int:
    start = place
    for raw in raw_pattern().findall(text):
        place += adders[raw](place) or 1
    return place - start


def _write_postings(
    out: SectionWriter, name: str, fields: list[_Postings], number: str
) -> list[str]:
    by_bytes = sorted((encode(term), term) for term in set().union(*fields))
    write_strings(out, name, [key for key, _ in by_bytes])
    gets = [field.get for field in fields]
    records = [pack([get(term) for get in gets], number) for _, term in by_bytes]
    out.write(f"{name}.starts", [little(array("I", accumulate(map(len, records), initial=0)))])
    out.write(f"{name}.records", [b"".join(records)])
    return [term for _, term in by_bytes]


def _families(terms: list[str]) -> dict[bytes, list[int]]:
    """Stem to the numbers of the words that have it, where that says anything."""
    families: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        families.setdefault(stem(term), []).append(number)
    return {
        encode(root): members
        for root, members in families.items()
        if len(members) > 1 or terms[members[0]] != root
    }
