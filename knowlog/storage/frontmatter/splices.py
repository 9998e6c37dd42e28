"""The smallest changes to a header's text that set, remove or add a value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowlog.storage.frontmatter.nodes import Alias, Mapping, Node, Scalar, Sequence
from knowlog.storage.frontmatter.writing import AsWritten, Syntax, Value

_HASH_TEXT = re.compile(r"[ \t]*(?P<text>#[^\s#][^\r\n]*)")
_LINE_BREAK = re.compile(r"\r\n|\r|\n|\Z")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n)|[ \t]+#[^\r\n]*(?:\r\n|\r|\n))*")
_INDENTED_LINES = re.compile(r"(?:(?:[ \t]*(?:\r\n|\r|\n))*[ \t]+#[^\r\n]*(?:\r\n|\r|\n))*")
_BLOCK_STYLES = frozenset({"|", ">"})
_KEEPING = re.compile(r"(?:[&!]\S*[ \t]+)*[|>]\d?\+")
_DASH = re.compile(r"-[ \t]+")
_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)*")


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace the characters from ``start`` to ``end`` by a text."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The text of a header with the places in it.

    Attributes:
        text: What stands between the fences.
        root: Its keys and values.
        insert_at: Where a new key can be put.
        newline: How its lines end.
        syntax: Its language.
    """

    text: str
    root: Mapping
    insert_at: int
    newline: str
    syntax: Syntax

    def pairs(self, key: str) -> list[tuple[Node, Node]]:
        """Every pair of a key, in the order of the text; the last is the one that counts.

        A key with a dot that is none itself is looked for in the table before the dot.
        """
        table, _, inner = key.partition(".")
        return _pairs(self.root, key) or [
            pair
            for _, node in (_pairs(self.root, table) if inner else ())
            if isinstance(node, Mapping)
            for pair in _pairs(node, inner)
        ]


def _pairs(mapping: Mapping, key: str) -> list[tuple[Node, Node]]:
    named = ((pair, _scalar(pair[0])) for pair in mapping.pairs)
    return [pair for pair, name in named if name and name.text == key]


def apply(text: str, splices: Iterable[Splice]) -> str:
    """Carry out splices that do not overlap."""
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end), reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def set_value(header: Header, key: str, value: Value) -> list[Splice]:
    """Give a key a value, in the style it had, or add the key at the end."""
    pairs = header.pairs(key)
    if not pairs:
        return [_added(header, key, value)]
    key_node, node = pairs[-1]
    if isinstance(node, Sequence) and isinstance(value, list | tuple):
        return list(_relisted(header, key_node, node, value))
    return [_replaced(header, key_node, node, value)]


def remove_key(header: Header, key: str) -> list[Splice]:
    """Take a key out, every time it occurs."""
    doomed = header.pairs(key)
    if header.root.flow:
        spans = [(pair[0].start, pair[1].end) for pair in header.root.pairs]
        return list(_out_of_flow(spans, [pair in doomed for pair in header.root.pairs]))
    return [
        Splice(line_start(header.text, pair[0].start), _end_of_lines(header, number))
        for number, pair in enumerate(header.root.pairs)
        if pair in doomed
    ]


def has_anchor(node: Node) -> bool:
    """Whether a node can be named elsewhere."""
    return not isinstance(node, Alias) and bool(node.anchor)


def content(header: Header, node: Scalar) -> tuple[int, int]:
    """Where a value stands, its quotes included, its anchor and its YAML tag not."""
    if node.start == node.end:
        # YAML takes ``tags: #a`` for an empty value; the text is the value all the same.
        hidden = _HASH_TEXT.match(header.text, node.end)
        return (hidden.start("text"), hidden.end()) if hidden else (node.start, node.end)
    before = _PROPERTIES.match(header.text, node.start, node.end)
    return before.end() if before else node.start, _end(header, node)


def line_start(text: str, at: int) -> int:
    """Where the line of a place starts."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line after that of a place starts."""
    found = _LINE_BREAK.search(text, at)
    return found.end() if found else len(text)


def _scalar(node: Node) -> Scalar | None:
    while isinstance(node, Alias):
        node = node.target
    return node if isinstance(node, Scalar) else None


def _end(header: Header, node: Node) -> int:
    """The end of what a node says: block scalars claim the blank lines after them too."""
    if _keeps_blanks(header, node):
        return line_start(header.text, node.end) - len(header.newline)
    return node.start + len(header.text[node.start : node.end].rstrip(" \t\r\n"))


def _end_of_lines(header: Header, number: int) -> int:
    """Where the lines of a pair end."""
    end = line_end(header.text, _end(header, header.root.pairs[number][1]))
    before = header.root.pairs[number - 1][1] if number else None
    if before is None or not _is_block_scalar(before):
        return end
    # What is indented after the pair, and blank lines where they count, would become a part of
    # the value before it.
    claimed = _BLANK_LINES if _keeps_blanks(header, before) else _INDENTED_LINES
    found = claimed.match(header.text, end)
    return found.end() if found else end


def _is_block_scalar(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style in _BLOCK_STYLES


def _keeps_blanks(header: Header, node: Node) -> bool:
    """Whether a node is a block scalar such as ``|+``, whose blank lines are text."""
    return _is_block_scalar(node) and _KEEPING.match(header.text, node.start) is not None


def _added(header: Header, key: str, value: Value) -> Splice:
    syntax, root = header.syntax, header.root
    name = syntax.key(key)
    if root.flow:
        comma = ", " if root.pairs else ""
        place = root.pairs[-1][1].end if root.pairs else root.start + 1
        return Splice(place, place, f"{comma}{name}: {syntax.value(value, in_flow=True)}")
    first = root.pairs[0][0].start if root.pairs else header.insert_at
    indent = header.text[line_start(header.text, first) : first]
    line = f"{indent}{name}{syntax.separator}{syntax.value(value)}{header.newline}"
    return Splice(header.insert_at, header.insert_at, line)


def _replaced(header: Header, key: Node, node: Node, value: Value) -> Splice:
    """The value on the line of its key, with its anchor and the comment of that line."""
    anchor = f"&{node.anchor} " if not isinstance(node, Alias) and node.anchor else ""
    style = node.style if isinstance(node, Scalar) else ""
    new = anchor + header.syntax.value(value, style, in_flow=header.root.flow)
    if isinstance(node, Sequence | Mapping) and not node.flow:
        colon = header.text.index(":", key.end) + 1
        first_line = header.text[colon : node.start].splitlines()[:1]
        comment = first_line[0].rstrip() if first_line and not anchor else ""
        end = _LINE_BREAK.search(header.text, _end(header, node))
        return Splice(colon, end.start() if end else len(header.text), f" {new}{comment}")
    if node.start == node.end:
        # YAML takes ``tags: #a`` for an empty value; the text is the old value all the same.
        hidden = _HASH_TEXT.match(header.text, node.end)
        return Splice(node.start, hidden.end() if hidden else node.end, f" {new}")
    return Splice(node.start, _end(header, node), new)


def _relisted(
    header: Header, key: Node, node: Sequence, wanted: list[str] | tuple[str, ...]
) -> Iterator[Splice]:
    """Keep the items that stay, take out the others, and put new ones at the end."""
    doomed, kept = [], 0
    as_written = isinstance(wanted, AsWritten)
    for item in node.items:
        scalar = _scalar(item)
        if scalar is None:
            doomed.append(not as_written)
            continue
        fits = kept < len(wanted) and scalar.text == wanted[kept] and item.start < item.end
        stays = fits and (as_written or header.syntax.is_text(scalar))
        kept += stays
        doomed.append(not stays)
    added = list(wanted[kept:])
    if all(doomed) and (node.flow or not added):
        yield _replaced(header, key, node, wanted)
    elif node.flow:
        yield from _out_of_flow([(item.start, item.end) for item in node.items], doomed)
        yield from _into_flow(header, node, added)
    else:
        for item, goes in zip(node.items, doomed, strict=True):
            if goes:
                start = line_start(header.text, _dash(header, item))
                yield Splice(start, line_end(header.text, _end(header, item)))
        yield from _into_block(header, node, added)


def _out_of_flow(spans: list[tuple[int, int]], doomed: list[bool]) -> Iterator[Splice]:
    """Take items out of brackets, each with the comma before it; the first ones with the after."""
    first_kept = doomed.index(False) if False in doomed else len(doomed)
    if first_kept == len(doomed):
        yield Splice(spans[0][0], spans[-1][1])
        return
    if first_kept:
        yield Splice(spans[0][0], spans[first_kept][0])
    for number in range(first_kept, len(doomed)):
        if doomed[number]:
            yield Splice(spans[number - 1][1], spans[number][1])


def _into_flow(header: Header, node: Sequence, added: list[str]) -> Iterator[Splice]:
    if not added:
        return
    last = node.items[-1]
    between = header.text[node.items[-2].end : last.start] if len(node.items) > 1 else ", "
    comma = between if not between.replace(",", "", 1).strip() else ", "
    style = last.style if isinstance(last, Scalar) else ""
    text = "".join(comma + header.syntax.value(item, style, in_flow=True) for item in added)
    yield Splice(last.end, last.end, text)


def _into_block(header: Header, node: Sequence, added: list[str]) -> Iterator[Splice]:
    if not added:
        return
    last = node.items[-1]
    dash = _dash(header, last)
    indent = header.text[line_start(header.text, dash) : dash]
    found = _DASH.match(header.text, dash)
    bullet = found[0] if found else "- "
    style = last.style if isinstance(last, Scalar) else ""
    end = line_end(header.text, _end(header, last))
    lines = (f"{indent}{bullet}{header.syntax.value(i, style)}{header.newline}" for i in added)
    yield Splice(end, end, "".join(lines))


def _dash(header: Header, item: Node) -> int:
    """Where the dash of an item of a block list stands."""
    return header.text.rindex("-", 0, item.start)
