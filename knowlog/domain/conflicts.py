"""The marks that git leaves in a file when two changes of it do not go together."""

import re

from knowlog.domain.literal import masked

_OPENING = re.compile(r"^<{7}(?=[ \t]|\r?$)", re.MULTILINE)
_CLOSING = re.compile(r"^>{7}(?=[ \t]|\r?$)", re.MULTILINE)


def conflicts(text: str) -> list[int]:
    """The lines, counted from 1, on which a conflict begins that nobody resolved.

    A conflict needs a line that opens it and one that closes it; a rule of equal signs or seven
    quotes within each other are Markdown. In code they are shown on purpose.

    Args:
        text: A whole file, front matter included.
    """
    if _OPENING.search(text) is None or _CLOSING.search(text) is None:
        return []
    shown = masked(text)
    last = max(match.start() for match in _CLOSING.finditer(text))
    opened = (match.start() for match in _OPENING.finditer(shown))
    return [text.count("\n", 0, start) + 1 for start in opened if start < last]
