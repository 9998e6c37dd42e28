"""How many columns text takes in a terminal, and what of it may go there at all.

The standard library's Unicode tables suffice and load at once; the packages that know the habits
of single terminals cost more to import than an entry costs to show.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from knowlog.domain.text import printable

_ZERO_WIDTH_JOINER = "\u200d"
_WIDENING = "\ufe0f\u20e3"
"""The selector of the emoji form, and the keycap."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_HANGUL_MEDIALS_AND_FINALS = range(0x1160, 0x1200)

_TAB_STOP = 4
_LINE_SEPARATORS = str.maketrans({"\u2028": " ", "\u2029": " ", "\t": " " * _TAB_STOP})


def showable(text: str) -> str:
    """Make control characters visible, so that none reaches a terminal as one; tabs are spaces."""
    return text if text.isprintable() else printable(text).translate(_LINE_SEPARATORS)


def columns(text: str) -> int:
    """How many columns the text takes."""
    if text.isascii():
        return len(text)
    return sum(width for _, width in clusters(text))


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Split into what a reader sees as one character, each with its columns (0, 1 or 2)."""
    cluster, width = "", 0
    for character in text:
        if cluster and _extends(cluster, character):
            cluster += character
            if character in _WIDENING or _is_regional(character):
                width = 2
            continue
        if cluster:
            yield cluster, width
        cluster, width = character, _character_columns(character)
        if _is_regional(character):
            width = 1
    if cluster:
        yield cluster, width


def _extends(cluster: str, character: str) -> bool:
    if character.isascii():
        return False
    if cluster[-1] == _ZERO_WIDTH_JOINER and len(cluster) > 1:
        return not cluster[0].isalpha()
    if _is_regional(character):
        return len(cluster) == 1 and _is_regional(cluster)
    return _character_columns(character) == 0 or (
        ord(character) in _SKIN_TONES and _character_columns(cluster[0]) > 1
    )


def _is_regional(character: str) -> bool:
    return ord(character) in _REGIONAL_INDICATORS


@lru_cache(maxsize=4096)
def _character_columns(character: str) -> int:
    if character == "\u00ad":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if ord(character) in _HANGUL_MEDIALS_AND_FINALS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
