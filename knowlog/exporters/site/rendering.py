"""Renders what has to be rendered, with every core when there is much of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowlog.domain.document import Document
from knowlog.domain.links import LinkKind
from knowlog.domain.permalinks import place_of
from knowlog.exporters.site.cache import Kept, Made
from knowlog.exporters.site.gist import Gist, unpacked
from knowlog.exporters.site.links import Directory, LinkResolver
from knowlog.exporters.site.media import media_address
from knowlog.exporters.site.mentions import fragments, mentions
from knowlog.exporters.site.model import Article
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.piece import Mark, Piece, digest, gist_of, to_json
from knowlog.exporters.site.terms import entry_words
from knowlog.exporters.site.workers import in_parallel
from knowlog.render.page import RenderContext, Rendered

Renderer = Callable[[str, RenderContext], Rendered]
_ID = re.compile(r'\sid="([^"]+)"')
_WORTH_A_PROCESS = 150


@dataclass(frozen=True, slots=True)
class Workshop:
    """Everything that rendering one article needs beside its file.

    Attributes:
        options: Of the site.
        directory: What its links can mean.
        read: Opens a file.
        stamps: Path to a string that changes with the file.
        renderer: Turns a body into HTML.
    """

    options: SiteOptions
    directory: Directory
    read: Callable[[str], Document]
    stamps: Mapping[str, str]
    renderer: Renderer
    manner: str = field(default="")

    def resolver(self, article: Article) -> LinkResolver:
        """Answer the links of one article."""
        return LinkResolver(self.directory, article, self.read, self.stamps)

    def key(self, article: Article, document: Document) -> str:
        """Name everything of an entry's own that is kept of it."""
        entry = article.entry
        own = (entry.path, entry.title, entry.tags, place_of(document), document.problems)
        return digest(self.manner, repr(own), str(document.body_line), document.body)

    def stands(self, article: Article, marks: Iterable[Mark]) -> bool:
        """Whether the log still answers as it did when a piece was made."""
        resolver = self.resolver(article)
        return all(resolver.mark(LinkKind(one.kind), one.target) == one for one in marks)

    def shows_the_same(self, path: str, watched: str) -> bool:
        """Whether what an entry shows of other files is still so, when all names are as before."""
        files, shown = unpacked(watched) or ((), ())
        media = self.directory.media
        for target, address, stamp in files:
            file = media.find(path, target)
            if (media_address(file) if file else "") != address or (
                file and media.stamp(file) != stamp
            ):
                return False
        return all(self.stamps.get(entry, "") == stamp for entry, stamp in shown)

    def make(self, article: Article) -> Made:
        """Render one article."""
        path = article.entry.path
        document = self.read(path)
        resolver = self.resolver(article)
        rendered = self.renderer(document.body, self._context(article, document, resolver))
        links = [
            (link, resolver.found(link.kind, link.target) if link.resolved else None)
            for link in rendered.links
        ]
        spoken = entry_words(article.entry, document)
        piece = Piece(
            key=self.key(article, document),
            place=place_of(document),
            toc=rendered.toc,
            mentions=tuple(mentions(path, links, rendered.text)),
            fragments=tuple(fragments(links)),
            problems=(*document.problems, *rendered.problems),
            files=_files(rendered),
            math=rendered.math_characters,
            features=tuple(sorted(rendered.features)),
            css=rendered.css,
            marks=tuple(resolver.mark(kind, target) for kind, target in resolver.asked),
            html=digest(rendered.html),
            terms=digest(spoken.counts, spoken.tokens),
            lengths=spoken.lengths,
        )
        stamp = self.stamps.get(path, "")
        places = "\n".join(_ids(rendered.html))
        row = (to_json(piece), rendered.html, spoken.counts, spoken.tokens, places)
        return Made(path, stamp, gist_of(piece), *row)

    def _context(
        self, article: Article, document: Document, resolver: LinkResolver
    ) -> RenderContext:
        options = self.options
        return RenderContext(
            path=article.entry.path,
            first_line=document.body_line,
            title=article.entry.title,
            resolve=resolver,
            macros=options.macros,
            trust_html=options.trust_html,
            frame_hosts=frozenset(options.frames),
            marks_missing=True,
        )


def render_all(workshop: Workshop, articles: Sequence[Article]) -> Iterator[Made]:
    """Render articles, in any order."""
    if len(articles) >= _WORTH_A_PROCESS:
        workshop.directory.prepare()
    return in_parallel(workshop.make, articles, _WORTH_A_PROCESS)


def outdated(
    workshop: Workshop,
    articles: Sequence[Article],
    kept: Mapping[str, Kept],
    marks: Callable[[str], Iterable[Mark]] | None,
) -> tuple[list[Article], dict[str, str]]:
    """Find what has to be rendered again.

    Args:
        workshop: What would render it.
        articles: All of the site.
        kept: What the last export left of them, by path.
        marks: Every answer of the log that an entry depends on, by its path; None when every
            name leads where it did.

    Returns:
        Those articles, and new stamps for files that were touched but read the same.
    """
    again: list[Article] = []
    touched: dict[str, str] = {}
    for article in articles:
        path = article.entry.path
        before, stamp = kept.get(path), workshop.stamps.get(path, "")
        if before is None or not _answers_hold(workshop, article, before.gist, marks):
            again.append(article)
        elif not stamp or before.stamp != stamp:
            if workshop.key(article, workshop.read(path)) == before.gist.key:
                touched[path] = stamp
            else:
                again.append(article)
    return again, touched


def _answers_hold(
    workshop: Workshop,
    article: Article,
    before: Gist,
    marks: Callable[[str], Iterable[Mark]] | None,
) -> bool:
    path = article.entry.path
    if marks:
        return workshop.stands(article, marks(path))
    return not before.watched or workshop.shows_the_same(path, before.watched)


def _ids(html: str) -> Iterator[str]:
    """Every id of an element; the same words in a text stand behind the end of a tag."""
    for found in _ID.finditer(html):
        if html.rfind("<", 0, found.start()) > html.rfind(">", 0, found.start()):
            yield found[1]


def _files(rendered: Rendered) -> tuple[str, ...]:
    files = (link.resolved.file for link in rendered.links if link.resolved)
    return tuple(sorted({file for file in files if file}))
