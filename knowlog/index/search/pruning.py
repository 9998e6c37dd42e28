"""Adds up the scores of documents, without looking at those that cannot be among the best.

Words are added in the order of what they can be worth. When all that is still to come cannot lift
a new document above the last of the best, the words left, which are the commonest, are looked up
in the documents that still have a chance and in no other.

Source: Turtle and Flood, *Query evaluation: strategies and optimizations* (Information Processing
and Management 1995), where it is called MaxScore.
"""

from collections import Counter
from heapq import nlargest

from knowlog.index.search.evaluate import Evaluation
from knowlog.index.search.leaves import Scored
from knowlog.index.search.scoring import K1, RECENCY

_ROUNDING = 1e-9
"""How much of a score the order of additions may change."""


def best_scores(
    evaluation: Evaluation, number: int, weights: dict[Scored, float], count: int
) -> dict[int, float]:
    """The scores of documents of a segment, among them the best.

    Args:
        evaluation: Of the query.
        number: Of the segment.
        weights: The idf of each leaf.
        count: How many documents are asked for; of those that are not among so many, some or
            all may be missing.
    """
    sums = _Sums(evaluation, number, weights, count)
    for leaf in sorted(sums.left, key=lambda leaf: -weights[leaf]):
        sums.add(leaf)
    return sums.scores()


class _Sums:
    """Scores of which some words are still missing.

    Attributes:
        left: The leaves that were not added yet.
    """

    def __init__(
        self, evaluation: Evaluation, number: int, weights: dict[Scored, float], count: int
    ) -> None:
        self._matches = evaluation.matches[number]
        self._weights = weights
        self._count = count
        self._wishes = evaluation.wished
        total = len(self._wishes)  # a part of one word is all of it
        self._shares = [held / total if total > 1 else 1.0 for held in range(total + 1)]
        self._sums: dict[int, float] = {}
        self._matched = Counter[int]()
        self.left = {leaf for leaf in self._matches if leaf in weights}
        found = evaluation.found[number]
        all_found = all(self._matches[leaf].documents <= found for leaf in self.left)
        self._among = None if all_found else found

    def add(self, leaf: Scored) -> None:
        """Add what a leaf is worth in each document that may be among the best."""
        if len(self._sums) > self._count:
            self._prune()
        frequencies = self._matches[leaf].frequencies(self._among)
        most = self._weights[leaf] * (K1 + 1)  # saturated(), written out: the innermost loop
        if self._sums:
            sums, get = self._sums, self._sums.get
            for document, frequency in frequencies.items():
                sums[document] = get(document, 0.0) + most * frequency / (K1 + frequency)
        else:
            self._sums = {d: most * f / (K1 + f) for d, f in frequencies.items()}
        if leaf in self._wishes:
            self._matched.update(frequencies.keys())
        self.left.remove(leaf)

    def scores(self) -> dict[int, float]:
        """The sums, each by the share of the words that its document holds."""
        matched, shares = self._matched, self._shares
        if shares[0] == 1:
            return self._sums
        return {document: sum_ * shares[matched[document]] for document, sum_ in self._sums.items()}

    def _prune(self) -> None:
        """Leave alone the documents that can no longer be among the best."""
        floor = nlargest(self._count, self.scores().values())[-1] / (1 + RECENCY) - _ROUNDING
        rest = sum(self._weights[leaf] * (K1 + 1) for leaf in self.left)
        more = len(self.left & self._wishes)
        matched, shares = self._matched, self._shares
        if rest * shares[more] >= floor:
            return  # a document that is not known yet could be
        self._among = {
            document
            for document, sum_ in self._sums.items()
            if (sum_ + rest) * shares[matched[document] + more] >= floor
        }
