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

from knowlog.index.pages import from_little, little

_ONE_DOCUMENT, _ALL_ONCE, _WIDE_COUNTS, _WIDE_PLACES = 1, 2, 4, 8


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
        document, place = packed[0] >> 32, packed[0] & 0xFFFFFFFF
        wide = place > 0xFFFF
        flags = _ONE_DOCUMENT | _ALL_ONCE | (_WIDE_PLACES if wide else 0)
        size = 2 if number == "H" else 4
        return (
            bytes((flags,))
            + document.to_bytes(size, "little")
            + place.to_bytes(4 if wide else 2, "little")
        )
    documents = [key >> 32 for key in packed]
    places = [key & 0xFFFFFFFF for key in packed]
    flags, counts = 0, b""
    tally = Counter(documents)
    if len(tally) == len(documents):
        flags |= _ALL_ONCE
    elif max(tally.values()) < 256:
        counts = bytes(tally.values())
    else:
        flags |= _WIDE_COUNTS
        counts = little(array("I", tally.values()))
    if max(places) > 0xFFFF:
        flags |= _WIDE_PLACES
    size = little(array(number, [len(tally)]))
    if len(tally) == 1:
        flags |= _ONE_DOCUMENT
        size = b""
    wide = "I" if flags & _WIDE_PLACES else "H"
    return b"".join(
        (bytes((flags,)), size, little(array(number, tally)), counts, little(array(wide, places)))
    )


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
