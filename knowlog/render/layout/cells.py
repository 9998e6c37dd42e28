"""How many columns text takes in a terminal, and what of it may go there at all.

The standard library's Unicode tables suffice and load at once; the packages that know the habits
of single terminals cost more to import than an entry costs to show.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ZERO_WIDTH_JOINER = "\u200d"
_WIDENING = "\ufe0f\u20e3"
"""The selector of the emoji form, and the keycap."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_HANGUL_MEDIALS_AND_FINALS = range(0x1160, 0x1200)

_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_MARKS_WITHOUT_LOOK = "\u061c\u200e\u200f"
_TAB_STOP = 4


def showable(text: str) -> str:
    r"""Make control characters visible, so that none of them reaches a terminal as one.

    An escape becomes ``␛``, a bidirectional override ``⟨U+202E⟩``, a tab spaces; line ends stay.
    """
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\t", " " * _TAB_STOP)
        text = _UNSHOWABLE.sub(lambda match: _stand_in(match.group()), text)
    return text


def _stand_in(character: str) -> str:
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004 - the block of control pictures mirrors C0
        return chr(0x2400 + code)
    if character == "\x7f":
        return "\u2421"
    if character in _MARKS_WITHOUT_LOOK:
        return ""
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - surrogates: bytes that were not UTF-8
        return "\ufffd"
    return f"⟨U+{code:04X}⟩"


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
            if character in _WIDENING:
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
