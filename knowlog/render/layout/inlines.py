"""What stands inside a paragraph, as styled spans."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from knowlog.render.layout.cells import showable
from knowlog.render.layout.looks import HtmlReader
from knowlog.render.layout.spans import Span, plain

_MARKS = {"em": "emphasis", "strong": "strong", "s": "deleted", "mark": "marked"}


def inline_spans(node: SyntaxTreeNode) -> list[Span]:
    """Lay out the children of a node that holds inline content."""
    html = HtmlReader()
    spans: list[Span] = []
    for child in node.children:
        if child.type == "html_inline":
            spans.extend(html.tag(child.content))
            continue
        spans.extend(html.apply(_SPANS.get(child.type, _unknown)(child)))
    return spans


def styled(spans: Iterable[Span], *names: str) -> list[Span]:
    """Give spans a look beside those they have."""
    return _styled(spans, *names)


def _styled(spans: Iterable[Span], *names: str, link: str = "") -> list[Span]:
    return [replace(span, styles=(*names, *span.styles), link=span.link or link) for span in spans]


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
    """Show the words and, unless they say it already, the target."""
    target = showable(str(node.attrs.get("href", "")))
    spans = _styled(inline_spans(node), "link", link=target)
    if plain(spans) in (target, target.removeprefix("mailto:"), target.removeprefix("http://")):
        return spans
    return [*spans, Span(f" <{target}>", ("target",), target)] if target else spans


def _image(node: SyntaxTreeNode) -> list[Span]:
    target = showable(str(node.attrs.get("src", "")))
    words = plain(inline_spans(node))
    return [
        Span(f"[image: {words}]" if words else "[image]", ("image",), target),
        Span(f" <{target}>", ("target",), target),
    ]


def _math(node: SyntaxTreeNode) -> list[Span]:
    written = node.meta.get("text") or node.content
    return [Span(showable(written.replace("\n", " ")), ("math",))]


def _display(node: SyntaxTreeNode) -> list[Span]:
    written = node.meta.get("text") or node.content
    return [Span("\n"), Span(showable(written), ("math",)), Span("\n")]


def _wikilink(node: SyntaxTreeNode) -> list[Span]:
    """Show the words and, when they are others, the name in its brackets."""
    name = showable(node.meta["target"])
    place = showable(node.meta["fragment"])
    target = f"{name}#{place}" if place else name
    text = showable(node.meta["text"])
    if not text:
        return [Span(f"[[{target}]]", ("link",))]
    return [Span(text, ("link",)), Span(f" [[{target}]]", ("target",))]


def _embed(node: SyntaxTreeNode) -> list[Span]:
    return [Span(showable(node.content), ("image",))]


def _hashtag(node: SyntaxTreeNode) -> list[Span]:
    return [Span(f"#{showable(node.content)}", ("tag",))]


def _footnote_ref(node: SyntaxTreeNode) -> list[Span]:
    return [Span(f"[{node.meta['id'] + 1}]", ("footnote",))]


def _footnote_anchor(node: SyntaxTreeNode) -> list[Span]:
    del node
    return []


def _unknown(node: SyntaxTreeNode) -> list[Span]:
    return inline_spans(node) if node.children else [Span(showable(node.content))]


_SPANS: dict[str, Callable[[SyntaxTreeNode], list[Span]]] = {
    "text": _text,
    "code_inline": _code,
    "em": _mark,
    "strong": _mark,
    "s": _mark,
    "mark": _mark,
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "link": _link,
    "image": _image,
    "math_inline": _math,
    "math_display": _display,
    "wikilink": _wikilink,
    "embed": _embed,
    "hashtag": _hashtag,
    "footnote_ref": _footnote_ref,
    "footnote_anchor": _footnote_anchor,
}
