"""Other spellings of a query that would find something.

Candidates come from the words as they stand in the files, not from stems, so that what is
suggested is a word that somebody wrote. Nothing is replaced in silence: a suggestion says what
it would find, and the user decides.
"""

from collections.abc import Callable, Iterator

from knowlog.domain.distance import distance
from knowlog.domain.hits import Suggestion
from knowlog.domain.query.tree import (
    Both,
    Either,
    Node,
    Query,
    Tag,
    TextField,
    Together,
    Wildcard,
    Word,
)
from knowlog.index.search.evaluate import Evaluation
from knowlog.index.search.vocabulary import choose
from knowlog.index.segments.segment import Segment
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.segments.tables import decode
from knowlog.index.words.analysis import raw_pattern
from knowlog.index.words.folding import fold
from knowlog.index.words.slots import How, Slot, forms

Look = Callable[[Segment, str, int], Iterator[tuple[str, int]]]
"""Segment, text and edits -> near words or tags, each with the number of its documents."""

_MOST = 3
_TRIED = 8
_SHORT = 3
"""Letters below which every other word is near."""

_LONG = 5
"""Letters from which on two mistakes are forgiven."""


def suggest(snapshot: Snapshot, evaluation: Evaluation) -> tuple[Suggestion, ...]:
    """What the user may have meant, when some word or tag of the query is in no file."""
    query = evaluation.query
    missing = [leaf for leaf in _replaceable(query.root) if _is_missing(snapshot, evaluation, leaf)]
    if not missing:
        return ()
    better = {leaf: _candidates(snapshot, leaf) for leaf in missing}
    others = [_replace(query, leaf, one) for leaf in missing for one in better[leaf]]
    mendable = [leaf for leaf in reversed(missing) if better[leaf]]
    if len(mendable) > 1:
        whole = query
        for leaf in mendable:  # from the right, so that places further left stay true
            whole = _replace(whole, leaf, better[leaf][0])
        others.insert(0, whole)
    hits = any(map(len, evaluation.found))
    found: list[Suggestion] = []
    for other in others:
        if hits and not any(map(len, Evaluation(snapshot, other, strict=True).found)):
            continue  # no entry holds it along with the rest: it was not what was meant
        if total := sum(map(len, Evaluation(snapshot, other).found)):
            found.append(Suggestion(other.text, total))
            if len(found) == _MOST:
                break
    return tuple(found)


def _replaceable(node: Node) -> Iterator[Word | Tag]:
    match node:
        case Together(parts) | Either(parts) | Both(parts):
            for part in parts:
                yield from _replaceable(part)
        case Word() | Tag():
            yield node


def _is_missing(snapshot: Snapshot, evaluation: Evaluation, leaf: Word | Tag) -> bool:
    if isinstance(leaf, Word):
        return bool(evaluation.asks(leaf)) and not evaluation.holding(leaf)
    return not any(map(len, Evaluation(snapshot, Query(leaf.name, leaf)).found))


def _candidates(snapshot: Snapshot, leaf: Word | Tag) -> list[str]:
    """The nearest known words or tags, those in more files first."""
    if isinstance(leaf, Tag):
        return _nearest(snapshot, leaf.name, _tags)
    if sum(map(str.isalnum, leaf.text)) < _SHORT:
        return []
    parts = [(found.group(), found.start()) for found in raw_pattern().finditer(leaf.text)]
    wrong = [part for part in parts if not _is_known(snapshot, part[0])]
    if len(parts) == 1:
        half = [f"{leaf.text}*"] if _begins(snapshot, leaf.text) else []
        return [*half, *_nearest(snapshot, leaf.text, _words)]
    known = [part for part, at in parts if (part, at) not in wrong and len(part) > 1]
    apart = [" ".join(known)] if known and leaf.field is TextField.ANY else []
    if len(wrong) != 1:
        return [*_nearest(snapshot, leaf.text, _words), *apart]
    part, at = wrong[0]  # of dokcer-compose it is the dokcer
    before, after = leaf.text[:at], leaf.text[at + len(part) :]
    return [*(f"{before}{near}{after}" for near in _nearest(snapshot, part, _words)), *apart]


def _begins(snapshot: Snapshot, text: str) -> bool:
    """Whether some word begins so: then it is probably half a word, and no slip."""
    slot = Slot(How.PREFIX, fold(text))
    return text.isalpha() and any(map(len, (choose(one, slot) for one in snapshot.segments)))


def _is_known(snapshot: Snapshot, part: str) -> bool:
    return all(
        any(map(len, (choose(segment, slot) for segment in snapshot.segments)))
        for sequence in forms(part)
        for slot in sequence
    )


def _nearest(snapshot: Snapshot, name: str, look: Look) -> list[str]:
    text = fold(name)
    known: dict[str, int] = {}
    for edits in (1, 2) if len(text) >= _LONG else (1,):
        for segment in snapshot.segments:
            for candidate, documents in look(segment, text, edits):
                if candidate[0].isalnum() == text[0].isalnum():
                    known[candidate] = known.get(candidate, 0) + documents
        if known:
            break
    known.pop(text, None)
    ranked = sorted(known, key=lambda word: (distance(text, word, 2), -known[word], word))
    return ranked[:_TRIED]


def _words(segment: Segment, text: str, edits: int) -> Iterator[tuple[str, int]]:
    for number in choose(segment, Slot(How.FUZZY, text, 0, edits)):
        fields = segment.words.postings(number).values()
        yield decode(segment.words.strings[number]), sum(len(field.documents) for field in fields)


def _tags(segment: Segment, text: str, edits: int) -> Iterator[tuple[str, int]]:
    for tag, documents in segment.keywords("tag").lists():
        name = decode(tag)
        if distance(text, name, edits) <= edits:
            yield name, len(documents)


def _replace(query: Query, leaf: Word | Tag, candidate: str) -> Query:
    """The query with one leaf written in another way, in its text and in its tree."""
    old = leaf.text if isinstance(leaf, Word) else leaf.name
    at = query.text.index(old, leaf.at)
    text = query.text[:at] + candidate + query.text[at + len(old) :]
    return Query(text, _substituted(query.root, leaf, _leaf(leaf, candidate)))


def _leaf(old: Word | Tag, candidate: str) -> Node:
    if isinstance(old, Tag):
        return Tag(candidate, old.at)
    if " " in candidate:
        return Together(tuple(Word(part, old.field, old.at) for part in candidate.split()))
    kind = Wildcard if candidate.endswith("*") else Word
    return kind(candidate, old.field, old.at)


def _substituted(node: Node, old: Node, new: Node) -> Node:
    if node == old:
        return new
    match node:
        case Together(parts):
            return Together(tuple(_substituted(part, old, new) for part in parts))
        case Either(parts):
            return Either(tuple(_substituted(part, old, new) for part in parts))
        case Both(parts):
            return Both(tuple(_substituted(part, old, new) for part in parts))
    return node
