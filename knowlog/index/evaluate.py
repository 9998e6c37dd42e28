"""Runs the tree of a query over the segments of a snapshot."""

import re
from collections.abc import Collection
from datetime import date

from knowlog.domain.query.tree import (
    WISHES,
    Both,
    Compare,
    Days,
    Either,
    Everything,
    Flag,
    Fuzzy,
    InPath,
    Lang,
    Meta,
    Node,
    Not,
    Phrase,
    Query,
    Regex,
    Tag,
    TextField,
    Together,
    Wildcard,
    Word,
)
from knowlog.errors import QueryError
from knowlog.index import matching, slots
from knowlog.index.analysis import places
from knowlog.index.documents import TEXT_FIELDS, number_term
from knowlog.index.folding import fold
from knowlog.index.matching import Frequencies
from knowlog.index.scoring import add, norms
from knowlog.index.segment import Segment
from knowlog.index.snapshot import Snapshot

Scored = Word | Phrase | Wildcard | Fuzzy | Regex

_FIELDS = {
    TextField.ANY: (0, 1, 2, 3),
    **{TextField(name): (number,) for number, name in enumerate(TEXT_FIELDS)},
}


class Evaluation:
    """One query on one snapshot.

    Attributes:
        found: For each segment the documents found.
        leaves: The words of the query that count for the score, in order.
        weights: For each segment and each leaf its frequencies.
    """

    def __init__(self, snapshot: Snapshot, query: Query, *, strict: bool = False) -> None:
        """Evaluate a query.

        Args:
            snapshot: Where.
            query: What.
            strict: Whether words side by side must all be there.
        """
        self.query = query
        self.strict = strict
        self.leaves: dict[Scored, tuple[slots.Sequence, ...]] = {}
        self.ignored: list[str] = []
        self._collect(query.root, wanted=True)
        if self.ignored and not self.leaves and _only_words(query.root):
            raise _empty(query, self.ignored)
        self._norms = norms(snapshot.table.lengths, snapshot.documents)
        self.weights: list[dict[Scored, Frequencies]] = []
        self.found: list[Collection[int]] = []
        for segment in snapshot.segments:
            self.weights.append({})
            self.found.append(self._node(segment, query.root))

    def _collect(self, node: Node, *, wanted: bool) -> None:
        """Analyse the leaves that count for the score, in the order of the query."""
        match node:
            case Together(parts) | Either(parts) | Both(parts):
                for part in parts:
                    self._collect(part, wanted=wanted)
            case Not(part):
                self._collect(part, wanted=False)
            case Word() | Phrase() | Wildcard() | Fuzzy() | Regex():
                sequences = sequences_of(node)
                if sequences and wanted:
                    self.leaves[node] = sequences
                elif not sequences:
                    self.ignored.append(_typed(node))

    def _node(self, segment: Segment, node: Node) -> Collection[int]:
        match node:
            case Word() | Phrase() | Wildcard() | Fuzzy() | Regex():
                return self._leaf(segment, node).keys()
            case Together(parts):
                return self._together(segment, parts)
            case Both(parts):
                return self._all(segment, parts)
            case Either(parts):
                return set().union(*(self._node(segment, part) for part in parts))
            case Not(part):
                return segment.everything().difference(self._node(segment, part))
            case Everything():
                return segment.everything()
        return set(self._filter(segment, node)).difference(segment.deleted)

    def _leaf(self, segment: Segment, leaf: Scored) -> Frequencies:
        known = self.weights[-1].get(leaf)
        if known is not None:
            return known
        found: Frequencies = {}
        slop = leaf.slop if isinstance(leaf, Phrase) else 0
        for sequence in self.leaves.get(leaf) or sequences_of(leaf):
            more = matching.frequencies(
                segment, sequence, _FIELDS[leaf.field], self._norms, slop
            )
            if found:
                add(found, more)
            else:
                found = more
        self.weights[-1][leaf] = found
        return found

    def _together(self, segment: Segment, parts: tuple[Node, ...]) -> Collection[int]:
        if self.strict:
            return self._all(segment, parts)
        wishes = [part for part in parts if _is_wish(part) and sequences_of(part)]
        musts = [part for part in parts if not _is_wish(part)]
        if not wishes:
            return self._all(segment, tuple(musts))
        wished = set().union(*(self._leaf(segment, wish) for wish in wishes))
        return wished.intersection(self._all(segment, tuple(musts))) if musts else wished

    def _all(self, segment: Segment, parts: tuple[Node, ...]) -> Collection[int]:
        found: set[int] | None = None
        excluded: list[Node] = []
        for part in parts:
            if isinstance(part, Not):
                excluded.append(part.part)
            elif not (isinstance(part, Word | Phrase) and not sequences_of(part)):
                here = self._node(segment, part)
                found = set(here) if found is None else found.intersection(here)
        if found is None:
            found = segment.everything()
        for part in excluded:
            found.difference_update(self._node(segment, part))
        return found

    def _filter(self, segment: Segment, node: Node) -> Collection[int]:
        match node:
            case Tag(name):
                folded = fold(name).strip("/")
                if "*" in folded:
                    return matching.starred(segment, "tag", _pattern(folded, whole=True))
                return matching.below(segment, "tag", folded, "/")
            case Lang(name):
                return matching.below(segment, "lang", fold(name), "-")
            case Flag(group, name):
                return matching.below(segment, "flag", f"{group}:{name}", "/")
            case Days(first, last):
                low = first.toordinal() if first else 0
                high = last.toordinal() if last else date.max.toordinal()
                return matching.between(segment, "date", f"{low:07d}", f"{high:07d}")
            case InPath(text):
                return matching.starred(segment, "path", _pattern(text, whole=False))
            case Meta(key, text, exact):
                words = [term for term, _ in _firsts(text)]
                return matching.meta(segment, fold(key), words, exact=exact)
            case Compare():
                return _compare(segment, node)
        return ()


def sequences_of(leaf: Node) -> tuple[slots.Sequence, ...]:
    """What a leaf asks of the vocabulary; nothing when it holds nothing to search for."""
    match leaf:
        case Word(text):
            return slots.forms(text)
        case Phrase(text):
            found = slots.exact(text)
        case Wildcard(text):
            found = slots.wildcard(text)
        case Fuzzy(text, edits):
            found = slots.fuzzy(text, edits)
        case Regex(pattern):
            found = (slots.Slot(slots.How.REGEX, pattern),)
        case _:
            return ()
    return (found,) if found else ()


def _firsts(text: str) -> list[tuple[str, int]]:
    seen: dict[int, str] = {}
    for term, place in places(text):
        seen.setdefault(place, term)
    return [(term, place) for place, term in seen.items()]


def _is_wish(part: Node) -> bool:
    return isinstance(part, WISHES) and part.field is TextField.ANY


def _typed(leaf: Scored) -> str:
    return leaf.pattern if isinstance(leaf, Regex) else leaf.text


def _only_words(node: Node) -> bool:
    match node:
        case Together(parts) | Either(parts) | Both(parts):
            return all(_only_words(part) for part in parts)
        case Not(part):
            return _only_words(part)
    return isinstance(node, Word | Phrase | Wildcard | Fuzzy)


def _empty(query: Query, ignored: list[str]) -> QueryError:
    listed = " ".join(ignored)
    return QueryError(
        f"nothing in {listed!r} can be searched for: it has no letter, digit or known sign",
        query.text,
        0,
        "add a word",
    )


def _pattern(text: str, *, whole: bool) -> "re.Pattern[str]":
    joined = ".*".join(re.escape(part) for part in text.split("*"))
    return re.compile(f"^{joined}$" if whole else joined, re.IGNORECASE | re.DOTALL)


def _compare(segment: Segment, node: Compare) -> set[int]:
    key, value = fold(node.key), node.value
    found = _compared(segment, key, node.operator, value)
    if isinstance(value, float) and value == int(value) and 1000 <= value <= 9999:
        first = date(int(value), 1, 1)
        last = date(int(value), 12, 31)
        found |= _compared(segment, key, node.operator, last if node.operator in (">", "<=") else first)
    return found


def _compared(segment: Segment, key: str, operator: str, value: float | date) -> set[int]:
    limit = number_term(key, value)
    lowest, highest = limit[: len(key) + 1], limit[: len(key) + 1] + "\x7f"
    match operator:
        case ">":
            return matching.between(segment, "number", limit + "\x01", highest)
        case ">=":
            return matching.between(segment, "number", limit, highest)
        case "<":
            return matching.between(segment, "number", lowest, limit) - matching.between(
                segment, "number", limit, limit
            )
        case "<=":
            return matching.between(segment, "number", lowest, limit)
    return matching.between(segment, "number", limit, limit)
