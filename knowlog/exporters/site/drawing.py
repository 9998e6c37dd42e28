"""The link graph as a drawing: dots with room around them, names where they fit, colours by topic.

Everything is worked out at export, from the names and places alone, so that the page needs no
script and the same log gives the same drawing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import east_asian_width

from knowlog.exporters.site.cards import Page, View, spelled
from knowlog.exporters.site.graph import SIZE, Spot, spots
from knowlog.exporters.site.model import GRAPH
from knowlog.exporters.site.views import Board

HEIGHT = 620
"""Of a drawing that is :data:`SIZE` wide."""

_MOST = 20
_GROUPS = 5
_LONGEST, _SHORT = 34, 18
"""Letters of a name in the drawing, and of one that has less room."""
_FONT = 14
_NARROW, _WIDE = 0.54, 1.0
"""How wide a letter is, in heights: of most scripts, and of those of East Asia."""
_MARGIN = 6


class Box(NamedTuple):
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share a place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @property
    def fits(self) -> bool:
        """Whether it lies within the drawing."""
        return min(self.left, self.top) >= 0 and self.right <= SIZE and self.bottom <= HEIGHT


class Dot(NamedTuple):
    """An entry in the drawing.

    Attributes:
        spot: Where its links put it.
        x: From the left.
        y: From the top.
        r: The radius.
    """

    spot: Spot
    x: int
    y: int
    r: int


class Label(NamedTuple):
    """The name of a dot.

    Attributes:
        text: The title, or its beginning.
        x: Where it is tied to.
        y: The line that it stands on.
        anchor: ``start``, ``middle`` or ``end``.
        shown: Whether there is room for it all the time.
    """

    text: str
    x: float
    y: float
    anchor: str
    shown: bool


def graph_page(on: Board) -> Page:
    """Make the page of the link graph."""
    topics = _topics(on)
    cards = (on.cards[path].key for path, _ in (*on.graph.hubs, *on.graph.linked))
    shown = (*spelled(on.graph), *cards, *topics)
    return on.page(GRAPH, "graph.html", "Graph", partial(_view, on, topics), shown)


def _view(on: Board, topics: Sequence[str]) -> View:
    dots = [_dot(spot) for spot in spots(on.graph)]
    number = {dot.spot.path: place for place, dot in enumerate(dots)}
    edges = [(number[a], number[b]) for a, b in on.graph.edges]
    names = [shortened(on.cards[dot.spot.path].title) for dot in dots]
    common = [topic for topic, _ in Counter(filter(None, topics)).most_common(_GROUPS)]
    groups = common if len(common) > 1 else []
    labels = list(labelled(dots, names))
    nodes: list[View] = [
        {
            "card": on.cards[dot.spot.path],
            "x": dot.x,
            "y": dot.y,
            "r": dot.r,
            "n": dot.spot.links,
            "group": groups.index(topic) + 1 if topic in groups else 0,
            "label": {
                "text": label.text,
                "x": round(label.x),
                "y": round(label.y),
                "anchor": label.anchor,
                "shown": label.shown,
            },
        }
        for dot, topic, label in zip(dots, topics, labels, strict=True)
    ]
    return {
        "description": f"How the entries of {on.options.title} link to each other",
        "width": SIZE,
        "height": HEIGHT,
        "links": on.graph.links,
        "entries": on.graph.entries,
        "hubs": [on.cards[path] for path, _ in on.graph.hubs],
        "edges": [
            {"a": a, "b": b, "x1": dots[a].x, "y1": dots[a].y, "x2": dots[b].x, "y2": dots[b].y}
            for a, b in edges
        ],
        "nodes": nodes,
        "groups": groups,
        "most": [
            {"card": on.cards[path], "n": links}
            for path, links in (*on.graph.hubs, *on.graph.linked)[:_MOST]
        ],
    }


def _dot(spot: Spot) -> Dot:
    radius = min(4 + round(1.5 * spot.links**0.5), 14)
    return Dot(spot, spot.x, round(spot.y * HEIGHT / SIZE), radius)


def _topics(on: Board) -> list[str]:
    """What the entries of the graph are about: the top of their first tag, else their folder."""
    tags = {article.entry.path: article.entry.tags for article in on.plan.everything}
    return [
        tags[path][0].partition("/")[0] if tags[path] else PurePosixPath(path).parent.name
        for path, _ in on.graph.linked
    ]


def shortened(title: str, longest: int = _LONGEST) -> str:
    """The beginning of a title, whole words where that leaves most of it.

    >>> shortened("A debugging story: the loss that stopped at 1.4612")
    'A debugging story: the loss that…'
    """
    if len(title) <= longest:
        return title
    cut = title[:longest]
    words = cut.rpartition(" ")[0]
    return f"{(words if len(words) > longest // 2 else cut).rstrip(' ,:;-…')}…"


def labelled(dots: Sequence[Dot], names: Sequence[str]) -> Iterator[Label]:
    """Give every dot its name, shown where it covers neither another name nor another dot.

    Args:
        dots: The most important first: they choose first.
        names: Of each.
    """
    taken = [Box(d.x - d.r - 2, d.y - d.r - 2, d.x + d.r + 2, d.y + d.r + 2) for d in dots]
    for place, (dot, name) in enumerate(zip(dots, names, strict=True)):
        others = taken[:place] + taken[place + 1 :]
        short = shortened(name, _SHORT)
        spoken = [name] if short == name else [name, short]
        choices = [(label, _box(label)) for words in spoken for label in _places(dot, words)]
        free = (
            (label, box)
            for label, box in choices
            if box.fits and not any(box.meets(other) for other in others)
        )
        label, box = next(free, (None, None))
        if label is not None and box is not None:
            taken.append(box)
            yield label
        else:
            inside = (label for label, box in choices if box.fits)
            yield next(inside, choices[0][0])._replace(shown=False)


def _places(dot: Dot, name: str) -> Iterator[Label]:
    """Right of a dot, left, above, below."""
    gap = dot.r + _MARGIN
    middle = dot.y + _FONT / 3
    yield Label(name, dot.x + gap, middle, "start", shown=True)
    yield Label(name, dot.x - gap, middle, "end", shown=True)
    yield Label(name, dot.x, dot.y - gap, "middle", shown=True)
    yield Label(name, dot.x, dot.y + gap + _FONT * 0.7, "middle", shown=True)


def _box(label: Label) -> Box:
    letters = (_WIDE if east_asian_width(one) in "WF" else _NARROW for one in label.text)
    width = _FONT * sum(letters)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left - 2, label.y - _FONT, left + width + 2, label.y + _FONT * 0.35)
