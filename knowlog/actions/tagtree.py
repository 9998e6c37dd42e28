"""The tags of a log as a tree, and each spelling of them with its number."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowlog.domain.entry import Entry
from knowlog.domain.tags import tag_key


@dataclass(frozen=True, slots=True)
class TagNode:
    """A tag and what lies below it.

    Attributes:
        tag: The whole name, as first written; a parent may be no tag of any entry.
        count: How many entries have it.
        total: How many have it or one below it.
        children: The tags right below it, the most used first.
    """

    tag: str
    count: int
    total: int
    children: tuple["TagNode", ...] = ()

    @property
    def name(self) -> str:
        """The last part of the tag."""
        return self.tag.rpartition("/")[2]

    def walk(self) -> Iterator["TagNode"]:
        """This one and all below it, parents before children."""
        yield self
        for child in self.children:
            yield from child.walk()


def tag_tree(entries: Sequence[Entry]) -> tuple[TagNode, ...]:
    """The tags that lie under no other, the most used first; argument newest first."""
    shown: dict[str, str] = {}
    own: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for entry in reversed(entries):
        above: set[str] = set()
        for tag in entry.tags:
            own[tag_key(tag)] += 1
            for name in _ancestry(tag):
                shown.setdefault(tag_key(name), name)
                above.add(tag_key(name))
        total.update(above)
    below: dict[str, list[str]] = {}
    for key in total:
        below.setdefault(key.rpartition("/")[0], []).append(key)

    def nodes(parent: str) -> tuple[TagNode, ...]:
        keys = sorted(below.get(parent, ()), key=lambda key: (-total[key], key))
        return tuple(TagNode(shown[key], own[key], total[key], nodes(key)) for key in keys)

    return nodes("")


def count_spellings(entries: Iterable[Entry]) -> dict[str, int]:
    """Every tag as entries write it, with their number; ``ml`` and ``ML`` are counted apart."""
    return dict(Counter(tag for entry in entries for tag in entry.tags))


def _ancestry(tag: str) -> Iterator[str]:
    """``a/b/c`` gives ``a``, ``a/b`` and itself."""
    parts = tag.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
