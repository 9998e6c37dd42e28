"""Makes one segment of several, so that many small updates do not slow the search down.

Segments of like size are merged when there are ``FACTOR`` of them (tiered merging, as in
Lucene's TieredMergePolicy): each document is then written again once per tier, and there are at
most ``FACTOR`` segments for every power of it.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from knowlog.index.segments.manifest import SegmentFacts
from knowlog.index.segments.postings import Postings
from knowlog.index.segments.sections import from_little
from knowlog.index.segments.segment import Segment, Vocabulary
from knowlog.index.segments.tables import decode

FACTOR = 8


def worth_merging(segments: Sequence[SegmentFacts]) -> list[SegmentFacts]:
    """The segments to merge next; none when all is well."""
    for facts in segments:
        if 2 * facts.live < facts.documents:
            return [facts]
    tiers: dict[int, list[SegmentFacts]] = {}
    for facts in segments:
        tiers.setdefault(_tier(facts.live), []).append(facts)
    return next((tier for _, tier in sorted(tiers.items()) if len(tier) >= FACTOR), [])


def _tier(documents: int) -> int:
    tier = 0
    while documents >= FACTOR:
        documents //= FACTOR
        tier += 1
    return tier


def absorb(builder: SegmentBuilder, segment: Segment) -> None:
    """Take all documents of a segment that are not deleted into one in the making."""
    numbers = _renumbered(segment, builder.records)
    _absorb_terms(segment.words, builder.words, numbers)
    _absorb_terms(segment.meta, [builder.meta], numbers)
    for field in KEYWORD_FIELDS:
        lists = builder.keywords[field]
        for value, documents in segment.keywords(field).lists():
            kept = [numbers[document] for document in documents if numbers[document] >= 0]
            if kept:
                lists.setdefault(value, []).extend(kept)
    for document, number in enumerate(numbers):
        if number >= 0:
            builder.add_row(
                segment.paths[document],
                segment.titles[document],
                segment.days[document],
                segment.times[document],
                [segment.lengths[field][document] for field in range(len(TEXT_FIELDS))],
            )


def _renumbered(segment: Segment, first: int) -> list[int]:
    """Old document number to new one, -1 for those deleted."""
    numbers, free = [], first
    for document in range(segment.documents):
        if document in segment.deleted:
            numbers.append(-1)
        else:
            numbers.append(free)
            free += 1
    return numbers


def _absorb_terms(
    vocabulary: Vocabulary, fields: "Sequence[dict[str, array[int]]]", numbers: Sequence[int]
) -> None:
    terms = vocabulary.strings.slice(range(vocabulary.strings.count))
    for term, string in enumerate(terms):
        for field, postings in vocabulary.postings(term).items():
            keys = array("Q", _keys(postings, numbers))
            if keys:
                fields[field][decode(string)].extend(keys)


def _keys(postings: Postings, numbers: Sequence[int]) -> Iterator[int]:
    documents = chain.from_iterable(map(repeat, postings.documents, postings.counts))
    places = from_little(postings.wide, postings.places)
    for document, place in zip(documents, places, strict=True):
        number = numbers[document]
        if number >= 0:
            yield number << 32 | place
