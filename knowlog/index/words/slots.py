"""What the text of a query leaf asks of the vocabulary: the query side of the analysis."""

import re
from enum import Enum, auto
from typing import NamedTuple

from knowlog.index.words.analysis import is_grams, raw_tokens, terms_of
from knowlog.index.words.folding import fold
from knowlog.index.words.stemming import stem

_CHUNKS = re.compile(r"[.@#$\\%]?-{0,2}[^\s_./:;,\-]+")


class How(Enum):
    """How a slot chooses its terms."""

    EXACT = auto()
    STEM = auto()
    PREFIX = auto()
    PATTERN = auto()
    FUZZY = auto()
    REGEX = auto()


class Slot(NamedTuple):
    """One place of a sequence, and which terms may stand there.

    Attributes:
        how: How the text chooses terms.
        text: A folded term, a stem, a beginning, a word with stars, or an expression.
        offset: Places behind the first slot.
        edits: For FUZZY, how many letters may differ.
    """

    how: How
    text: str
    offset: int = 0
    edits: int = 0


Sequence = tuple[Slot, ...]
"""Slots that must stand in this order, at these distances; one slot is a single word."""


def exact(text: str) -> Sequence:
    """The words of a phrase as they stand."""
    return _sequence(text, stemmed=False)


def forms(text: str) -> tuple[Sequence, ...]:
    """The sequences that a bare word may stand for; none when it holds nothing to search for."""
    raws = raw_tokens(text)
    whole = _sequence(text, stemmed=True)
    if len(raws) != 1 or not raws[0].isalnum() or is_grams(raws[0]):
        return (whole,) if whole else ()
    terms, _ = terms_of(raws[0])
    parts = tuple(_stemmed(term, place) for term, place in terms[1:])
    return (whole, parts) if parts else (whole,)


def _sequence(text: str, *, stemmed: bool) -> Sequence:
    slots, place = [], 0
    for raw in raw_tokens(text):
        terms, width = terms_of(raw)
        if is_grams(raw):
            slots.extend(_pairs(terms, place))
        elif terms:
            term = terms[0][0]
            slots.append(_stemmed(term, place) if stemmed else Slot(How.EXACT, term, place))
        place += width
    first = slots[0].offset if slots else 0
    return tuple(Slot(slot.how, slot.text, slot.offset - first) for slot in slots)


def _stemmed(term: str, place: int) -> Slot:
    root = stem(term)
    plain = term.isascii() and term.isalpha()
    return Slot(How.STEM, root, place) if plain else Slot(How.EXACT, term, place)


def _pairs(terms: tuple[tuple[str, int], ...], place: int) -> list[Slot]:
    """A run of pairs; its last character needs no slot, the pair before holds it."""
    if len(terms) == 1:
        return [Slot(How.PREFIX, terms[0][0], place)]
    return [Slot(How.EXACT, term, place + offset) for term, offset in terms[:-1]]


def wildcard(text: str) -> Sequence:
    """A word with stars; parts of a compound word become places of a sequence."""
    slots: list[Slot] = []
    for place, chunk in enumerate(_CHUNKS.findall(text)):
        literal = chunk.strip("*")
        if is_grams(literal):
            slots.extend(exact(literal))
        elif "*" not in chunk:
            slots.extend(Slot(slot.how, slot.text, place) for slot in exact(chunk)[:1])
        elif chunk.endswith("*") and "*" not in chunk[:-1]:
            slots.append(Slot(How.PREFIX, fold(chunk[:-1]), place))
        else:
            slots.append(Slot(How.PATTERN, fold(chunk), place))
    return tuple(slots)


def fuzzy(text: str, edits: int) -> Sequence:
    """A word that may be misspelt; one too short for that is taken as it stands."""
    found = exact(text)
    if len(found) != 1 or found[0].how is not How.EXACT:
        return found
    edits = min(edits, (len(found[0].text) - 1) // 2)
    return (Slot(How.FUZZY, found[0].text, 0, edits),) if edits else found
