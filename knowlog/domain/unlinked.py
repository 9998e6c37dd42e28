"""Where a text names something without a link to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowlog.domain.links import find_links
from knowlog.domain.literal import masked

_GAP = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"
"""Between two words: spaces and at most one line end."""
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]"
)
"""Scripts that write words without spaces between them, and Korean with its endings."""
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a text names something.

    Attributes:
        line: Of the text, counted from 1.
        text: That line as it stands, without the white space around it.
    """

    line: int
    text: str


class Wanted:
    """Names to look for: whole ones, regardless of case, with any white space between words."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names; those of a single character would be found everywhere."""
        found = {" ".join(name.split()) for name in names}
        long = sorted(
            (name for name in found if len(name) >= _SHORTEST), key=lambda name: (-len(name), name)
        )
        self._hints = {name.split()[0].casefold() for name in long}
        self.pattern = re.compile("|".join(map(_whole, long)) or r"(?!)", re.IGNORECASE)

    def may_be_in(self, text: str) -> bool:
        """Whether a text could hold one of them; much quicker than the pattern."""
        folded = text.casefold()
        return any(hint in folded for hint in self._hints)


def _whole(name: str) -> str:
    before = r"(?<!\w)" if _is_bounded(name[0]) else ""
    after = r"(?!\w)" if _is_bounded(name[-1]) else ""
    return before + _GAP.join(map(re.escape, name.split())) + after


def _is_bounded(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and not _UNSPACED.match(letter)


def find_unlinked(body: str, names: Wanted) -> Iterator[Naming]:
    """Every line of a body that holds a name outside of links and code, each once."""
    if not (names.may_be_in(body) and names.pattern.search(body)):
        return
    text = _without_links(body)
    told, line, at = 0, 1, 0
    for match in names.pattern.finditer(text):
        line, at = line + body.count("\n", at, match.start()), match.start()
        if line > told:
            told = line
            start = body.rfind("\n", 0, at) + 1
            end = body.find("\n", at)
            yield Naming(line, body[start : end if end >= 0 else len(body)].strip())


def _without_links(body: str) -> str:
    """The body with code and links made unreadable; every other character stays in its place."""
    text = masked(body)
    pieces: list[str] = []
    at = 0
    for link in find_links(body, text):
        start = max(link.start, at)  # an image may stand inside a link
        pieces += (text[at:start], "\x00" * max(link.end - start, 0))
        at = max(link.end, at)
    return "".join([*pieces, text[at:]])
