"""Blocks of a body as lines: headings, lists, quotes, code, tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from knowlog.render.dialect.parser import parser
from knowlog.render.layout.cells import columns, showable
from knowlog.render.layout.inlines import inline_spans
from knowlog.render.layout.spans import Line, Span, line_columns, plain, wrap
from knowlog.render.layout.tables import Table, table_lines

Highlighter = Callable[[str, str], list[Line]]
_NARROWEST = 8
_HEADING_RULES = {1: "━", 2: "─"}
_BULLETS = "•◦▪"


def layout(body: str, width: int, highlight: Highlighter | None = None) -> list[Line]:
    """Lay a body out as lines of at most this many columns.

    Args:
        body: Markdown without front matter.
        width: In terminal columns; code and tables may not be wider either.
        highlight: Colours code, given its text and language; None leaves it plain.
    """
    tree = SyntaxTreeNode(parser().parse(body))
    return _Layout(highlight).blocks(tree.children, max(width, _NARROWEST))


@dataclass(frozen=True, slots=True)
class _Layout:
    highlight: Highlighter | None
    depth: int = 0

    def blocks(
        self, nodes: Iterable[SyntaxTreeNode], width: int, *, tight: bool = False
    ) -> list[Line]:
        """Lay out blocks one below the other, an empty line between them unless tight."""
        lines: list[Line] = []
        for node in nodes:
            block = _BLOCKS.get(node.type, _Layout.unknown)(self, node, width)
            if block and lines and not tight:
                lines.append(())
            lines.extend(block)
        return lines

    def heading(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        level = int(node.tag[1])
        spans = [
            replace(span, styles=(f"heading{level}", *span.styles))
            for span in inline_spans(node.children[0])
        ]
        if level not in _HEADING_RULES:
            spans.insert(0, Span("#" * level + " ", (f"heading{level}",)))
        lines = wrap(spans, width)
        if level in _HEADING_RULES and lines:
            rule = _HEADING_RULES[level] * max(line_columns(line) for line in lines)
            lines.append((Span(rule, ("rule",)),))
        return lines

    def paragraph(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return [line for child in node.children for line in wrap(inline_spans(child), width)]

    def bullet_list(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        bullet = _BULLETS[min(self.depth, len(_BULLETS) - 1)]
        return self.items(node, [f"{bullet} "] * len(node.children), width)

    def ordered_list(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        start = int(node.attrs.get("start", 1))
        numbers = [f"{start + i}. " for i in range(len(node.children))]
        longest = max(map(len, numbers), default=0)
        return self.items(node, [number.rjust(longest) for number in numbers], width)

    def items(self, node: SyntaxTreeNode, markers: list[str], width: int) -> list[Line]:
        inner = replace(self, depth=self.depth + 1)
        tight = all(
            child.type != "paragraph" or child.hidden
            for item in node.children
            for child in item.children
        )
        lines: list[Line] = []
        for item, plain_marker in zip(node.children, markers, strict=True):
            marker = _task_box(item, plain_marker)
            if lines and not tight:
                lines.append(())
            content = inner.blocks(item.children, _inside(width, columns(marker)), tight=tight)
            lines.extend(_prefixed(content or [()], marker, " " * columns(marker), "marker"))
        return lines

    def quote(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return _prefixed(self.blocks(node.children, _inside(width, 2)), "▌ ", "▌ ", "quote")

    def code(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        language = node.info.split()[0] if node.info.split() else ""
        text = showable(node.content.rstrip("\n"))
        lines = (
            self.highlight(text, language)
            if self.highlight
            else [(Span(line, ("code",)),) for line in text.split("\n")]
        )
        lines = [part for line in lines for part in _cut(line, _inside(width, 2))]
        return _prefixed(lines, "  ", "  ", "code")

    def rule(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        del node
        return [(Span("─" * width, ("rule",)),)]

    def html(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return wrap([Span(showable(node.content.rstrip("\n")), ("html",))], width)

    def math(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        lines = wrap([Span(showable(node.content.strip()), ("math",))], _inside(width, 4))
        return _prefixed(lines, "    ", "    ", "math")

    def table(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        rows = [row.children for part in node.children for row in part.children]
        cells = [
            [inline_spans(cell.children[0]) if cell.children else [] for cell in row]
            for row in rows
        ]
        header = [
            [replace(span, styles=("strong", *span.styles)) for span in cell] for cell in cells[0]
        ]
        alignments = [
            str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0]
        ]
        return table_lines(Table(header, cells[1:], alignments), width)

    def definitions(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        lines: list[Line] = []
        for child in node.children:
            if child.type == "dt":
                if lines:
                    lines.append(())
                spans = [
                    replace(span, styles=("strong", *span.styles))
                    for span in inline_spans(child.children[0])
                ]
                lines.extend(wrap(spans, width))
            else:
                content = self.blocks(child.children, _inside(width, 4))
                lines.extend(_prefixed(content, "  : ", "    ", "marker"))
        return lines

    def footnotes(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        lines: list[Line] = [(Span("─" * min(width, 20), ("rule",)),)]
        for note in node.children:
            marker = f"[{note.meta['id'] + 1}] "
            content = self.blocks(note.children, _inside(width, columns(marker)))
            lines.extend(_prefixed(content or [()], marker, " " * columns(marker), "footnote"))
        return lines

    def unknown(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        if node.type == "inline":
            return wrap(inline_spans(node), width)
        if node.children:
            return self.blocks(node.children, width)
        return wrap([Span(showable(node.content))], width) if node.content else []


_BLOCKS: dict[str, Callable[[_Layout, SyntaxTreeNode, int], list[Line]]] = {
    "heading": _Layout.heading,
    "paragraph": _Layout.paragraph,
    "bullet_list": _Layout.bullet_list,
    "ordered_list": _Layout.ordered_list,
    "blockquote": _Layout.quote,
    "fence": _Layout.code,
    "code_block": _Layout.code,
    "hr": _Layout.rule,
    "html_block": _Layout.html,
    "math_block": _Layout.math,
    "amsmath": _Layout.math,
    "table": _Layout.table,
    "dl": _Layout.definitions,
    "footnote_block": _Layout.footnotes,
}


def _inside(width: int, taken: int) -> int:
    return max(width - taken, _NARROWEST)


def _task_box(item: SyntaxTreeNode, marker: str) -> str:
    if "checked" not in item.meta:
        return marker
    return marker.replace(marker.strip(), "☑" if item.meta["checked"] else "☐")


def _prefixed(lines: Iterable[Line], first: str, rest: str, style: str) -> list[Line]:
    prefixed: list[Line] = []
    for line in lines:
        prefix = rest if prefixed else first
        prefixed.append((Span(prefix, (style,)), *line) if line or prefix.strip() else ())
    return prefixed


def _cut(line: Line, width: int) -> list[Line]:
    """Break code at the exact column, spaces kept."""
    if line_columns(line) <= width:
        return [line]
    return _hard_wrapped(line, width)


def _hard_wrapped(line: Line, width: int) -> list[Line]:
    unbroken = [replace(span, text=span.text.replace(" ", "\u00a0")) for span in line]
    return [
        tuple(replace(span, text=span.text.replace("\u00a0", " ")) for span in part)
        for part in wrap(unbroken, width)
    ]


def plain_text(lines: Iterable[Line]) -> str:
    """The lines without any style, spaces at their ends removed."""
    return "".join(plain(line).rstrip() + "\n" for line in lines)
