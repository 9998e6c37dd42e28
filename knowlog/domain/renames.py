"""What a heading is called now that links name as it was called before."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

LIKE = 0.8
"""Share of letters that two ids have in common, in their order, when one was made of the other."""


MANY = 200
"""With more headings than this none stands out, and comparing them all takes too long."""


def renamed(name: str, now: Sequence[str], earlier: Iterable[Sequence[str]] = ()) -> str:
    """The id that a heading has now, or an empty string when nobody can tell.

    What stood in its place in an earlier version is surest: the headings of both versions are
    laid side by side, and one that was replaced gives way to its replacement. Else it is the id
    that is most like it, when one stands out.

    Args:
        name: The id as links name it.
        now: The ids of the headings, in the order of the text.
        earlier: The same of earlier versions, the latest first.
    """
    for before in earlier:
        if name in before:
            return _replacement(before.index(name), before, now)
    if len(now) > MANY:
        return ""
    scores = sorted(((_likeness(name, other), other) for other in now), reverse=True)
    if not scores or scores[0][0] < LIKE:
        return ""
    tied = len(scores) > 1 and scores[0][0] == scores[1][0]
    return "" if tied else scores[0][1]


def _replacement(place: int, before: Sequence[str], now: Sequence[str]) -> str:
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "replace" and start <= place < end and end - start == new_end - new_start:
            return now[new_start + place - start]
    return ""


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()
