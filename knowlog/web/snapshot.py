"""A log as a site at one moment: every page and file of it, made when somebody asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from knowlog.domain.addresses import file_of
from knowlog.domain.document import Problem
from knowlog.exporters.site.cache import SiteCache
from knowlog.exporters.site.cards import Page
from knowlog.exporters.site.derived import (
    ASSETS_FOLDER,
    math_style,
    robots,
    theme,
)
from knowlog.exporters.site.feeds import feed, json_feed
from knowlog.exporters.site.lists import list_pages
from knowlog.exporters.site.media import MediaFolder
from knowlog.exporters.site.model import ASSETS, FEED, JSON_FEED, MEDIA, ROBOTS
from knowlog.exporters.site.piece import digest
from knowlog.exporters.site.searchdata import SEARCH, pair_files, search_files
from knowlog.exporters.site.templates import Templates
from knowlog.exporters.site.views import Board, entry_page, line_page
from knowlog.render.codestyle import stylesheet
from knowlog.render.mathchars import font_characters, font_name
from knowlog.render.mathfont import subset


@dataclass(frozen=True)
class Snapshot:
    """A log as a site at one moment; any thread may ask.

    Attributes:
        board: What pages are made from.
        templates: What makes them.
        memory: The folder of the cache that holds rendered texts.
        media: The files beside the entries.
        problems: What a person should know of each entry, by its path.
        trouble: What is wrong with the log as a whole, such as its settings.
        moved: The addresses that entries had earlier in this preview, with their paths.
    """

    board: Board
    templates: Templates
    memory: Path
    media: MediaFolder
    problems: Mapping[str, Sequence[Problem]]
    trouble: tuple[str, ...]
    moved: Mapping[str, str]
    _gathering: Lock = field(default_factory=Lock, repr=False)
    """A page asks for several files at once, and they are made together."""

    def page(self, file: str) -> Page | None:
        """The page that stands in a file of the site."""
        number = self._line.get(file)
        if number is not None:
            return line_page(self.board, number)
        return self._others.get(file)

    def html(self, page: Page) -> str:
        """Make a page.

        Raises:
            KnowlogError: A template has a mistake.
        """
        return self.templates.page(page, self._text(page.body) if page.body else "")

    def file(self, name: str) -> bytes | None:
        """Make a file of the site that is no page and no file of the log."""
        if name.startswith(SEARCH):
            with self._gathering:
                return (self._pairs if name.startswith(_PAIRS) else self._search).get(name)
        if name in self._made:
            return self._made[name]().encode()
        asset = name.removeprefix(ASSETS)
        if name == "favicon.svg" or (name != asset and asset in _ASSETS):
            return (ASSETS_FOLDER / asset).read_bytes()
        return None

    def shown(self, name: str) -> Path | None:
        """The file of the log that stands at an address of the site, if an entry shows it."""
        path = name.removeprefix(MEDIA)
        return self.media.real(path) if name != path and path in self._shown else None

    def where(self, path: str) -> str | None:
        """The address of an entry now."""
        card = self.board.cards.get(path)
        return card.address if card else None

    @cached_property
    def style(self) -> str:
        """Name the look of the site: equal, and no style sheet has changed."""
        parts = (repr(self.board.options.style), self.board.options.look, self._font, self._rules)
        stamps = ((ASSETS_FOLDER / name).stat().st_mtime_ns for name in _ASSETS)
        return digest(*parts, *map(str, stamps))

    @cached_property
    def _line(self) -> dict[str, int]:
        line = self.board.plan.articles
        return {file_of(article.address): number for number, article in enumerate(line)}

    @cached_property
    def _others(self) -> dict[str, Page]:
        about = self.board.plan.about
        pages = (page for page in self.board.plan.pages if page is not about)
        alone = (entry_page(self.board, one) for one in pages)
        return {page.file: page for page in (*alone, *list_pages(self.board))}

    @cached_property
    def _shown(self) -> frozenset[str]:
        gists = self.board.gists.values()
        files = {file for gist in gists if gist.files for file in gist.files.split("\n")}
        return frozenset(files | {self.board.portrait.removeprefix(MEDIA)})

    @cached_property
    def _rules(self) -> str:
        gists = self.board.gists.values()
        return "\n".join(sorted({rule for gist in gists for rule in gist.css.splitlines()}))

    @cached_property
    def _characters(self) -> str:
        signs = {sign for gist in self.board.gists.values() for sign in gist.math}
        return font_characters("".join(sorted(signs)))

    @cached_property
    def _font(self) -> str:
        return font_name(self._characters)

    @cached_property
    def _search(self) -> dict[str, bytes]:
        with self._open() as memory:
            return dict(search_files(self.board, memory))

    @cached_property
    def _pairs(self) -> dict[str, bytes]:
        with self._open() as memory:
            return dict(pair_files(self.board, memory))

    @property
    def _made(self) -> dict[str, Callable[[], str]]:
        options = self.board.options
        return {
            f"{ASSETS}theme.css": lambda: theme(options.style),
            f"{ASSETS}code.css": stylesheet,
            f"{ASSETS}math.css": lambda: math_style(subset(self._characters)),
            f"{ASSETS}entries.css": lambda: self._rules,
            FEED: lambda: self.templates.feed(self._feed()),
            JSON_FEED: lambda: json_feed(self._feed(), options),
            ROBOTS: lambda: robots(options),
        }

    def _feed(self) -> Mapping[str, object]:
        with self._open() as memory:
            return feed(self.board.plan, self.board.options, memory.html)

    def _text(self, path: str) -> str:
        with self._open() as memory:
            return memory.html(path)

    @contextmanager
    def _open(self) -> Iterator[SiteCache]:
        # A connection of SQLite belongs to one thread, and each request has its own.
        with closing(SiteCache(self.memory)) as memory:
            yield memory


_PAIRS = f"{SEARCH}p-"
_ASSETS = frozenset(file.name for file in ASSETS_FOLDER.iterdir() if file.suffix in {".css", ".js"})
