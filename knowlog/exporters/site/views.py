"""What the page of an entry shows, as plain values: all that a template may use."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from knowlog.domain.addresses import absolute
from knowlog.exporters.site.around import Linkers
from knowlog.exporters.site.cards import Card, Page, View, card, direction, minutes, moment, spelled
from knowlog.exporters.site.citation import bibtex
from knowlog.exporters.site.gist import Gist
from knowlog.exporters.site.graph import Graph
from knowlog.exporters.site.media import media_address
from knowlog.exporters.site.model import NOT_FOUND, Article, SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.piece import Piece, Pieces, digest
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
        gists: What every run knows of every rendered entry, by path.
        pieces: All that is kept of every rendered entry, by path; read when asked for.
        places: The path of an entry to every id in its text, which links may name.
        linkers: Who links to an entry, by its path.
        related: Paths of entries near an entry, by its path.
        graph: What the link graph shows.
        portrait: The author's picture: an address of the site or of the web, or empty.
        cards: Of every article, by its path.
        tags: Addresses of tag pages, by folded name.
    """

    plan: SitePlan
    options: SiteOptions
    gists: Mapping[str, Gist]
    pieces: Pieces
    places: Callable[[str], frozenset[str]]
    linkers: Linkers
    related: Mapping[str, Sequence[str]]
    graph: Graph
    portrait: str
    cards: dict[str, Card] = field(init=False)
    tags: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what follows from the rest."""
        cards = {article.entry.path: card(article) for article in self.plan.everything}
        tags = {tag.name.casefold(): tag.address for tag in self.plan.tags}
        object.__setattr__(self, "cards", cards)
        object.__setattr__(self, "tags", tags)

    def page(  # noqa: PLR0913  # what differs from page to page
        self,
        address: str,
        template: str,
        title: str,
        make: Callable[[], View],
        shown: Iterable[str],
        *,
        body: str = "",
    ) -> Page:
        """Make a page with what every page has.

        Args:
            address: Where it stands.
            template: The template's file name.
            title: Of the page.
            make: Gives what the page shows beside that.
            shown: Names what ``make`` gives, as far as the options do not decide it.
            body: The path of the entry whose rendered text it shows.
        """
        gist = self.gists.get(body)
        key = digest(template, title, gist.shown if gist else "", *shown)
        return Page(
            address,
            template,
            key,
            lambda: self._common(address, template, title, gist) | make(),
            body,
        )

    def _common(self, address: str, template: str, title: str, gist: Gist | None) -> View:
        base = self.options.base_url
        return {
            "address": address,
            "kind": template.removesuffix(".html"),
            "title": title,
            "lang": "",
            "description": "",
            "canonical": absolute(base, address) if base and address != NOT_FOUND else "",
            "has_math": bool(gist and gist.math),
            "has_code": bool(gist and "code" in gist.features.split(" ")),
            "has_styles": bool(gist and gist.css),
        }

    def plain_page(self, address: str, template: str, title: str, view: View) -> Page:
        """Make a page that shows so little that this is worked out in every run."""
        return self.page(address, template, title, lambda: view, spelled(view))

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
            yield entry_page(on, article)


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
    return entry_page(on, line[number], newer=newer, older=older)


def entry_values(article: Article, options: SiteOptions, piece: Piece) -> View:
    """Give what the page of an article shows of the article alone."""
    entry = article.entry
    changed = entry.updated if entry.updated and entry.updated != entry.date else None
    date = entry.date if not entry.is_page else None
    return {
        "title": entry.title,
        "lang": entry.lang,
        "direction": direction(entry.lang or options.language),
        "description": entry.summary,
        "draft": entry.draft,
        "date": moment(date) if date else None,
        "updated": moment(changed) if changed else None,
        "minutes": 0 if entry.is_page else minutes(entry.words),
        "toc": contents(piece.toc),
        "source": options.source_url.replace(":path", entry.path),
        "citation": bibtex(article, options) if options.citation and date else "",
    }


def entry_page(
    on: Board, article: Article, *, newer: Card | None = None, older: Card | None = None
) -> Page:
    """Make the page of one article."""
    path, title = article.entry.path, article.entry.title
    make = partial(_entry_view, on, article, newer=newer, older=older)
    shown = _entry_shown(on, article, newer, older)
    return on.page(article.address, "entry.html", title, make, shown, body=path)


def _entry_view(on: Board, article: Article, *, newer: Card | None, older: Card | None) -> View:
    entry, options = article.entry, on.options
    path = entry.path
    picture = _picture(on, path)
    around = on.linkers.get(path, ())
    return entry_values(article, options, on.pieces[path]) | {
        "tags": on.tag_links(entry.tags),
        "backlinks": [_backlink(on, path, source) for source, _ in around],
        "related": [on.cards[other] for other in on.related.get(path, ())],
        "picture": picture,
        "data": posting(article, options, on.plan.about_address, picture),
        "newer": newer,
        "older": older,
    }


def _entry_shown(
    on: Board, article: Article, newer: Card | None, older: Card | None
) -> tuple[str, ...]:
    """Name what :func:`_entry_view` gives, beside what the entry's gist names."""
    entry = article.entry
    around = [newer.key if newer else "", older.key if older else ""]
    for tag in entry.tags:
        around += (tag, on.tags.get(tag.casefold(), ""))
    for source, said in on.linkers.get(entry.path, ()):
        around += (on.cards[source.entry.path].key, said)
    around.append("")
    around += [on.cards[other].key for other in on.related.get(entry.path, ())]
    return (
        f"{entry.id}\1{entry.path}\1{entry.lang}\1{entry.layout}\1{entry.draft}\1{entry.words}",
        f"{entry.date}\1{entry.updated}\1{entry.summary}",
        *around,
    )


def _backlink(on: Board, path: str, source: Article) -> View:
    mentioned = on.pieces.mentions(source.entry.path, path)
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
        for file in on.gists[path].files.split("\n")
        if file.lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".gif"))
    )
    first = next(pictures, "")
    return absolute(base, media_address(first)) if base and first else ""
