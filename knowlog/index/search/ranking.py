"""Puts the documents that a query found in order."""

from heapq import nlargest
from typing import NamedTuple

from knowlog.domain.hits import Hit
from knowlog.index.search.evaluate import Evaluation
from knowlog.index.search.leaves import Scored, typed
from knowlog.index.search.pruning import best_scores
from knowlog.index.search.scoring import RECENCY, freshness, idf
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.segments.tables import decode


class Place(NamedTuple):
    """One document found.

    Attributes:
        score: As of ``scoring``.
        segment: The number of its segment in the snapshot.
        document: Its number there.
    """

    score: float
    segment: int
    document: int


def by_relevance(snapshot: Snapshot, evaluation: Evaluation, count: int) -> list[Place]:
    """The best documents; near ties go to the newer, ties to the path that sorts first."""
    if not count:
        return []  # who asks for facets alone
    weights = idfs(evaluation, snapshot.documents)
    best: list[Place] = []
    for number, found in enumerate(evaluation.found):
        scores = best_scores(evaluation, number, weights, count)
        floor = 0.0
        if len(scores) > count:
            floor = min(nlargest(count, scores.values()), default=0.0) / (1 + RECENCY)
        elif len(scores) < count:
            scores = dict.fromkeys(found, 0.0) | scores
        days, newest = snapshot.segments[number].days, snapshot.newest
        best += [
            Place(score * freshness(days[document], newest), number, document)
            for document, score in scores.items()
            if score >= floor
        ]
    if len(best) > count:
        floor = nlargest(count, (place.score for place in best))[-1]
        best = [place for place in best if place.score >= floor]
    return sorted(best, key=lambda place: _rank(snapshot, place))[:count]


def _rank(snapshot: Snapshot, place: Place) -> tuple[float, int, str]:
    segment = snapshot.segments[place.segment]
    return -place.score, -segment.times[place.document], segment.path(place.document)


def idfs(evaluation: Evaluation, documents: int) -> dict[Scored, float]:
    """The idf of each leaf: in how many of the documents it stands in any field."""
    return {leaf: idf(documents, evaluation.holding(leaf)) for leaf in evaluation.leaves}


def by_date(snapshot: Snapshot, evaluation: Evaluation, count: int) -> list[Place]:
    """The newest documents first, those without a date last."""
    everything = [
        (-segment.times[document], number, document)
        for number, (segment, found) in enumerate(
            zip(snapshot.segments, evaluation.found, strict=True)
        )
        for document in found
    ]
    keyed = sorted(everything)
    cut = keyed[:count]
    if len(keyed) > count:
        cut = [key for key in keyed if key[0] <= cut[-1][0]] if cut else []
    ordered = sorted(cut, key=lambda k: (k[0], snapshot.segments[k[1]].path(k[2])))
    return [Place(0.0, number, document) for _, number, document in ordered[:count]]


def by_title(snapshot: Snapshot, evaluation: Evaluation, count: int) -> list[Place]:
    """In the order of the titles, without regard to case; ties by path."""
    everything = [
        (decode(segment.titles[document]).casefold(), segment.path(document), number, document)
        for number, (segment, found) in enumerate(
            zip(snapshot.segments, evaluation.found, strict=True)
        )
        for document in found
    ]
    return [Place(0.0, number, document) for _, _, number, document in sorted(everything)[:count]]


def hit(snapshot: Snapshot, evaluation: Evaluation, place: Place) -> Hit:
    """What is told of a document found."""
    matches = evaluation.matches[place.segment]
    lacks = tuple(
        typed(leaf)
        for leaf in evaluation.leaves
        if leaf in evaluation.wished and place.document not in matches[leaf].documents
    )
    return Hit(snapshot.segments[place.segment].path(place.document), place.score, lacks)


def paths(snapshot: Snapshot, evaluation: Evaluation) -> frozenset[str]:
    """Every file found, in no order."""
    return frozenset(
        segment.path(document)
        for segment, found in zip(snapshot.segments, evaluation.found, strict=True)
        for document in found
    )
