"""Sorted strings in a file, and the lists of numbers that belong to them."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain

from knowlog.index.segments.sections import Sections, SectionWriter, from_little, little

_NEXT = b"\xff"


def encode(text: str) -> bytes:
    """A string as a table holds it: UTF-8 without line ends, undecodable file names included."""
    return text.replace("\n", "\x01").encode("utf-8", "surrogatepass")


def decode(data: bytes | memoryview) -> str:
    """The string that ``encode`` was given."""
    return bytes(data).decode("utf-8", "surrogatepass").replace("\x01", "\n")


def write_strings(out: SectionWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write strings in the order given, each with a line end so that one search sees them all."""
    lengths = [len(string) + 1 for string in strings]
    out.write(f"{name}.offsets", [little(array("I", accumulate(lengths, initial=0)))])
    out.write(f"{name}.strings", [b"\n".join(strings) + b"\n"] if strings else [])


class Strings:
    """Strings by their number; when they were written sorted, numbers by string too."""

    def __init__(self, file: Sections, name: str) -> None:
        """Open the table of this name."""
        self._read = file.read
        self._offsets, length = file.place(f"{name}.offsets")
        self._strings, self._size = file.place(f"{name}.strings")
        self.count = length // 4 - 1

    def __getitem__(self, number: int) -> bytes:
        """The string with this number."""
        start, end = from_little("I", self._read(self._offsets + 4 * number, 8))
        return bytes(self._read(self._strings + start, end - start - 1))

    def bisect(self, string: bytes) -> int:
        """The number of the first string that is not less."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self[middle] < string:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, string: bytes) -> int:
        """The number of a string, or -1."""
        number = self.bisect(string)
        return number if number < self.count and self[number] == string else -1

    def prefixed(self, prefix: bytes) -> range:
        """The numbers of all strings that start so."""
        return range(self.bisect(prefix), self.bisect(prefix + _NEXT))

    def all(self) -> bytes:
        """Every string, each followed by a line end."""
        return bytes(self._read(self._strings, self._size))

    def slice(self, numbers: range) -> list[bytes]:
        """The strings of a stretch of numbers."""
        if not numbers:
            return []
        bounds = from_little(
            "I", self._read(self._offsets + 4 * numbers.start, 4 * len(numbers) + 4)
        )
        data = bytes(self._read(self._strings + bounds[0], bounds[-1] - bounds[0] - 1))
        return data.split(b"\n")

    def offsets(self) -> "array[int]":
        """Where each string starts in ``all()``, and where the last one ends."""
        return from_little("I", self._read(self._offsets, 4 * self.count + 4))


def write_keywords(
    out: SectionWriter, name: str, lists: Mapping[bytes, Sequence[int]], typecode: str
) -> None:
    """Write strings with a list of numbers each."""
    strings = sorted(lists)
    write_strings(out, name, strings)
    ends = accumulate((len(lists[string]) for string in strings), initial=0)
    out.write(f"{name}.starts", [little(array("I", ends))])
    numbers = array(typecode, chain.from_iterable(lists[string] for string in strings))
    out.write(f"{name}.numbers", [little(numbers)])


class Keywords:
    """Sorted strings with a list of numbers each; neighbours' lists lie side by side."""

    def __init__(self, file: Sections, name: str, typecode: str) -> None:
        """Open the table of this name."""
        self.strings = Strings(file, name)
        self._read = file.read
        self._starts, _ = file.place(f"{name}.starts")
        self._numbers, _ = file.place(f"{name}.numbers")
        self._typecode = typecode
        self._width = array(typecode).itemsize

    def get(self, string: bytes) -> "array[int]":
        """The numbers of a string; empty when there is none."""
        number = self.strings.find(string)
        return self.between(range(number, number + 1)) if number >= 0 else array(self._typecode)

    def between(self, numbers: range) -> "array[int]":
        """The numbers of a stretch of strings, one list behind the other."""
        if not numbers:
            return array(self._typecode)
        start = from_little("I", self._read(self._starts + 4 * numbers.start, 4))[0]
        end = from_little("I", self._read(self._starts + 4 * numbers.stop, 4))[0]
        place = self._numbers + start * self._width
        return from_little(self._typecode, self._read(place, (end - start) * self._width))

    def lists(self) -> Iterator[tuple[bytes, "array[int]"]]:
        """Every string with its numbers."""
        for number, string in enumerate(self.strings.slice(range(self.strings.count))):
            yield string, self.between(range(number, number + 1))
