"""Which documents of a segment a leaf of the query finds, and how often."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
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


def frequencies(segment: Segment, sequence: slots.Sequence, scope: Scope) -> Frequencies:
    """The documents that hold a word or a sequence in one of the fields."""
    chosen = [choose(segment, slot) for slot in sequence]
    if not chosen or not all(chosen):
        return {}
    if len(chosen) == 1:
        found = _of_words(segment, chosen[0], scope)
    else:
        found = _of_sequence(segment, sequence, chosen, scope)
    for document in segment.deleted:
        found.pop(document, None)
    return found


def _of_words(segment: Segment, words: Iterable[int], scope: Scope) -> Frequencies:
    fields: dict[int, list[Postings]] = {}
    for word in words:
        for field, postings in segment.words.postings(word).items():
            if field in scope.fields:
                fields.setdefault(field, []).append(postings)
    found: Frequencies = {}
    for field, members in fields.items():
        weighted = _weighted(segment, field, _counts(members), scope)
        found = add(found, weighted) if found else weighted
    return found


def _counts(members: list[Postings]) -> Iterable[tuple[int, int]]:
    """Document and count, over several words."""
    first = members[0]
    if len(members) == 1:
        return zip(first.documents, first.counts, strict=True)
    counts = dict(zip(first.documents, first.counts, strict=True))
    get = counts.get
    for postings in members[1:]:
        for document, count in zip(postings.documents, postings.counts, strict=True):
            counts[document] = get(document, 0) + count
    return counts.items()


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
