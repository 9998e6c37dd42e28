"""How far two words are apart, and which of many is nearest."""

from collections.abc import Iterable
from itertools import takewhile


def distance(one: str, other: str, limit: int) -> int:
    """How many edits lead from one word to the other; ``limit + 1`` stands for more.

    An edit adds, drops or changes a letter, or swaps two neighbours (optimal string alignment;
    Damerau 1964), computed row by row.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _differing(one, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column - 1] + (letter != against), last[column] + 1, line[-1] + 1)
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return limit + 1
        before, last = last, line
    return min(last[-1], limit + 1)


def _differing(one: str, other: str) -> tuple[str, str]:
    """Two words without the start and the end that they share, which need no edit."""
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    end = _shared(reversed(one), reversed(other))
    return one[: len(one) - end], other[: len(other) - end]


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters at the start are the same."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that may have been meant, or an empty string when none is near."""
    limit = max(1, len(word) // 3)
    near = [(distance(word, other, limit), other) for other in known]
    return min((pair for pair in near if pair[0] <= limit), default=(0, ""))[1]
