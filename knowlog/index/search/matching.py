"""Which documents of a segment a leaf of the query finds, and how often."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress, pairwise
from typing import NamedTuple

from knowlog.index.search.scoring import WEIGHTS, add
from knowlog.index.search.vocabulary import choose
from knowlog.index.segments.postings import Postings
from knowlog.index.segments.segment import Segment
from knowlog.index.words import slots

Frequencies = dict[int, float]
"""Document to the weighted, length-normalised frequency of a leaf in it."""

Column = Mapping[int, Collection[int]]
"""Document to the places of one word in it."""


class Scope(NamedTuple):
    """Where a leaf looks, and how its counts are normalised.

    Attributes:
        fields: The numbers of the text fields.
        norms: As of ``scoring.norms``.
        slop: How many other words may stand between each word and the next.
    """

    fields: Sequence[int]
    norms: list[tuple[float, float]]
    slop: int = 0


class Matches:
    """Where one leaf of a query stands, and how often, which is only worked out when asked for.

    Attributes:
        documents: Those that hold the leaf in one of the fields.
    """

    def __init__(self, segment: Segment, sequences: Iterable[slots.Sequence], scope: Scope) -> None:
        """Look for any of some sequences of words."""
        self._segment = segment
        self._scope = scope
        self._words: list[dict[int, list[Postings]]] = []
        self._runs: list[Frequencies] = []
        self.documents = set[int]()
        for sequence in sequences:
            chosen = [choose(segment, slot) for slot in sequence]
            if chosen and all(chosen):
                self._take(sequence, chosen)
        self.documents.difference_update(segment.deleted)

    def _take(self, sequence: slots.Sequence, chosen: Sequence[Sequence[int]]) -> None:
        if len(chosen) > 1:
            self._runs.append(_of_sequence(self._segment, sequence, chosen, self._scope))
            self.documents.update(self._runs[-1])
            return
        fields: dict[int, list[Postings]] = {}
        for word in chosen[0]:
            for field, postings in self._segment.words.postings(word).items():
                if field in self._scope.fields:
                    fields.setdefault(field, []).append(postings)
                    self.documents.update(postings.documents)
        self._words.append(fields)

    def frequencies(self, among: AbstractSet[int] | None = None) -> Frequencies:
        """The frequencies in the documents, or only in those among some."""
        kept = self.documents if among is None and self._segment.deleted else among
        found: Frequencies = {}
        for fields in self._words:
            for field, members in fields.items():
                weighted = _weighted(self._segment, field, _counts(members, kept), self._scope)
                found = add(found, weighted) if found else weighted
        for run in self._runs:
            add(found, run if kept is None else {d: run[d] for d in run.keys() & kept})
        return found


def _counts(members: list[Postings], among: AbstractSet[int] | None) -> Iterable[tuple[int, int]]:
    """Document and count, over several words."""
    pairs = [_pair(postings, among) for postings in members]
    if len(pairs) == 1:
        return zip(*pairs[0], strict=True)
    tally = dict(zip(*pairs[0], strict=True))
    get = tally.get
    for documents, counts in pairs[1:]:
        for document, count in zip(documents, counts, strict=True):
            tally[document] = get(document, 0) + count
    return tally.items()


def _pair(
    postings: Postings, among: AbstractSet[int] | None
) -> tuple[Collection[int], Collection[int]]:
    """The documents and how often a word stands in each."""
    if among is None:
        return postings.documents, postings.counts
    kept = list(map(among.__contains__, postings.documents))
    return tuple(compress(postings.documents, kept)), tuple(compress(postings.counts, kept))


def _weighted(
    segment: Segment, field: int, counts: Iterable[tuple[int, int]], scope: Scope
) -> Frequencies:
    constant, factor = scope.norms[field]
    weight, lengths = WEIGHTS[field], segment.lengths[field]
    return {
        document: weight * count / (constant + factor * lengths[document])
        for document, count in counts
    }


def _of_sequence(
    segment: Segment,
    sequence: slots.Sequence,
    chosen: Sequence[Sequence[int]],
    scope: Scope,
) -> Frequencies:
    found: Frequencies = {}
    records = [[segment.words.postings(word) for word in words] for words in chosen]
    gaps = [after.offset - before.offset for before, after in pairwise(sequence)]
    for field in scope.fields:
        columns = [_merged([r[field] for r in slot if field in r]) for slot in records]
        counts = in_order(columns, gaps, scope.slop)
        add(found, _weighted(segment, field, counts.items(), scope))
    return found


def _merged(postings: list[Postings]) -> Column:
    """Document to places, over several words."""
    if len(postings) == 1:
        return postings[0].by_document()
    merged: dict[int, list[int]] = {}
    for one in postings:
        for document, places in one.by_document().items():
            merged.setdefault(document, []).extend(places)
    return merged


def in_order(columns: Sequence[Column], gaps: Sequence[int], slop: int) -> dict[int, int]:
    """Document to how often the places stand in order at these distances.

    A repeated count is by the place of the last word, so that overlaps count once each.
    """
    documents = set(columns[0])
    for column in columns:
        documents.intersection_update(column)
    found = {}
    for document in documents:
        ends = set(columns[0][document])
        for gap, column in zip(gaps, columns[1:], strict=True):
            steps = range(gap, gap + slop + 1)
            ends = {p for p in column[document] if any(p - step in ends for step in steps)}
            if not ends:
                break
        else:
            found[document] = len(ends)
    return found
