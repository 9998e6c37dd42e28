"""The terms of one field, whichever table they are kept in."""

from array import array
from collections.abc import Iterator
from typing import Protocol

from knowlog.index.segments.postings import Postings
from knowlog.index.segments.segment import Vocabulary
from knowlog.index.segments.tables import Keywords

_WINDOW = 64


class Lexicon(Protocol):
    """Sorted terms with their postings."""

    def postings(self, term: bytes) -> Postings | None:
        """Where a term stands; None when the field does not have it."""
        ...

    def terms_from(self, first: bytes) -> Iterator[bytes]:
        """Every term that is not less than another."""
        ...


class WordLexicon:
    """One of the fields that share a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, field: int) -> None:
        """Look at a vocabulary through one field."""
        self._vocabulary = vocabulary
        self._field = field

    def postings(self, term: bytes) -> Postings | None:
        """See ``Lexicon``."""
        number = self._vocabulary.strings.find(term)
        return None if number < 0 else self._vocabulary.postings(number).get(self._field)

    def terms_from(self, first: bytes) -> Iterator[bytes]:
        """See ``Lexicon``."""
        strings = self._vocabulary.strings
        for start in range(strings.bisect(first), strings.count, _WINDOW):
            numbers = range(start, min(start + _WINDOW, strings.count))
            for number, string in zip(numbers, strings.slice(numbers), strict=True):
                if self._field in self._vocabulary.postings(number):
                    yield string


class KeywordLexicon:
    """A field of whole values."""

    def __init__(self, table: Keywords) -> None:
        """Look at a table."""
        self._table = table

    def postings(self, term: bytes) -> Postings | None:
        """See ``Lexicon``."""
        documents = self._table.get(term)
        if not documents:
            return None
        return Postings(documents, b"\1" * len(documents), memoryview(array("H", [])), "H")

    def terms_from(self, first: bytes) -> Iterator[bytes]:
        """See ``Lexicon``."""
        strings = self._table.strings
        for start in range(strings.bisect(first), strings.count, _WINDOW):
            yield from strings.slice(range(start, min(start + _WINDOW, strings.count)))
