"""New targets for links, every other character of the text as it was."""

from collections.abc import Iterable

from knowlog.domain.links import Link


def relinked(body: str, targets: Iterable[tuple[Link, str]]) -> str:
    """Write other targets into a text; the rest of each link stays.

    Args:
        body: The text that the links were found in.
        targets: Links with what shall stand in the place of target and fragment, as
            `Link.written` gives it.
    """
    pieces: list[str] = []
    at = 0
    for link, written in sorted(targets, key=lambda one: one[0].target_start):
        pieces += (body[at : link.target_start], written)
        at = link.target_end
    return "".join([*pieces, body[at:]])
