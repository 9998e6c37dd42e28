"""How the documents found spread over tags and years."""

from collections import Counter
from datetime import date

from knowlog.index.search.evaluate import Evaluation
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.segments.tables import decode


def count(snapshot: Snapshot, evaluation: Evaluation) -> dict[str, dict[str, int]]:
    """For every tag and every year how many of the documents found have it, most first."""
    tags: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for segment, found in zip(snapshot.segments, evaluation.found, strict=True):
        chosen = set(found)
        for tag, documents in segment.keywords("tag").lists():
            if common := len(chosen.intersection(documents)):
                tags[decode(tag)] += common
        days = segment.days
        years.update(
            f"{date.fromordinal(days[document]).year:04d}"
            for document in chosen
            if days[document] > 0
        )
    return {
        "tags": dict(sorted(tags.items(), key=lambda item: (-item[1], item[0]))),
        "years": dict(sorted(years.items(), reverse=True)),
    }
