"""Where the words of a query stand in a text, by the same rules that found the text."""

from collections.abc import Iterator

from knowlog.domain.query.tree import Node, Query
from knowlog.index.search.leaves import sequences_of, wanted
from knowlog.index.words.analysis import cached_terms, is_grams, raw_pattern
from knowlog.index.words.fitting import fits
from knowlog.index.words.folding import fold
from knowlog.index.words.slots import How, Slot

Span = tuple[int, int]


def find(query: Query, text: str) -> list[Span]:
    """The spans of a text that the words of a query match, ascending, none touching another."""
    slots = list(dict.fromkeys(_slots(query.root)))
    spans: list[Span] = []
    for match in raw_pattern().finditer(text):
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
