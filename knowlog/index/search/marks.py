"""Where the words of a query stand in a text, by the same rules that found the text.

Taking a text apart costs more than all the rest of a search. So a text is first cut at its white
space, which no token crosses, and only the pieces that hold the beginning of what is looked for are
taken apart.
"""

import re
from collections.abc import Iterator

from knowlog.domain.query.tree import Node, Query
from knowlog.index.search.leaves import sequences_of, wanted
from knowlog.index.words.analysis import cached_terms, is_grams, raw_pattern
from knowlog.index.words.fitting import fits
from knowlog.index.words.folding import fold
from knowlog.index.words.slots import How, Slot
from knowlog.index.words.stemming import UNLIKE

Span = tuple[int, int]

_PIECES = re.compile(r"\S+")
_UNWRITTEN = str.maketrans("", "", "'\u2019{")
"""Signs that a text may hold within a term and that the term is without."""


def find(query: Query, text: str) -> list[Span]:
    """The spans of a text that the words of a query match, ascending, none touching another."""
    slots = list(dict.fromkeys(_slots(query.root)))
    spans: list[Span] = []
    for start, end in _promising(slots, text):
        pattern = raw_pattern(plain=text[start:end].isascii())
        for match in pattern.finditer(text, start, end):
            raw = match.group()
            if is_grams(raw):
                spans.extend(_in_run(slots, raw, match.start()))
            elif any(fits(slot, term) for term, _ in cached_terms(raw)[0] for slot in slots):
                spans.append(match.span())
    return _joined(sorted(spans))


def _slots(node: Node) -> Iterator[Slot]:
    for leaf in wanted(node):
        for sequence in sequences_of(leaf):
            for slot in sequence:
                yield Slot(slot.how, slot.text, 0, slot.edits)


def _promising(slots: list[Slot], text: str) -> Iterator[Span]:
    """The pieces between white space that may hold a term that fits."""
    hints = [_hint(slot) for slot in slots]
    if not all(hints):
        yield from (piece.span() for piece in _PIECES.finditer(text))
        return
    folded = fold(text).translate(_UNWRITTEN)
    hints = [hint for hint in hints if hint in folded]
    if not hints:
        return
    for piece in _PIECES.finditer(text):
        folded = fold(piece.group()).translate(_UNWRITTEN)
        if any(hint in folded for hint in hints):
            yield piece.span()


def _hint(slot: Slot) -> str:
    """What a folded piece of text must hold for a term of it to fit; empty where none is known."""
    match slot.how:
        case How.EXACT | How.PREFIX:
            return slot.text.translate(_UNWRITTEN)
        case How.STEM:
            return slot.text[:-UNLIKE] or slot.text[:1]
    return ""


def _in_run(slots: list[Slot], raw: str, start: int) -> Iterator[Span]:
    """The pairs of a run that match; a run that changes its length by folding is marked whole."""
    run = fold(raw)
    for slot in slots:
        if slot.how in (How.EXACT, How.PREFIX):
            at = run.find(slot.text)
            while at >= 0:
                whole = len(run) != len(raw)
                yield (
                    (start, start + len(raw))
                    if whole
                    else (start + at, start + at + len(slot.text))
                )
                at = run.find(slot.text, at + 1)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
