"""New targets for links, every other character of the text as it was."""

from collections.abc import Iterable

from knowlog.domain.links import Link


def relinked(body: str, targets: Iterable[tuple[Link, str]]) -> str:
    """Write other targets into a text; fragments and the words of the links stay.

    Args:
        body: The text that the links were found in.
        targets: Links with the target that each shall have, not escaped.
    """
    pieces: list[str] = []
    at = 0
    for link, target in sorted(targets, key=lambda one: one[0].target_start):
        pieces += (body[at : link.target_start], link.written(target, link.fragment))
        at = link.target_end
    return "".join([*pieces, body[at:]])
