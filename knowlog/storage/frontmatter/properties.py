"""Where in a header the values stand that can hold a link."""

import re
from collections.abc import Iterator

from knowlog.domain.document import Property, may_hold_link
from knowlog.storage.frontmatter.nodes import Alias, Mapping, Node, Scalar, Sequence

_BEFORE = re.compile(r"(?:[&!]\S*[ \t]+)*")
_BLOCK = frozenset("|>")


def properties(text: str, root: Node | None) -> tuple[Property, ...]:
    """Find the values of a header, however deep, that can hold a link.

    Args:
        text: What stands between the fences.
        root: Its tree.

    Returns:
        In the order of the text; offsets are characters of it.
    """
    return tuple(_found(text, root, ())) if root and may_hold_link(text) else ()


def _found(text: str, node: Node, keys: tuple[str, ...]) -> Iterator[Property]:
    if isinstance(node, Scalar):
        yield from _scalar(text, node, keys)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _found(text, item, keys)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            names = _scalar_text(key).lower().split(".")
            yield from _found(text, value, (*keys, *names))


def _scalar(text: str, node: Scalar, keys: tuple[str, ...]) -> Iterator[Property]:
    before = _BEFORE.match(text, node.start, node.end)
    start, end = before.end() if before else node.start, node.end
    quoted = bool(node.style) and node.style not in _BLOCK
    if quoted:
        start, end = start + 1, end - 1
    if may_hold_link(text[start:end]):
        yield Property(keys, start, end, text[start:end], plain=not node.style)


def _scalar_text(node: Node) -> str:
    while isinstance(node, Alias):
        node = node.target
    return node.text if isinstance(node, Scalar) else ""
