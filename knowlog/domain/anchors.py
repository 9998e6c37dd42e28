"""The ids that headings get, as GitHub gives them, so that links written elsewhere keep working."""

import re
import unicodedata

_DROPPED = re.compile(r"[^\w\- ]")
_WORDS = re.compile(r"[\s#]")


def anchor(text: str) -> str:
    """Make an id from the words of a heading: lower case, letters of any script, hyphens."""
    folded = unicodedata.normalize("NFC", text).strip().lower()
    return _DROPPED.sub(_mark, folded).replace(" ", "-")


def _mark(found: re.Match[str]) -> str:
    """The vowel signs of Indic and other scripts are marks, and part of the word."""
    return found[0] if unicodedata.category(found[0]).startswith("M") else ""


def heading_place(fragment: str) -> str:
    """The id that ``[[entry#Heading]]`` means; ``^block`` for a block; of ``#a#b`` the last."""
    last = fragment.rpartition("#")[2].strip()
    return last if last.startswith("^") else anchor(last)


def link_place(fragment: str) -> str:
    """The id that ``entry.md#fragment`` means; words are a heading, as Obsidian writes them."""
    return heading_place(fragment) if _WORDS.search(fragment) else fragment


class Anchors:
    """The ids of one body, each given once."""

    def __init__(self) -> None:
        """Start with no id taken."""
        self._taken: set[str] = set()
        self._repeated: dict[str, int] = {}

    def give(self, text: str) -> str:
        """Give the id for a heading: the second of a name gets ``-1``, as on GitHub."""
        return self.reserve(anchor(text) or "section")

    def has(self, name: str) -> bool:
        """Whether this id was given."""
        return name in self._taken

    def claim(self, name: str) -> None:
        """Take note of an id that the author wrote in HTML, as it is."""
        self._taken.add(name)

    def reserve(self, wanted: str) -> str:
        """Give an id that the author chose, or the next free one like it."""
        name = wanted
        while name in self._taken:
            self._repeated[wanted] = self._repeated.get(wanted, 0) + 1
            name = f"{wanted}-{self._repeated[wanted]}"
        self._taken.add(name)
        return name
