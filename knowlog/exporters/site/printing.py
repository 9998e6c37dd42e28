"""Makes pages from views and writes them, with every core when there are many."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowlog.exporters.site.cache import open_texts
from knowlog.exporters.site.cards import Page
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import Staging
from knowlog.exporters.site.standing import template_stamps
from knowlog.exporters.site.templates import Templates
from knowlog.exporters.site.workers import in_parallel

_WORTH_A_PROCESS = 200


@dataclass(frozen=True, slots=True)
class Press:
    """Makes pages.

    Attributes:
        options: Of the site.
        site: What every template sees as ``site``.
        own: The log's folder of templates.
        texts: The cache that holds the rendered entries.
        folder: Where the pages go.
        manner: Names everything beside a view that a page is made from.
    """

    options: SiteOptions
    site: Mapping[str, object]
    own: Path
    texts: Path
    folder: Path
    manner: str = ""
    _ready: dict[int, tuple[Templates, Callable[[str], str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out the manner once."""
        manner = repr((self.options, self.site, template_stamps(self.own)))
        object.__setattr__(self, "manner", hashlib.blake2b(manner.encode()).hexdigest())

    def print_all(self, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
        """Make and write pages, in any order; gives each one's file with its content's digest."""
        if sys.platform != "linux":
            pages = [page.settled() for page in pages]
        return in_parallel(self.print_one, pages, _WORTH_A_PROCESS)

    def print_one(self, page: Page) -> tuple[str, str]:
        """Make and write one page."""
        templates, body = self._tools()
        text = templates.page(page, body(page.body) if page.body else "")
        return page.file, Staging(self.folder).write(page.file, text.encode())

    @property
    def templates(self) -> Templates:
        """The templates as this process has them."""
        return self._tools()[0]

    def _tools(self) -> tuple[Templates, Callable[[str], str]]:
        process = os.getpid()
        if process not in self._ready:
            compiled = self.texts.with_name("templates")
            templates = Templates(self.site, self.own, compiled)
            self._ready[process] = templates, open_texts(self.texts)
        return self._ready[process]


def manner_of(options: SiteOptions) -> str:
    """Name everything that shapes a rendered text beside its entry: options and our own code."""
    shaping = (options.macros, options.trust_html, options.frames, options.variables)
    return hashlib.blake2b(repr(shaping).encode()).hexdigest()
