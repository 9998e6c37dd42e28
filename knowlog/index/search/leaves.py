"""The leaves of a query that look for words, and what they ask of the vocabulary."""

from collections.abc import Iterator

from knowlog.domain.query.tree import (
    WISHES,
    Both,
    Either,
    Fuzzy,
    Node,
    Phrase,
    Regex,
    TextField,
    Together,
    Wildcard,
    Word,
)
from knowlog.index.words import slots
from knowlog.index.words.slots import How, Slot

Scored = Word | Phrase | Wildcard | Fuzzy | Regex


def sequences_of(leaf: Scored) -> tuple[slots.Sequence, ...]:
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
        case _:
            found = (Slot(How.REGEX, leaf.pattern),)
    return (found,) if found else ()


def is_wish(part: Node) -> bool:
    """Whether a part is a bare word, which may be missing from a file that is found."""
    return isinstance(part, WISHES) and part.field is TextField.ANY


def typed(leaf: Scored) -> str:
    """A leaf's text as the user typed it."""
    return leaf.pattern if isinstance(leaf, Regex) else leaf.text


def wanted(node: Node) -> Iterator[Scored]:
    """The leaves that make a file fit, in the order of the query; not those behind a minus."""
    match node:
        case Together(parts) | Either(parts) | Both(parts):
            for part in parts:
                yield from wanted(part)
        case Word() | Phrase() | Wildcard() | Fuzzy() | Regex():
            yield node
