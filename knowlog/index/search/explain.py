"""The arithmetic of one hit, told step by step with the same formula that ranked it."""

from collections.abc import Iterator

from knowlog.domain.explanation import Explanation, FieldCount, WordScore
from knowlog.domain.query import Query
from knowlog.domain.query.tree import Phrase
from knowlog.index.search.evaluate import FIELDS, Evaluation
from knowlog.index.search.leaves import Scored, typed
from knowlog.index.search.matching import Matches, Scope
from knowlog.index.search.ranking import idfs
from knowlog.index.search.scoring import K1, WEIGHTS, B, freshness, norms, saturated
from knowlog.index.segments.fields import TEXT_FIELDS
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.segments.tables import encode


def explain(snapshot: Snapshot, query: Query, path: str) -> Explanation | None:
    """Why a query ranks a file where it does; None when it does not find it.

    Raises:
        QueryError: The query holds nothing that can be searched for.
    """
    evaluation = Evaluation(snapshot, query)
    for number, segment in enumerate(snapshot.segments):
        for document in segment.keywords("path").get(encode(path)):
            if document in evaluation.found[number]:
                return _Arithmetic(snapshot, evaluation, number, document).whole(path)
    return None


class _Arithmetic:
    """One document under one query."""

    def __init__(
        self, snapshot: Snapshot, evaluation: Evaluation, number: int, document: int
    ) -> None:
        self.snapshot = snapshot
        self.evaluation = evaluation
        self.segment = snapshot.segments[number]
        self.matches = evaluation.matches[number]
        self.document = document

    def whole(self, path: str) -> Explanation:
        idf = idfs(self.evaluation, self.snapshot.documents)
        words = tuple(self._word(leaf, idf[leaf]) for leaf in self.evaluation.leaves)
        wishes = self.evaluation.wished
        matched = sum(self.document in self.matches[leaf].documents for leaf in wishes)
        total = len(wishes) if len(wishes) > 1 else 0
        recency = freshness(self.segment.days[self.document], self.snapshot.newest)
        score = sum(word.score for word in words) * (matched / total if total else 1)
        documents = self.snapshot.documents
        return Explanation(
            path, score * recency, documents, words, matched if total else 0, total, recency, K1, B
        )

    def _word(self, leaf: Scored, idf: float) -> WordScore:
        files = self.evaluation.holding(leaf)
        frequency = self._frequency(leaf)
        fields = tuple(self._fields(leaf)) if frequency else ()
        return WordScore(typed(leaf), files, idf, fields, frequency, saturated(idf, frequency))

    def _fields(self, leaf: Scored) -> Iterator[FieldCount]:
        lengths = self.snapshot.table.lengths
        all_norms = norms(lengths, self.snapshot.documents)
        for field in FIELDS[leaf.field]:
            count = self._count(leaf, field)
            if count:
                constant, factor = all_norms[field]
                length = self.segment.lengths[field][self.document]
                yield FieldCount(
                    field=TEXT_FIELDS[field],
                    count=count,
                    length=length,
                    average=lengths[field] / self.snapshot.documents,
                    weight=WEIGHTS[field],
                    frequency=WEIGHTS[field] * count / (constant + factor * length),
                )

    def _frequency(self, leaf: Scored) -> float:
        return self.matches[leaf].frequencies({self.document}).get(self.document, 0.0)

    def _count(self, leaf: Scored, field: int) -> int:
        slop = leaf.slop if isinstance(leaf, Phrase) else 0
        plain = Scope((field,), [(weight, 0.0) for weight in WEIGHTS], slop)
        counted = Matches(self.segment, self.evaluation.asks(leaf), plain)
        return round(counted.frequencies({self.document}).get(self.document, 0.0))
