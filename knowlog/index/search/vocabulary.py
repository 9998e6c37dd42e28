"""Which terms of a segment a slot chooses."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from knowlog.domain.distance import distance
from knowlog.index.segments.segment import Segment
from knowlog.index.segments.tables import Strings, decode, encode
from knowlog.index.words.slots import How, Slot


def choose(segment: Segment, slot: Slot) -> Sequence[int]:
    """The numbers of the terms that may stand in a slot."""
    strings = segment.words.strings
    key = encode(slot.text)
    match slot.how:
        case How.STEM:
            return _family(segment, key)
        case How.EXACT:
            number = strings.find(key)
            return (number,) if number >= 0 else ()
        case How.PREFIX:
            return strings.prefixed(key)
        case How.PATTERN:
            return _starred(strings, slot.text)
        case How.FUZZY:
            return _fuzzy(strings, slot.text, slot.edits)
    return _matching(strings, slot.text)


def _family(segment: Segment, root: bytes) -> Sequence[int]:
    """The words of a stem; a family of one that is its own stem is not written down."""
    members = segment.stems.get(root)
    if members:
        return members
    number = segment.words.strings.find(root)
    return (number,) if number >= 0 else ()


def numbers_at(strings: Strings, places: Iterable[int]) -> list[int]:
    """The numbers of the strings in which these places of ``strings.all()`` lie, each once."""
    offsets = strings.offsets()
    return list(dict.fromkeys(bisect_right(offsets, place) - 1 for place in places))


def _starred(strings: Strings, text: str) -> list[int]:
    parts = (re.escape(encode(part)) for part in text.split("*"))
    pattern = re.compile(b"^" + b"[^\n]*".join(parts) + b"$", re.MULTILINE)
    return numbers_at(strings, (found.start() for found in pattern.finditer(strings.all())))


def _matching(strings: Strings, pattern: str) -> list[int]:
    search = re.compile(pattern, re.IGNORECASE).search
    words = strings.all().decode("utf-8", "surrogatepass").split("\n")
    return [number for number, word in enumerate(words[:-1]) if search(word)]


def _fuzzy(strings: Strings, word: str, edits: int) -> list[int]:
    """Words within a number of edits."""
    near = _near(strings, word, edits)
    decoded = ((number, decode(string)) for number, string in near.items())
    return sorted(
        number
        for number, other in decoded
        if abs(len(other) - len(word)) <= edits and distance(word, other, edits) <= edits
    )


def _near_once(strings: Strings, word: str) -> dict[int, bytes]:
    """The words that may be within one edit, by their numbers.

    If no letters are swapped, the first letter is right and so is half of the word, or all that
    follows the first letter is right.
    """
    half = len(word) // 2
    start, end = encode(word[:half]), encode(word[half:])
    begun = strings.prefixed(encode(word[0]))
    near = {
        number: string
        for number, string in zip(begun, strings.slice(begun), strict=True)
        if string.startswith(start) or string.endswith(end)
    }
    _add_holding(near, strings, encode(word[1:]) + b"\n")
    for at in range(len(word) - 1):
        swapped = encode(_swapped(word, at))
        number = strings.find(swapped)
        if number >= 0:
            near[number] = swapped
    return near


def _near(strings: Strings, word: str, edits: int) -> dict[int, bytes]:
    """The words that may be within a number of edits, by their numbers.

    A word is cut into one piece more than there may be edits: at least one piece then stands
    unchanged in whatever is near enough (Wu and Manber 1992), and pieces are found quickly. Two
    letters that are swapped may lie in two pieces, which leaves one edit less for the others.
    """
    if edits == 1:
        return _near_once(strings, word)
    size = len(word) // (edits + 1)
    begun = strings.prefixed(encode(word[:size]))
    near = dict(zip(begun, strings.slice(begun), strict=True))
    for piece in range(1, edits):
        _add_holding(near, strings, encode(word[piece * size : (piece + 1) * size]))
    _add_holding(near, strings, encode(word[edits * size :]) + b"\n")
    for piece in range(1, edits + 1):
        near |= _near(strings, _swapped(word, piece * size - 1), edits - 1)
    return near


def _swapped(word: str, at: int) -> str:
    """A word with the letter at a place and the next one swapped."""
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _add_holding(found: dict[int, bytes], strings: Strings, piece: bytes) -> None:
    """Add the strings that hold a piece; with a line end, those that end in it."""
    data, offsets = strings.all(), strings.offsets()
    at = data.find(piece)
    while at >= 0:
        number = bisect_right(offsets, at) - 1
        end = offsets[number + 1]
        found[number] = data[offsets[number] : end - 1]
        at = data.find(piece, end)
