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


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds whole names regardless of case; None when none is long enough."""
    found = sorted({name.strip() for name in names}, key=lambda name: (-len(name), name))
    parts = [_whole(name) for name in found if len(name) >= _SHORTEST]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _whole(name: str) -> str:
    before = r"(?<!\w)" if _is_bounded(name[0]) else ""
    after = r"(?!\w)" if _is_bounded(name[-1]) else ""
    return before + _GAP.join(map(re.escape, name.split())) + after


def _is_bounded(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and not _UNSPACED.match(letter)


def find_unlinked(body: str, names: re.Pattern[str]) -> Iterator[Naming]:
    """Every line of a body that holds a name outside of links and code, each once."""
    if not names.search(body):
        return
    text = masked(body)
    for link in find_links(body, text):
        text = text[: link.start] + "\x00" * (link.end - link.start) + text[link.end :]
    told = 0
    for match in names.finditer(text):
        line = 1 + body.count("\n", 0, match.start())
        if line > told:
            told = line
            start = body.rfind("\n", 0, match.start()) + 1
            yield Naming(line, body[start:].split("\n", 1)[0].strip())
