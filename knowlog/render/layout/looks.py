"""HTML of authors in a terminal: tags that only style or group give way to what they mean."""

import re
from dataclasses import replace
from html import unescape

from knowlog.render.layout.cells import showable
from knowlog.render.layout.spans import Span
from knowlog.render.mathtext import lowered, raised

STYLES = {
    "b": "strong", "strong": "strong", "th": "strong", "dt": "strong", "summary": "strong",
    "h1": "strong", "h2": "strong", "h3": "strong", "h4": "strong", "h5": "strong", "h6": "strong",
    "i": "emphasis", "em": "emphasis", "cite": "emphasis", "dfn": "emphasis", "var": "emphasis",
    "s": "deleted", "del": "deleted", "strike": "deleted",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "mark": "marked",
}  # fmt: skip
_SILENT = frozenset(
    "a abbr b bdi bdo center cite code col colgroup data del dfn em figure font i ins kbd mark nav "
    "picture q rp rt ruby s samp section small source span strike strong sub sup tbody tfoot thead "
    "time tt u var wbr".split()
)
_BREAKING = frozenset(
    "address article aside blockquote br caption dd details div dl dt figcaption footer h1 h2 h3 "
    "h4 h5 h6 header hr li main ol p pre section summary table tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_SHOWN = {"img": "image", "image": "image", "video": "video", "audio": "audio", "iframe": "frame"}
_DROPPED = frozenset({"script", "style", "svg", "noscript", "template"})
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)"
    r"""(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>|(?P<comment><!--.*?(?:-->|\Z))""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE
)


class HtmlReader:
    """Follows the open tags through one paragraph or block."""

    def __init__(self) -> None:
        """Start with nothing open."""
        self.open: list[str] = []
        self.links: list[str] = []

    @property
    def styles(self) -> tuple[str, ...]:
        """How text looks at this place."""
        return tuple(STYLES[name] for name in self.open if name in STYLES)

    def apply(self, spans: list[Span]) -> list[Span]:
        """Give spans the looks of the tags that are open around them."""
        if not self.open:
            return spans
        write = lowered if "sub" in self.open else raised if "sup" in self.open else str
        return [
            replace(span, text=write(span.text), styles=(*self.styles, *span.styles))
            for span in spans
        ]

    def block(self, html: str) -> list[Span]:
        """Read a block of HTML, its own line ends as spaces."""
        spans: list[Span] = []
        at = 0
        while match := _TAG.search(html, at):
            spans += self.text(html[at : match.start()])
            at = match.end()
            name = (match["name"] or "").lower()
            if name not in _DROPPED:
                spans += self.tag(match.group())
            elif not match["close"]:
                spans.append(Span(f"[<{name}> is not shown]", ("html",)))
                closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, at)
                at = closing.end() if closing else len(html)
        return [*spans, *self.text(html[at:])]

    def text(self, html: str) -> list[Span]:
        """Read what stands between tags."""
        if "pre" in self.open:
            return [Span(showable(unescape(html)).replace(" ", "\u00a0"), ("code",))]
        words = re.sub(r"\s+", " ", unescape(html))
        return self.apply([Span(showable(words))]) if words else []

    def tag(self, written: str) -> list[Span]:
        """Read one tag: what it shows, or nothing when it only groups or styles."""
        match = _TAG.fullmatch(written)
        if match is None:
            return [Span(showable(written), ("html",))]
        if match["comment"]:
            return []
        name = match["name"].lower()
        attributes = {
            key.lower(): unescape(double or single or bare)
            for key, double, single, bare in _ATTRIBUTE.findall(match["attributes"])
        }
        return (
            self.closing(name, written)
            if match["close"]
            else self.opening(name, attributes, written)
        )

    def opening(self, name: str, attributes: dict[str, str], written: str) -> list[Span]:
        """Open an element, or show it when that is all there is to it."""
        if name in _SHOWN:
            return _medium(_SHOWN[name], attributes)
        if name not in _SILENT | _BREAKING | _CELLS:
            return [Span(showable(written), ("html",))]
        if name == "a":
            self.links.append(attributes.get("href", ""))
        if name not in ("br", "hr", "col", "wbr", "source"):
            self.open.append(name)
        return _boundary(name)

    def closing(self, name: str, written: str) -> list[Span]:
        """Close an element; a link says where it leads."""
        if name in _SHOWN:
            return []
        if name not in _SILENT | _BREAKING | _CELLS:
            return [Span(showable(written), ("html",))]
        if name in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(name)]
        if name == "a" and self.links and (target := self.links.pop()):
            return [Span(f" <{showable(target)}>", ("target",), showable(target))]
        return [Span("\n")] if name in _BREAKING else []


def _boundary(name: str) -> list[Span]:
    if name in _CELLS:
        return [Span(" \u2502 ", ("rule",))]
    if name == "li":
        return [Span("\n\u2022 ", ("marker",))]
    return [Span("\n")] if name in _BREAKING else []


def _medium(kind: str, attributes: dict[str, str]) -> list[Span]:
    words = attributes.get("alt") or attributes.get("title") or ""
    target = showable(attributes.get("src", ""))
    label = f"[{kind}: {showable(words)}]" if words else f"[{kind}]"
    return [
        Span(label, ("image",), target),
        *([Span(f" <{target}>", ("target",), target)] if target else []),
    ]
