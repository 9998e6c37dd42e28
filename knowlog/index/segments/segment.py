"""One segment of the index, opened for reading."""

from functools import cached_property
from typing import TYPE_CHECKING

from knowlog.index.segments.fields import TEXT_FIELDS
from knowlog.index.segments.postings import Postings, unpack
from knowlog.index.segments.sections import DamagedError, Sections, from_little
from knowlog.index.segments.tables import Keywords, Strings, decode

if TYPE_CHECKING:
    from array import array


class Vocabulary:
    """Sorted terms with their postings."""

    def __init__(self, file: Sections, name: str, number: str) -> None:
        """Open the vocabulary of this name."""
        self.strings = Strings(file, name)
        self._read = file.read
        self._starts, _ = file.place(f"{name}.starts")
        self._records, _ = file.place(f"{name}.records")
        self._number = number

    def postings(self, term: int) -> dict[int, Postings]:
        """The postings of a term by the number of the field."""
        start, end = from_little("I", self._read(self._starts + 4 * term, 8))
        return unpack(self._read(self._records + start, end - start), self._number)


class Segment:
    """An immutable set of documents with all that is indexed of them."""

    def __init__(self, file: Sections, deleted: frozenset[int] = frozenset()) -> None:
        """Open a segment.

        Raises:
            DamagedError: The file is no segment.
        """
        self.file = file
        documents, number = self.file.facts.get("documents"), self.file.facts.get("number")
        if not isinstance(documents, int) or number not in ("H", "I"):
            raise DamagedError(f"{file.name} does not say what it holds")
        self.documents = documents
        self.number = str(number)
        self.deleted = deleted

    @cached_property
    def words(self) -> Vocabulary:
        """The words of all text fields."""
        return Vocabulary(self.file, "words", self.number)

    @cached_property
    def stems(self) -> Keywords:
        """Stem to the numbers of its words, where it is not the only word of its own."""
        return Keywords(self.file, "stems", "I")

    @cached_property
    def meta(self) -> Vocabulary:
        """The words of front-matter values, each behind its key."""
        return Vocabulary(self.file, "meta", self.number)

    def keywords(self, field: str) -> Keywords:
        """The whole values of a field."""
        table = self._keywords.get(field)
        if table is None:
            table = self._keywords[field] = Keywords(self.file, field, self.number)
        return table

    @cached_property
    def _keywords(self) -> dict[str, Keywords]:
        return {}

    @cached_property
    def lengths(self) -> "list[array[int]]":
        """For each text field the number of places in each document."""
        return [from_little("I", self.file.section(f"{name}.lengths")) for name in TEXT_FIELDS]

    @cached_property
    def days(self) -> "array[int]":
        """The day of each document."""
        return from_little("i", self.file.section("days"))

    @cached_property
    def times(self) -> "array[int]":
        """The second of each document."""
        return from_little("q", self.file.section("times"))

    @cached_property
    def paths(self) -> Strings:
        """The path of each document."""
        return Strings(self.file, "paths")

    @cached_property
    def titles(self) -> Strings:
        """The title of each document."""
        return Strings(self.file, "titles")

    def path(self, document: int) -> str:
        """The path of a document."""
        return decode(self.paths[document])

    def everything(self) -> set[int]:
        """The numbers of all documents that are not deleted."""
        return set(range(self.documents)).difference(self.deleted)
