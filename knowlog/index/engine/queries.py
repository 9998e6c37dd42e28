"""Whoosh queries for what its own classes cannot say: any form of a word, and exact distances.

They work on every codec, through nothing but Whoosh's reader interface.
"""

from collections.abc import Iterator
from itertools import pairwise

from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import MultiTerm, Query, Term
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from knowlog.index.search.matching import in_order
from knowlog.index.segments.tables import decode, encode
from knowlog.index.words.fitting import fits
from knowlog.index.words.slots import How, Sequence, Slot


def of_sequence(fieldname: str, sequence: Sequence, slop: int = 0) -> Query:
    """The query for a sequence of slots in one field."""
    if len(sequence) > 1:
        return SequenceQuery(fieldname, sequence, slop)
    slot = sequence[0]
    return Term(fieldname, slot.text) if slot.how is How.EXACT else SlotQuery(fieldname, slot)


class SlotQuery(MultiTerm):
    """Any term that may stand in a slot."""

    constantscore = False

    def __init__(self, fieldname: str, slot: Slot, boost: float = 1.0) -> None:
        """Name the field and the slot."""
        self.fieldname = fieldname
        self.slot = slot
        self.text = slot.text
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        """Whether both ask for the same."""
        return isinstance(other, SlotQuery) and vars(self) == vars(other)

    def __hash__(self) -> int:
        """The hash of what is asked for."""
        return hash((self.fieldname, self.slot))

    def _btexts(self, ixreader: IndexReader) -> Iterator[bytes]:
        if self.fieldname in ixreader.schema:
            yield from terms_in(ixreader, self.fieldname, self.slot)


def terms_in(reader: IndexReader, fieldname: str, slot: Slot) -> Iterator[bytes]:
    """The terms of a field that may stand in a slot.

    A stem and its words share all but the last letter of the stem, which is where Porter's rules
    put another one in.
    """
    start = {How.EXACT: slot.text, How.PREFIX: slot.text, How.STEM: slot.text[:-1]}
    for term in reader.expand_prefix(fieldname, encode(start.get(slot.how, ""))):
        if fits(slot, decode(term)):
            yield term


class SequenceQuery(Query):
    """Terms in order, each at its distance from the one before."""

    def __init__(self, fieldname: str, sequence: Sequence, slop: int, boost: float = 1.0) -> None:
        """Name the field, the slots and how far they may be apart."""
        self.fieldname = fieldname
        self.sequence = sequence
        self.slop = slop
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        """Whether both ask for the same."""
        return isinstance(other, SequenceQuery) and vars(self) == vars(other)

    def __hash__(self) -> int:
        """The hash of what is asked for."""
        return hash((self.fieldname, self.sequence, self.slop))

    def estimate_size(self, ixreader: IndexReader) -> int:
        """At most every document."""
        return int(ixreader.doc_count())

    def matcher(
        self,
        searcher: Searcher,
        context: SearchContext | None = None,  # noqa: ARG002 - of Whoosh
    ) -> Matcher:
        """The documents of one segment, each weighing as often as the sequence stands in it."""
        reader = searcher.reader()
        columns = [_places(reader, self.fieldname, slot) for slot in self.sequence]
        gaps = [after.offset - before.offset for before, after in pairwise(self.sequence)]
        counts = in_order(columns, gaps, self.slop)
        if not counts:
            return NullMatcher()
        ids = sorted(counts)
        return ListMatcher(ids, [float(counts[document]) for document in ids])


def _places(reader: IndexReader, fieldname: str, slot: Slot) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for term in terms_in(reader, fieldname, slot):
        matcher = reader.postings(fieldname, term)
        while matcher.is_active():
            places.setdefault(matcher.id(), []).extend(matcher.value_as("positions"))
            matcher.next()
    return places
