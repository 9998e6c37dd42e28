"""What the page of an entry shows, as plain values: all that a template may use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowlog.domain.addresses import absolute
from knowlog.exporters.site.around import Backlinks
from knowlog.exporters.site.cards import Card, Page, View, card, minutes, moment
from knowlog.exporters.site.citation import bibtex
from knowlog.exporters.site.graph import Spot
from knowlog.exporters.site.media import media_address
from knowlog.exporters.site.model import NOT_FOUND, Article, SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.piece import Mention, Piece
from knowlog.exporters.site.schema import posting
from knowlog.render.page import Heading


def contents(headings: Sequence[Heading]) -> list[View]:
    """Turn a table of contents into plain values."""
    return [
        {"id": heading.id, "text": heading.text, "children": contents(heading.children)}
        for heading in headings
    ]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that views are made from.

    Attributes:
        plan: The pages.
        options: The site's.
        pieces: What is kept of every rendered entry, by path.
        backlinks: Who links to an entry, by its path.
        related: Paths of entries near an entry, by its path.
        graph: Where the link graph shows each entry.
        portrait: The author's picture: an address of the site or of the web, or empty.
        cards: Of every article, by its path.
        tags: Addresses of tag pages, by folded name.
    """

    plan: SitePlan
    options: SiteOptions
    pieces: Mapping[str, Piece]
    backlinks: Backlinks
    related: Mapping[str, Sequence[str]]
    graph: Sequence[Spot]
    portrait: str
    cards: dict[str, Card] = field(init=False)
    tags: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what follows from the rest."""
        cards = {article.entry.path: card(article) for article in self.plan.everything}
        tags = {tag.name.casefold(): tag.address for tag in self.plan.tags}
        object.__setattr__(self, "cards", cards)
        object.__setattr__(self, "tags", tags)

    def page(self, address: str, template: str, title: str, view: View, body: str = "") -> Page:
        """Make a page with what every page has."""
        base = self.options.base_url
        piece = self.pieces.get(body)
        common: View = {
            "address": address,
            "kind": template.removesuffix(".html"),
            "title": title,
            "lang": "",
            "description": "",
            "canonical": absolute(base, address) if base and address != NOT_FOUND else "",
            "has_math": bool(piece and piece.math),
            "has_code": bool(piece and "code" in piece.features),
            "has_styles": bool(piece and piece.css),
        }
        return Page(address, template, common | view, body, piece.html if piece else "")

    def tag_links(self, names: Sequence[str]) -> list[View]:
        """Link the tags of an entry; those without a page are left out."""
        return [
            {"name": name, "address": self.tags[name.casefold()]}
            for name in names
            if name.casefold() in self.tags
        ]


def entry_pages(on: Board) -> Iterator[Page]:
    """Make the page of every article; the about page has its own kind."""
    for number in range(len(on.plan.articles)):
        yield line_page(on, number)
    for article in on.plan.pages:
        if article is not on.plan.about:
            yield entry_page(on, article, {"newer": None, "older": None})


def line_page(on: Board, number: int) -> Page:
    """Make the page of one article of the time line, with its neighbours.

    Args:
        on: The board.
        number: Its place in the time line, the newest is 0.
    """
    line = on.plan.articles
    newer = on.cards[line[number - 1].entry.path] if number else None
    last = number + 1 == len(line)
    older = None if last else on.cards[line[number + 1].entry.path]
    return entry_page(on, line[number], {"newer": newer, "older": older})


def entry_values(article: Article, options: SiteOptions, piece: Piece) -> View:
    """Give what the page of an article shows of the article alone."""
    entry = article.entry
    changed = entry.updated if entry.updated and entry.updated != entry.date else None
    date = entry.date if not entry.is_page else None
    return {
        "title": entry.title,
        "lang": entry.lang,
        "description": entry.summary,
        "draft": entry.draft,
        "date": moment(date) if date else None,
        "updated": moment(changed) if changed else None,
        "minutes": 0 if entry.is_page else minutes(entry.words),
        "toc": contents(piece.toc),
        "source": options.source_url.replace(":path", entry.path),
        "citation": bibtex(article, options) if options.citation and date else "",
    }


def entry_page(on: Board, article: Article, around: View) -> Page:
    """Make the page of one article."""
    entry, options = article.entry, on.options
    path = entry.path
    picture = _picture(on, path)
    view: View = entry_values(article, options, on.pieces[path]) | {
        "tags": on.tag_links(entry.tags),
        "backlinks": [_backlink(on, *one) for one in on.backlinks.get(path, ())],
        "related": [on.cards[other] for other in on.related.get(path, ())],
        "picture": picture,
        "data": posting(article, options, on.plan.about_address, picture),
    }
    return on.page(article.address, "entry.html", entry.title, view | around, path)


def _backlink(on: Board, source: Article, mentioned: Sequence[Mention]) -> View:
    return {
        "card": on.cards[source.entry.path],
        "contexts": [
            {"before": one.before, "text": one.text, "after": one.after}
            for one in mentioned
            if one.before or one.after
        ],
    }


def _picture(on: Board, path: str) -> str:
    base = on.options.base_url
    pictures = (
        file
        for file in on.pieces[path].files
        if file.lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".gif"))
    )
    first = next(pictures, "")
    return absolute(base, media_address(first)) if base and first else ""
