"""What stands inside a paragraph, as styled spans."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from knowlog.render.layout.cells import showable
from knowlog.render.layout.spans import Span

_MARKS = {"em": "emphasis", "strong": "strong", "s": "deleted"}


def inline_spans(node: SyntaxTreeNode) -> list[Span]:
    """Lay out the children of a node that holds inline content."""
    spans: list[Span] = []
    for child in node.children:
        spans.extend(_SPANS.get(child.type, _unknown)(child))
    return spans


def _styled(spans: Iterable[Span], style: str, link: str = "") -> list[Span]:
    return [replace(span, styles=(style, *span.styles), link=span.link or link) for span in spans]


def _text(node: SyntaxTreeNode) -> list[Span]:
    return [Span(showable(node.content))]


def _code(node: SyntaxTreeNode) -> list[Span]:
    return [Span(showable(node.content), ("code",))]


def _mark(node: SyntaxTreeNode) -> list[Span]:
    return _styled(inline_spans(node), _MARKS[node.type])


def _softbreak(node: SyntaxTreeNode) -> list[Span]:
    del node
    return [Span(" ")]


def _hardbreak(node: SyntaxTreeNode) -> list[Span]:
    del node
    return [Span("\n")]


def _link(node: SyntaxTreeNode) -> list[Span]:
    target = showable(str(node.attrs.get("href", "")))
    spans = _styled(inline_spans(node), "link", target)
    shown = "".join(span.text for span in spans)
    if shown in (
        target,
        target.removeprefix("mailto:"),
        target.removeprefix("http://"),
    ):
        return spans
    return [*spans, Span(f" <{target}>", ("target",), target)]


def _image(node: SyntaxTreeNode) -> list[Span]:
    target = showable(str(node.attrs.get("src", "")))
    words = "".join(span.text for span in inline_spans(node))
    return [
        Span(f"[image: {words}]" if words else "[image]", ("image",), target),
        Span(f" <{target}>", ("target",), target),
    ]


def _html(node: SyntaxTreeNode) -> list[Span]:
    return [Span(showable(node.content), ("html",))]


def _math(node: SyntaxTreeNode) -> list[Span]:
    return [Span(showable(node.content), ("math",))]


def _footnote_ref(node: SyntaxTreeNode) -> list[Span]:
    return [Span(f"[{node.meta['id'] + 1}]", ("footnote",))]


def _footnote_anchor(node: SyntaxTreeNode) -> list[Span]:
    del node
    return []


def _unknown(node: SyntaxTreeNode) -> list[Span]:
    if node.children:
        return inline_spans(node)
    return [Span(showable(node.content))]


_SPANS: dict[str, Callable[[SyntaxTreeNode], list[Span]]] = {
    "text": _text,
    "code_inline": _code,
    "em": _mark,
    "strong": _mark,
    "s": _mark,
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "link": _link,
    "image": _image,
    "html_inline": _html,
    "math_inline": _math,
    "math_inline_double": _math,
    "footnote_ref": _footnote_ref,
    "footnote_anchor": _footnote_anchor,
}
