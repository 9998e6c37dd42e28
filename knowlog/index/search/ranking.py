"""Puts the documents that a query found in order."""

from collections import Counter
from heapq import nlargest
from typing import NamedTuple

from knowlog.domain.hits import Hit
from knowlog.domain.query.tree import Together
from knowlog.index.search.evaluate import Evaluation
from knowlog.index.search.leaves import Scored, is_wish, typed
from knowlog.index.search.scoring import K1, RECENCY, freshness, idf
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
    weights = idfs(snapshot, evaluation)
    wishes = wished(evaluation)
    best: list[Place] = []
    for number, found in enumerate(evaluation.found):
        scores = _scores(evaluation, number, weights, wishes)
        if scores.keys() != found:
            scores = {document: scores.get(document, 0.0) for document in found}
        floor = 0.0
        if len(scores) > count:
            floor = min(nlargest(count, scores.values()), default=0.0) / (1 + RECENCY)
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


def idfs(snapshot: Snapshot, evaluation: Evaluation) -> dict[Scored, float]:
    """The idf of each leaf: in how many documents it stands in any field."""
    return {
        leaf: idf(snapshot.documents, sum(len(w.get(leaf, ())) for w in evaluation.weights))
        for leaf in evaluation.leaves
    }


def wished(evaluation: Evaluation) -> set[Scored]:
    """The words side by side at the top of the query: those whose number counts."""
    root = evaluation.query.root
    if not isinstance(root, Together):
        return set()
    parts = {part for part in root.parts if is_wish(part)}
    return {leaf for leaf in evaluation.leaves if leaf in parts}


def _scores(
    evaluation: Evaluation, number: int, weights: dict[Scored, float], wishes: set[Scored]
) -> dict[int, float]:
    scores: dict[int, float] = {}
    matched: Counter[int] = Counter()
    for leaf, frequencies in evaluation.weights[number].items():
        if leaf not in weights:
            continue
        most = weights[leaf] * (K1 + 1)  # saturated(), written out: this is the innermost loop
        if scores:
            get = scores.get
            for document, frequency in frequencies.items():
                scores[document] = get(document, 0.0) + most * frequency / (K1 + frequency)
        else:
            scores = {d: most * f / (K1 + f) for d, f in frequencies.items()}
        if leaf in wishes:
            matched.update(frequencies.keys())
    if len(wishes) > 1:
        total = len(wishes)
        return {document: score * matched[document] / total for document, score in scores.items()}
    return scores


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
    weights = evaluation.weights[place.segment]
    wishes = wished(evaluation)
    lacks = tuple(
        typed(leaf)
        for leaf in evaluation.leaves
        if leaf in wishes and place.document not in weights[leaf]
    )
    return Hit(snapshot.segments[place.segment].path(place.document), place.score, lacks)


def paths(snapshot: Snapshot, evaluation: Evaluation) -> frozenset[str]:
    """Every file found, in no order."""
    return frozenset(
        segment.path(document)
        for segment, found in zip(snapshot.segments, evaluation.found, strict=True)
        for document in found
    )
