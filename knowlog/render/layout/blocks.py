"""Blocks of a body as lines: headings, lists, quotes, code, tables, notes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markdown_it.common.utils import unescapeAll
from markdown_it.tree import SyntaxTreeNode

from knowlog.render.fence import parse_fence
from knowlog.render.layout.boxes import cut, indented, inside, prefixed, without_gaps
from knowlog.render.layout.cells import columns, showable
from knowlog.render.layout.inlines import inline_spans, styled
from knowlog.render.layout.looks import HtmlReader
from knowlog.render.layout.spans import Line, Span, line_columns, plain, wrap
from knowlog.render.layout.tables import Table, table_lines
from knowlog.render.names import callout_title

Highlighter = Callable[[str, str], Iterable[tuple[str, str]]]
"""Text and language of a block to pieces, each with the name of its look."""
_BULLETS = "•◦▪"
_HEADING_RULES = {1: "━", 2: "─"}
_SHORT_RULE = 20


def block_lines(
    nodes: Sequence[SyntaxTreeNode], width: int, highlight: Highlighter | None
) -> list[Line]:
    """Lay blocks out one below the other in at most this many columns."""
    return _Layout(highlight).blocks(nodes, width)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How to colour code, and how deep in lists this is."""

    highlight: Highlighter | None
    depth: int = 0

    def blocks(
        self, nodes: Iterable[SyntaxTreeNode], width: int, *, tight: bool = False
    ) -> list[Line]:
        lines: list[Line] = []
        for node in nodes:
            block = _BLOCKS.get(node.type, _Layout.unknown)(self, node, width)
            if block and lines and not tight:
                lines.append(())
            lines.extend(block)
        return lines

    def heading(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        level = int(node.tag[1])
        spans = styled(inline_spans(node.children[0]), f"heading{level}")
        if level not in _HEADING_RULES:
            return wrap([Span("#" * level + " ", (f"heading{level}",)), *spans], width)
        lines = wrap(spans, width)
        longest = max(map(line_columns, lines), default=0)
        return [*lines, (Span(_HEADING_RULES[level] * longest, ("rule",)),)] if longest else []

    def paragraph(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return self.inline(node.children[0], width) if node.children else []

    def inline(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return without_gaps(wrap(inline_spans(node), width))

    def bullet_list(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        bullet = _BULLETS[min(self.depth, len(_BULLETS) - 1)]
        return self.items(node, [f"{bullet} "] * len(node.children), width)

    def ordered_list(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        start = int(node.attrs.get("start", 1))
        numbers = [f"{start + position}. " for position in range(len(node.children))]
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
        for item, marker in zip(node.children, markers, strict=True):
            shown = _task_box(item, marker)
            if lines and not tight:
                lines.append(())
            content = inner.blocks(item.children, inside(width, columns(shown)), tight=tight)
            lines.extend(prefixed(content or [()], shown, " " * columns(shown), "marker"))
        return lines

    def quote(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return prefixed(self.blocks(node.children, inside(width, 2)), "▌ ", "▌ ", "quote")

    def callout(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        kind = showable(node.meta["kind"])
        look = f"callout.{kind}"
        content = list(node.children)
        lines: list[Line] = [(Span(callout_title(kind), ("strong", look)),)]
        if content and content[0].type == "callout_title":
            lines = self.callout_title(content.pop(0), inside(width, 2))
        lines += self.blocks(content, inside(width, 2))
        return prefixed(lines, "▌ ", "▌ ", "callout", look)

    def callout_title(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return wrap(styled(inline_spans(node.children[0]), "strong"), width)

    def code(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        fence = parse_fence(unescapeAll(node.info))
        text = showable(node.content.rstrip("\n"))
        pieces = self.highlight(text, fence.language) if self.highlight else [("", text)]
        lines = _code_lines(pieces)
        title = [(Span(showable(fence.title), ("about",)),)] if fence.title else []
        return title + indented((part for line in lines for part in cut(line, inside(width, 2))), 2)

    def rule(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        del node
        return [(Span("─" * width, ("rule",)),)]

    def html(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        return without_gaps(wrap(HtmlReader().block(node.content), width))

    def math(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        written = showable(node.meta.get("text") or node.content.strip())
        return indented(wrap([Span(written, ("math",))], inside(width, 4)), 4)

    def table(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        rows = [row.children for part in node.children for row in part.children]
        cells = [
            [inline_spans(cell.children[0]) if cell.children else [] for cell in row]
            for row in rows
        ]
        header = [styled(cell, "strong") for cell in cells[0]]
        alignments = [
            str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0]
        ]
        return table_lines(Table(header, cells[1:], alignments), width)

    def definitions(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        lines: list[Line] = []
        for child in node.children:
            if child.type == "dt":
                lines += [()] if lines else []
                lines += wrap(styled(inline_spans(child.children[0]), "strong"), width)
            else:
                content = self.blocks(child.children, inside(width, 4))
                lines += prefixed(content, "  : ", "    ", "marker")
        return lines

    def footnotes(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        lines: list[Line] = [(Span("─" * min(width, _SHORT_RULE), ("rule",)),)]
        for note in node.children:
            marker = f"[{note.meta['id'] + 1}] "
            content = self.blocks(_notes(note), inside(width, columns(marker)))
            lines += prefixed(content or [()], marker, " " * columns(marker), "footnote")
        return lines

    def contents(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        del node
        return wrap([Span("[table of contents]", ("html",))], width)

    def unknown(self, node: SyntaxTreeNode, width: int) -> list[Line]:
        if node.children:
            return self.blocks(node.children, width)
        return wrap([Span(showable(node.content))], width) if node.content else []


_BLOCKS: dict[str, Callable[[_Layout, SyntaxTreeNode, int], list[Line]]] = {
    "heading": _Layout.heading,
    "paragraph": _Layout.paragraph,
    "inline": _Layout.inline,
    "bullet_list": _Layout.bullet_list,
    "ordered_list": _Layout.ordered_list,
    "blockquote": _Layout.quote,
    "callout": _Layout.callout,
    "callout_title": _Layout.callout_title,
    "fence": _Layout.code,
    "code_block": _Layout.code,
    "hr": _Layout.rule,
    "html_block": _Layout.html,
    "math_block": _Layout.math,
    "math_inline": _Layout.math,
    "math_display": _Layout.math,
    "table": _Layout.table,
    "dl": _Layout.definitions,
    "footnote_block": _Layout.footnotes,
    "toc": _Layout.contents,
}


def _notes(note: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """The blocks of a footnote without the arrows back."""
    return [child for child in note.children if child.type != "footnote_anchor"]


def _task_box(item: SyntaxTreeNode, marker: str) -> str:
    if "checked" not in item.meta:
        return marker
    return marker.replace(marker.strip(), "☑" if item.meta["checked"] else "☐")


def _code_lines(pieces: Iterable[tuple[str, str]]) -> list[Line]:
    lines: list[list[Span]] = [[]]
    for name, text in pieces:
        styles = ("block", f"code.{name}") if name else ("block",)
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Span(part, styles))
    while lines and not lines[-1]:
        lines.pop()
    return [tuple(line) for line in lines]


def plain_text(lines: Iterable[Line]) -> str:
    """The lines without any style, spaces at their ends removed."""
    return "".join(plain(line).rstrip() + "\n" for line in lines)
