"""Runs the tree of a query over the segments of a snapshot."""

from collections.abc import Set as AbstractSet
from functools import cached_property

from knowlog.domain.query.tree import (
    Both,
    Either,
    Everything,
    Fuzzy,
    Node,
    Not,
    Phrase,
    Query,
    Regex,
    TextField,
    Together,
    Wildcard,
    Word,
)
from knowlog.errors import QueryError
from knowlog.index.search.filters import passing
from knowlog.index.search.keys import require_known_keys
from knowlog.index.search.leaves import Scored, is_wish, sequences_of, typed, wanted
from knowlog.index.search.matching import Matches, Scope
from knowlog.index.search.scoring import norms
from knowlog.index.segments.fields import TEXT_FIELDS
from knowlog.index.segments.segment import Segment
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.words import slots

FIELDS = {
    TextField.ANY: (0, 1, 2, 3),
    **{TextField(name): (number,) for number, name in enumerate(TEXT_FIELDS)},
}


class Evaluation:
    """One query on one snapshot.

    Attributes:
        query: What was asked.
        leaves: The leaves that count for the score, in the order of the query.
        ignored: Parts of the query that hold nothing to search for, as typed.
        found: For each segment the documents found.
        matches: For each segment where each leaf stands.
    """

    def __init__(self, snapshot: Snapshot, query: Query, *, strict: bool = False) -> None:
        """Evaluate a query.

        Args:
            snapshot: Where.
            query: What.
            strict: Whether words side by side must all be there.

        Raises:
            QueryError: The query is made of words only and holds nothing to search for, or names
                a field that does not exist.
        """
        self.query = query
        self._strict = strict
        self._norms = norms(snapshot.table.lengths, snapshot.documents)
        self._known: dict[Scored, tuple[slots.Sequence, ...]] = {}
        leaves = list(wanted(query.root))
        self.leaves = [leaf for leaf in leaves if self.asks(leaf)]
        self.ignored = tuple(typed(leaf) for leaf in leaves if not self.asks(leaf))
        if self.ignored and not self.leaves and _only_words(query.root):
            raise _empty(query, self.ignored)
        require_known_keys(snapshot, query)
        self.matches: list[dict[Scored, Matches]] = []
        self.found: list[AbstractSet[int]] = []
        for segment in snapshot.segments:
            self.matches.append({})
            self.found.append(self._node(segment, query.root))

    @property
    def misses(self) -> bool:
        """Whether nothing was found, or some word of the query is in no file."""
        return not any(map(len, self.found)) or not all(map(self.holding, self.leaves))

    def holding(self, leaf: Scored) -> int:
        """In how many documents a leaf stands."""
        return sum(len(found[leaf].documents) for found in self.matches if leaf in found)

    @cached_property
    def wished(self) -> AbstractSet[Scored]:
        """The words side by side at the top of the query: those whose number counts."""
        root = self.query.root
        parts = set(filter(is_wish, root.parts)) if isinstance(root, Together) else set()
        return {leaf for leaf in self.leaves if leaf in parts}

    def asks(self, leaf: Scored) -> tuple[slots.Sequence, ...]:
        """What a leaf asks of the vocabulary."""
        known = self._known.get(leaf)
        if known is None:
            known = self._known[leaf] = sequences_of(leaf)
        return known

    def _node(self, segment: Segment, node: Node) -> AbstractSet[int]:
        found: AbstractSet[int]
        match node:
            case Word() | Phrase() | Wildcard() | Fuzzy() | Regex():
                found = self._leaf(segment, node).documents
            case Together(parts):
                found = self._together(segment, parts)
            case Both(parts):
                found = self._all(segment, parts)
            case Either(parts):
                found = set().union(*(self._node(segment, part) for part in parts))
            case Not(part):
                found = segment.everything().difference(self._node(segment, part))
            case Everything():
                found = segment.everything()
            case _:
                found = passing(segment, node).difference(segment.deleted)
        return found

    def _leaf(self, segment: Segment, leaf: Scored) -> Matches:
        found = self.matches[-1].get(leaf)
        if found is None:
            slop = leaf.slop if isinstance(leaf, Phrase) else 0
            scope = Scope(FIELDS[leaf.field], self._norms, slop)
            found = self.matches[-1][leaf] = Matches(segment, self.asks(leaf), scope)
        return found

    def _together(self, segment: Segment, parts: tuple[Node, ...]) -> AbstractSet[int]:
        wishes = [part for part in parts if is_wish(part) and self._means_something(part)]
        if self._strict or not wishes:
            return self._all(segment, parts)
        found = set().union(*(self._node(segment, wish) for wish in wishes))
        musts = tuple(part for part in parts if not is_wish(part))
        return found.intersection(self._all(segment, musts)) if musts else found

    def _all(self, segment: Segment, parts: tuple[Node, ...]) -> AbstractSet[int]:
        found: set[int] | None = None
        for part in parts:
            if not isinstance(part, Not) and self._means_something(part):
                here = self._node(segment, part)
                found = set(here) if found is None else found.intersection(here)
        if found is None:
            found = segment.everything()
        for part in parts:
            if isinstance(part, Not):
                found.difference_update(self._node(segment, part.part))
        return found

    def _means_something(self, part: Node) -> bool:
        return not isinstance(part, Scored) or bool(self.asks(part))


def _only_words(node: Node) -> bool:
    match node:
        case Together(parts) | Either(parts) | Both(parts):
            return all(_only_words(part) for part in parts)
        case Not(part):
            return _only_words(part)
    return isinstance(node, Scored)


def _empty(query: Query, ignored: tuple[str, ...]) -> QueryError:
    return QueryError(
        f"nothing in {' '.join(ignored)} can be searched for: no letter, digit or known sign",
        query.text,
        0,
        "Add a word.",
    )
