"""In which documents a term stands, how often and where: one record of bytes per term.

A record holds the fields in which the term occurs, each as::

    flags      one byte
    documents  how many (absent when it is one), as wide as a document number
    numbers    of the documents, ascending
    counts     in each of them, one byte or two (absent when all are one)
    places     in each of them, counted from 0 in words, two bytes or four

The first byte says which fields follow.
"""

from array import array
from collections import Counter
from typing import NamedTuple

from knowlog.index.segments.sections import from_little, little

_ONE_DOCUMENT, _ALL_ONCE, _WIDE_COUNTS, _WIDE_PLACES = 1, 2, 4, 8
_BYTE, _SHORT, _PLACE = 0xFF, 0xFFFF, 0xFFFFFFFF


class Postings(NamedTuple):
    """One term in one field of one segment.

    Attributes:
        documents: Their numbers, ascending.
        counts: How often the term stands in each.
        places: The places of the first document, then those of the second, and so on.
        wide: The array type code of the places.
    """

    documents: "array[int]"
    counts: "bytes | array[int]"
    places: memoryview
    wide: str

    def by_document(self) -> "dict[int, array[int]]":
        """Document to its places."""
        places = from_little(self.wide, self.places)
        found, start = {}, 0
        for document, count in zip(self.documents, self.counts, strict=True):
            found[document] = places[start : start + count]
            start += count
        return found


def pack(fields: "list[array[int] | None]", number: str) -> bytes:
    """The record of a term.

    Args:
        fields: For each field an array of ``document << 32 | place``, ascending; None or empty
            where the term does not occur.
        number: The array type code of document numbers in this segment.
    """
    mask, parts = 0, []
    for bit, packed in enumerate(fields):
        if packed:
            mask |= 1 << bit
            parts.append(_pack_field(packed, number))
    return bytes((mask,)) + b"".join(parts)


def _pack_field(packed: "array[int]", number: str) -> bytes:
    if len(packed) == 1:
        return _pack_one(packed[0] >> 32, packed[0] & _PLACE, number)
    places = [key & _PLACE for key in packed]
    tally = Counter([key >> 32 for key in packed])
    flags, size, counts = 0, b"", b""
    if len(tally) == 1:
        flags |= _ONE_DOCUMENT
    else:
        size = little(array(number, [len(tally)]))
    if len(tally) == len(packed):
        flags |= _ALL_ONCE
    elif max(tally.values()) <= _BYTE:
        counts = bytes(tally.values())
    else:
        flags |= _WIDE_COUNTS
        counts = little(array("I", tally.values()))
    wide = max(places) > _SHORT
    at = little(array("I" if wide else "H", places))
    head = bytes((flags | (_WIDE_PLACES if wide else 0),))
    return b"".join((head, size, little(array(number, tally)), counts, at))


def _pack_one(document: int, place: int, number: str) -> bytes:
    """The commonest record of all: a word that stands once."""
    flags = _ONE_DOCUMENT | _ALL_ONCE
    if place > _SHORT:
        flags |= _WIDE_PLACES
    width = 2 if number == "H" else 4
    size = 4 if place > _SHORT else 2
    head = bytes((flags,))
    return head + document.to_bytes(width, "little") + place.to_bytes(size, "little")


def unpack(record: memoryview, number: str) -> "dict[int, Postings]":
    """Field number to postings, for every field in a record."""
    mask, at, found, bit = record[0], 1, {}, 0
    while mask:
        if mask & 1:
            found[bit], at = _unpack_field(record, at, number)
        mask >>= 1
        bit += 1
    return found


def _unpack_field(record: memoryview, at: int, number: str) -> tuple[Postings, int]:
    width = 2 if number == "H" else 4
    flags = record[at]
    at += 1
    count = 1
    if not flags & _ONE_DOCUMENT:
        count = int.from_bytes(record[at : at + width], "little")
        at += width
    documents = from_little(number, record[at : at + width * count])
    at += width * count
    counts: bytes | array[int]
    if flags & _ALL_ONCE:
        counts = b"\1" * count
    elif flags & _WIDE_COUNTS:
        counts = from_little("I", record[at : at + 4 * count])
        at += 4 * count
    else:
        counts = bytes(record[at : at + count])
        at += count
    wide = "I" if flags & _WIDE_PLACES else "H"
    end = at + sum(counts) * (4 if wide == "I" else 2)
    return Postings(documents, counts, record[at:end], wide), end
