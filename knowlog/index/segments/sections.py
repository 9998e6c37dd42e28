"""Immutable files of the index: named sections, read through memory, checked as they are read.

Layout of a file, all numbers little-endian::

    sections, one behind the other
    CRC-32 of every 4 KiB page of the sections, four bytes each
    directory as JSON: section name -> [offset, length], and whatever the writer added
    trailer: magic, format, length of the directory, CRC-32 of checksums + directory

Opening reads the end of the file only. A page is verified the first time somebody reads from
it, so that a damaged index is noticed at the cost of the pages that a query touches.
"""

import json
import struct
import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import BinaryIO
from zlib import crc32

FORMAT = 2
"""Grows whenever files of the index change their meaning; another number means rebuild."""

_MAGIC = b"knowlog\x00"
_TRAILER = struct.Struct("<8sIIII")
_PAGE = 4096


class DamagedError(Exception):
    """A file of the index is not what was written, or was written by another version."""


class SectionWriter:
    """Writes the sections of one file in order."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin an empty file."""
        self._file = file
        self._size = 0
        self._rest = b""
        self._checksums = array("I")
        self._sections: dict[str, tuple[int, int]] = {}

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a section from its pieces."""
        start = self._size
        for chunk in chunks:
            self._file.write(chunk)
            self._size += len(chunk)
            self._check(chunk)
        self._sections[name] = (start, self._size - start)

    def _check(self, chunk: bytes) -> None:
        data = self._rest + chunk if self._rest else chunk
        whole = len(data) - len(data) % _PAGE
        view = memoryview(data)
        self._checksums.extend(crc32(view[at : at + _PAGE]) for at in range(0, whole, _PAGE))
        self._rest = bytes(view[whole:])

    def close(self, facts: Mapping[str, object]) -> int:
        """Write the end of the file; returns the checksum that names its content."""
        if self._rest:
            self._checksums.append(crc32(self._rest))
        checksums = little(self._checksums)
        directory = json.dumps({"sections": self._sections, "facts": facts}).encode()
        seal = crc32(directory, crc32(checksums))
        trailer = _TRAILER.pack(_MAGIC, FORMAT, len(checksums), len(directory), seal)
        self._file.write(checksums + directory + trailer)
        return seal


class Sections:
    """A file of sections, opened for reading."""

    def __init__(self, name: str, view: memoryview) -> None:
        """Read the directory of a file.

        Args:
            name: How messages name it.
            view: Its bytes.

        Raises:
            DamagedError: It is no such file, is cut short, or is of another version.
        """
        self.name = name
        self._view = view
        size = len(view)
        if size < _TRAILER.size:
            raise DamagedError(f"{name} is cut short")
        magic, version, sums, length, seal = _TRAILER.unpack_from(self._view, size - _TRAILER.size)
        if magic != _MAGIC or version != FORMAT:
            raise DamagedError(f"{name} is not of this version")
        end = size - _TRAILER.size
        body = end - length - sums
        if body < 0 or sums != 4 * -(-body // _PAGE):
            raise DamagedError(f"{name} is cut short")
        if crc32(self._view[body:end]) != seal:
            raise DamagedError(f"the directory of {name} is damaged")
        self.seal: int = seal
        self._body = body
        self._checksums = from_little("I", self._view[body : body + sums])
        self._good = bytearray(len(self._checksums))
        directory = json.loads(bytes(self._view[body + sums : end]))
        self._sections: dict[str, list[int]] = directory["sections"]
        self.facts: dict[str, object] = directory["facts"]

    def read(self, offset: int, length: int) -> memoryview:
        """Verified bytes of the file, not copied.

        Raises:
            DamagedError: A page of them is not what was written.
        """
        end = offset + length
        first, last = offset // _PAGE, -(-end // _PAGE)
        if self._good.find(0, first, last) >= 0:
            self._verify(first, last)
        return self._view[offset:end]

    def _verify(self, first: int, last: int) -> None:
        if last > len(self._good):
            raise DamagedError(f"{self.name} points outside itself")
        for page in range(first, last):
            if not self._good[page]:
                end = min((page + 1) * _PAGE, self._body)
                if crc32(self._view[page * _PAGE : end]) != self._checksums[page]:
                    raise DamagedError(f"page {page} of {self.name} is damaged")
                self._good[page] = 1

    def section(self, name: str) -> memoryview:
        """A whole section, verified.

        Raises:
            DamagedError: There is none of that name, or it is not what was written.
        """
        return self.read(*self.place(name))

    def place(self, name: str) -> tuple[int, int]:
        """Offset and length of a section in bytes.

        Raises:
            DamagedError: There is none of that name.
        """
        try:
            offset, length = self._sections[name]
        except KeyError as error:
            raise DamagedError(f"{self.name} has no section {name}") from error
        return offset, length

    def verify(self) -> None:
        """Read every page.

        Raises:
            DamagedError: One of them is not what was written.
        """
        self._verify(0, len(self._good))


def little(numbers: "array[int]") -> bytes:
    """The bytes of an array, little-endian on every computer."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def from_little(typecode: str, data: memoryview | bytes) -> "array[int]":
    """An array from bytes that ``little`` made."""
    numbers = array(typecode)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
