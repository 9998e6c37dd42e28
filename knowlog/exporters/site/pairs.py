"""Which words stand beside each other, and what comes behind them.

A phrase is looked up by its pairs of neighbours: each stands in one small file, however common its
words are, and a word added to an entry changes a few pairs, where places would all change. Beside
each occurrence of a pair is a mark of the word behind it, so that three words in a row are told
from two pairs that stand apart. The text is never needed.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from knowlog.index.words.analysis import cached_terms, is_grams
from knowlog.index.words.stemming import stem

BETWEEN = ">"
"""Stands between two words as often as the second is words behind the first."""
SIGNS = "ACDEFIJKLMNOPQRSUVWXYZ!#$%&'()*+,-./:;<=>?@[]^_`{|"
"""Fifty signs for marks: none of them begins a field or is one of a number, JSON escapes none."""
SEVERAL = "~~"
"""Stands for a next word that is one or another, such as a name in camel case or its first part."""
NOTHING = "}}"
"""Stands where the text ends."""
_FIELDS = "THGB"
"""Letters of the fields; signs of marks are none of them."""
_WORDS_A_FILE = 1_400


class _Place(NamedTuple):
    """One place of a text.

    Attributes:
        terms: The words there; more than one where a part of a word is one too.
        mark: Names them, for the words before.
    """

    terms: tuple[str, ...]
    mark: str


class _Spread(NamedTuple):
    """What one raw token brings.

    Attributes:
        places: One for each place it takes.
        whole: The word whose next neighbour is more than one place away; empty if none is.
        start: The place of that word in the token.
        step: How far that is.
    """

    places: tuple[_Place, ...]
    whole: str
    start: int
    step: int


def pairs_of(tokens: str) -> dict[str, str]:
    """Find the pairs of words of one entry.

    Args:
        tokens: A line for each field: its words as they are written, with spaces between.

    Returns:
        ``first>second`` to where that is: the letter of each field, left out for an entry that has
        it in the body alone, and two signs for each occurrence, which mark the word behind it.
    """
    *heads, body = map(_field_pairs, tokens.split("\n"))
    for field, pairs in zip("GHT", reversed(heads), strict=True):  # the first is written first
        for pair, marks in pairs.items():
            known = body.get(pair, "")
            # What the body alone holds is written without its letter.
            alone = known and known[0] not in _FIELDS
            body[pair] = f"{field}{marks}{_FIELDS[-1] if alone else ''}{known}"
    return body


def files_for(words: int) -> int:
    """How many files the pairs of a log are spread over: a power of two.

    Args:
        words: How many the log has.
    """
    return 1 << max(0, words // _WORDS_A_FILE).bit_length()


def file_number(pair: str, files: int) -> int:
    """The file of a pair; all forms of its words are in the same."""
    first, between, second = pair.partition(BETWEEN)
    while second.startswith(BETWEEN):
        between, second = between + BETWEEN, second[1:]
    return crc32(f"{cached_stem(first)}{between}{cached_stem(second)}".encode()) & (files - 1)


def _field_pairs(line: str) -> dict[str, str]:
    places: list[_Place] = []
    leaps: list[tuple[str, int, int]] = []
    for raw in line.split():
        spread = _spread(raw)
        if spread.whole:
            leaps.append((spread.whole, len(places) + spread.start, spread.step))
        places += spread.places
    found: dict[str, str] = {}
    get = found.get
    behind = [*(place.mark for place in places[2:]), NOTHING]
    for (firsts, _), (seconds, _), mark in zip(places, places[1:], behind, strict=False):
        for first in firsts:
            for second in seconds:
                pair = f"{first}{BETWEEN}{second}"
                found[pair] = get(pair, "") + mark
    for pair, mark in _far_neighbours(places, leaps):
        found[pair] = get(pair, "") + mark
    return found


def _far_neighbours(
    places: list[_Place], leaps: list[tuple[str, int, int]]
) -> Iterator[tuple[str, str]]:
    for word, start, step in leaps:
        if start + step < len(places):
            mark = places[start + step + 1].mark if start + step + 1 < len(places) else NOTHING
            for second in places[start + step].terms:
                yield f"{word}{BETWEEN * step}{second}", mark


@lru_cache(maxsize=20_000)
def _spread(raw: str) -> _Spread:
    terms, width = cached_terms(raw)
    at: list[list[str]] = [[] for _ in range(width)]
    for term, place in terms:
        at[place].append(term)
    places = tuple(_Place(tuple(here), _mark(here)) for here in at)
    if width < 2:  # noqa: PLR2004 - its neighbour is the next place
        return _Spread(places, "", 0, 0)
    if is_grams(raw):
        return _Spread(places, at[-2][0], width - 2, 2)
    return _Spread(places, at[0][0], 0, width)


def _mark(terms: list[str]) -> str:
    if len(terms) != 1:
        return SEVERAL
    tens, units = divmod(crc32(cached_stem(terms[0]).encode()) % len(SIGNS) ** 2, len(SIGNS))
    return SIGNS[tens] + SIGNS[units]


cached_stem = lru_cache(maxsize=50_000)(stem)
