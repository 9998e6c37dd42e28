"""What a site keeps of a rendered entry: all that its own page and the pages around it show."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from knowlog.domain.document import Problem
from knowlog.domain.links import LinkKind
from knowlog.domain.permalinks import Place
from knowlog.exporters.site.gist import Gist, packed
from knowlog.render.page import Heading

MOST_CONTEXTS = 2
"""Of one entry's mentions of another, how many are shown there."""
_KEPT = 500
"""Of how many pieces what was read is kept."""


class Mark(NamedTuple):
    """What the log answered to a question, as far as that shows.

    Attributes:
        kind: How the link is written.
        target: What it names.
        address: Where it leads, with a title where that shows; empty for nowhere.
        entry: The path of the entry that it leads to, if it leads to one.
        stamp: Of the file that is shown.
    """

    kind: str
    target: str
    address: str = ""
    entry: str = ""
    stamp: str = ""


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
        lengths: How many words each field that search knows has, in base 36, spaces between.
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
    lengths: str = ""


class Pieces(Mapping[str, Piece]):
    """Pieces that are read when somebody asks for them."""

    def __init__(self, paths: Collection[str], read: Callable[[str], str]) -> None:
        """Begin with none.

        Args:
            paths: Of all entries that have one.
            read: Path of an entry to its piece, as :func:`to_json` writes it.
        """
        self._paths = paths
        self._read = read
        self._known: dict[str, Piece] = {}
        self._said: dict[str, dict[str, list[Mention]]] = {}

    def __getitem__(self, path: str) -> Piece:
        known = self._known.get(path)
        if known is None:
            if path not in self._paths:
                raise KeyError(path)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[path] = known = from_json(self._read(path))
        return known

    def mentions(self, path: str, target: str) -> Sequence[Mention]:
        """The first places where one entry names another, as many as the other's page shows."""
        said = self._said.get(path)
        if said is None:
            if len(self._said) >= _KEPT:
                self._said.clear()
            self._said[path] = said = _by_target(self[path].mentions)
        return said.get(target, [])[:MOST_CONTEXTS]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def gist_of(piece: Piece) -> Gist:
    """Shorten a piece to what the rest of the site has to know in every run."""
    said = _by_target(piece.mentions)
    links = [(path, digest(repr(found[:MOST_CONTEXTS]))) for path, found in said.items()]
    problems = [_row(problem) for problem in piece.problems]
    fragments = [(one.target, one.id, one.line) for one in piece.fragments]
    return Gist(
        key=piece.key,
        html=piece.html,
        terms=piece.terms,
        lengths=piece.lengths,
        shown=digest(
            repr((piece.toc, piece.files, piece.features)), piece.math, piece.css, piece.html
        ),
        math=piece.math,
        features=" ".join(piece.features),
        css=piece.css,
        files="\n".join(piece.files),
        place=packed(_place_row(piece.place)) if piece.place != Place() else "",
        links=packed(links),
        watched=packed(_watched(piece.marks)),
        reports=packed([problems, fragments]) if problems or fragments else "",
    )


def _by_target(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for one in mentions:
        found.setdefault(one.target, []).append(one)
    for said in found.values():
        # A link with words around it says more than an embed, which has none.
        said.sort(key=lambda one: not (one.before or one.after))
    return found


def digest(*parts: str) -> str:
    """Name texts: equal texts, equal names."""
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


def _watched(marks: Sequence[Mark]) -> list[Any]:
    """What can change although the names of all entries, tags and pages stay as they are."""
    files = [
        (one.target, one.address if one.stamp else "", one.stamp)
        for one in marks
        if one.kind != LinkKind.TAG and not one.entry
    ]
    shown = [(one.entry, one.stamp) for one in marks if one.kind == LinkKind.EMBED and one.entry]
    return [files, shown] if files or shown else []


def _place_row(place: Place) -> list[object]:
    return [place.permalink, place.slug, place.categories, place.names, place.redirects]


def _row(problem: Problem) -> list[object]:
    return [problem.line, problem.kind, problem.message, problem.hint]


def to_json(piece: Piece) -> str:
    """Write a piece down for the next run."""
    return json.dumps(
        [
            piece.key,
            _place_row(piece.place),
            _headings(piece.toc),
            [[one.target, one.before, one.text, one.after] for one in piece.mentions],
            [[one.target, one.id, one.line] for one in piece.fragments],
            [_row(one) for one in piece.problems],
            piece.files,
            piece.math,
            piece.features,
            piece.css,
            piece.marks,
            piece.html,
            piece.terms,
            piece.lengths,
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
        lengths,
    ) = json.loads(text)
    return Piece(
        key=key,
        place=as_place(place),
        toc=_as_headings(toc),
        mentions=tuple(Mention(*one) for one in mentions),
        fragments=tuple(Fragment(*one) for one in fragments),
        problems=tuple(Problem(*one) for one in problems),
        files=tuple(files),
        math=math,
        features=tuple(features),
        css=css,
        marks=tuple(Mark(*one) for one in marks),
        html=html,
        terms=terms,
        lengths=lengths,
    )


def as_place(row: Sequence[Any]) -> Place:
    """Read what a piece or a gist wrote of a place."""
    permalink, slug, categories, names, redirects = row
    return Place(permalink, slug, tuple(categories), tuple(names), tuple(redirects))


def _headings(toc: Sequence[Heading]) -> list[object]:
    return [[one.level, one.id, one.text, _headings(one.children)] for one in toc]


def _as_headings(rows: Sequence[Sequence[object]]) -> tuple[Heading, ...]:
    return tuple(
        Heading(int(str(level)), str(name), str(text), _as_headings(children))
        for level, name, text, children in rows
        if isinstance(children, list)
    )
