"""The shortest name that a person can type for an entry and that means no other."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from posixpath import basename

_SHORTEST = 3
_LAST = "\U0010ffff"


class Handles:
    """Every entry of a log by its names, as far as `knowlog.actions.pick` knows them."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """Write the names down.

        Args:
            names: Id, path and title of every entry.
        """
        self._ids: list[str] = []
        self._exact: dict[str, set[str]] = {}
        for name, path, title in names:
            self._ids.append(name.casefold())
            for text in {name, title, path, basename(path), _stem(path)}:
                self._exact.setdefault(text.casefold(), set()).add(path)
        self._ids.sort()

    def of(self, name: str, path: str) -> str:
        """What to type for an entry.

        The first words of its id when no other id begins so and nothing is called so; else the
        id, the name of its file or its path, whichever is the first to mean it alone.

        Args:
            name: Its id.
            path: Its path, which always means it.
        """
        for start in _starts(name):
            if start.casefold() not in self._exact and self._count(start) == 1:
                return start
        for whole in (name, _stem(path)):
            if self._exact.get(whole.casefold()) == {path}:
                return whole
        return path

    def _count(self, start: str) -> int:
        """How many ids begin so."""
        folded = start.casefold()
        return bisect_left(self._ids, folded + _LAST) - bisect_left(self._ids, folded)


def _starts(name: str) -> Iterator[str]:
    """The first word of an id, the first two, and so on; not all, and none that ends in a number.

    ``2026`` may mean one entry today and ten tomorrow.
    """
    words = name.split("-")
    for count in range(1, len(words)):
        start = "-".join(words[:count])
        if len(start) >= _SHORTEST and not words[count - 1].isdigit():
            yield start


def _stem(path: str) -> str:
    return basename(path).removesuffix(".md")
