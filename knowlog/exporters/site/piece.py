"""What a site keeps of a rendered entry: all that its own page and the pages around it show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowlog.domain.document import Problem
from knowlog.domain.permalinks import Place
from knowlog.render.page import Heading

Mark = tuple[str, str, str]
"""How a link is written, its target, and what the log answered, as far as that shows."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in an entry's text that links to another entry.

    Attributes:
        target: The path of the other entry.
        before: The words in front of the link.
        text: The words of the link.
        after: The words behind it.
    """

    target: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A link to a heading of an entry.

    Attributes:
        target: The path of that entry.
        id: Which heading.
        line: Where the link stands, in the file that holds it.
    """

    target: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry, rendered for its own address; its HTML and its words are kept apart from it.

    Attributes:
        key: Names everything in the entry's file that its page shows.
        place: What its front matter says about where it stands.
        toc: Its headings.
        mentions: Where it links to other entries.
        fragments: Where it links to headings of other entries.
        problems: What a person should know.
        files: Files of the log that it shows, by path.
        math: Every character that its formulas show.
        features: What the page needs, as the renderer says.
        css: Rules for the classes that its text brings.
        marks: Every answer of the log that the text depends on.
        html: Names the HTML: equal, unchanged.
        terms: Names the words that search knows of it.
        places: Every id in the HTML, which links may name.
    """

    key: str
    place: Place = field(default_factory=Place)
    toc: tuple[Heading, ...] = ()
    mentions: tuple[Mention, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    math: str = ""
    features: tuple[str, ...] = ()
    css: str = ""
    marks: tuple[Mark, ...] = ()
    html: str = ""
    terms: str = ""
    places: tuple[str, ...] = ()


def to_json(piece: Piece) -> str:
    """Write a piece down for the next run."""
    place = piece.place
    return json.dumps(
        [
            piece.key,
            [place.permalink, place.slug, place.categories, place.names, place.redirects],
            _headings(piece.toc),
            [[one.target, one.before, one.text, one.after] for one in piece.mentions],
            [[one.target, one.id, one.line] for one in piece.fragments],
            [[one.line, one.kind, one.message, one.hint] for one in piece.problems],
            piece.files,
            piece.math,
            piece.features,
            piece.css,
            piece.marks,
            piece.html,
            piece.terms,
            piece.places,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(text: str) -> Piece:
    """Read what :func:`to_json` wrote.

    Raises:
        ValueError: It was written by something else.
    """
    (
        key,
        place,
        toc,
        mentions,
        fragments,
        problems,
        files,
        math,
        features,
        css,
        marks,
        html,
        terms,
        places,
    ) = json.loads(text)
    permalink, slug, categories, names, redirects = place
    return Piece(
        key=key,
        place=Place(permalink, slug, tuple(categories), tuple(names), tuple(redirects)),
        toc=_as_headings(toc),
        mentions=tuple(Mention(*one) for one in mentions),
        fragments=tuple(Fragment(*one) for one in fragments),
        problems=tuple(Problem(*one) for one in problems),
        files=tuple(files),
        math=math,
        features=tuple(features),
        css=css,
        marks=tuple((kind, target, answer) for kind, target, answer in marks),
        html=html,
        terms=terms,
        places=tuple(places),
    )


def _headings(toc: Sequence[Heading]) -> list[object]:
    return [[one.level, one.id, one.text, _headings(one.children)] for one in toc]


def _as_headings(rows: Sequence[Sequence[object]]) -> tuple[Heading, ...]:
    return tuple(
        Heading(int(str(level)), str(name), str(text), _as_headings(children))
        for level, name, text, children in rows
        if isinstance(children, list)
    )
