"""A term's postings as one of Whoosh's matchers."""

from bisect import bisect_left
from collections.abc import Iterator

from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

from knowlog.index.segments.postings import Postings


class PostingsMatcher(LeafMatcher):
    """Walks over the documents of a term."""

    def __init__(
        self,
        postings: Postings,
        term: tuple[str, bytes],
        format_: Format,
        scorer: BaseScorer | None,
    ) -> None:
        """Begin at the first document."""
        self._postings = postings
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._at = 0

    def is_active(self) -> bool:
        """Whether there is a document here."""
        return self._at < len(self._postings.documents)

    def id(self) -> int:
        """Its number."""
        return self._postings.documents[self._at]

    def all_ids(self) -> Iterator[int]:
        """The numbers of all documents."""
        return iter(self._postings.documents)

    def next(self) -> None:
        """Go on to the next document."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002 - the name is Whoosh's
        """Go to the first document that is not less."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._postings.documents, id, self._at)

    def weight(self) -> float:
        """How often the term stands in the document."""
        return float(self._postings.counts[self._at])

    def value(self) -> bytes:
        """Positions are had through ``value_as`` alone."""
        return b""

    def supports(self, astype: str) -> bool:
        """What ``value_as`` can tell."""
        return astype in {"frequency", "weight"} or (
            astype == "positions" and bool(self._postings.places)
        )

    def value_as(self, astype: str) -> object:
        """The places of the term in the document, or how many they are."""
        if astype != "positions":
            return self._postings.counts[self._at]
        return list(self._postings.by_document()[self.id()])

    def supports_block_quality(self) -> bool:
        """Blocks are not kept: one array is quicker than what they would save."""
        return False

    def reset(self) -> None:
        """Begin again."""
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        """One that stands at the same place."""
        twin = PostingsMatcher(self._postings, self._term, self.format, self.scorer)
        twin._at = self._at
        return twin
