"""Makes pages from views and writes them, with every core when there are many."""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowlog.exporters.site.cache import Texts, WordGroup
from knowlog.exporters.site.cards import Page
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import Staging
from knowlog.exporters.site.searchdata import TextBlock, word_files
from knowlog.exporters.site.standing import template_stamps
from knowlog.exporters.site.templates import Templates
from knowlog.exporters.site.wordchanges import Words
from knowlog.exporters.site.workers import in_parallel

_WORTH_A_PROCESS = 200

Job = Page | TextBlock | Words


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
    _ready: dict[int, tuple[Templates, Texts]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out the manner once."""
        manner = repr((self.options, self.site, template_stamps(self.own)))
        object.__setattr__(self, "manner", hashlib.blake2b(manner.encode()).hexdigest())

    def print_all(
        self, pages: Sequence[Page], blocks: Sequence[TextBlock] = (), words: Words | None = None
    ) -> "Printed":
        """Make and write pages, and what the search in the page reads.

        Args:
            pages: Which.
            blocks: Entries whose words in their order are written.
            words: Lists of words that are made anew.
        """
        if sys.platform != "linux":
            pages = [page.settled() for page in pages]
        # What takes longest comes first, so that nobody waits for anybody at the end. And what is
        # first is done by this very process, to which lists of words need not be sent.
        jobs: list[Job] = [*((words,) if words else ()), *pages, *blocks]
        printed = Printed()
        for files, groups in in_parallel(self._make, jobs, _WORTH_A_PROCESS):
            printed.digests.update(files)
            printed.groups.extend(groups)
        return printed

    def _make(self, job: Job) -> tuple[list[tuple[str, str]], list[WordGroup]]:
        templates, texts = self._tools()
        groups: list[WordGroup] = []
        files: Iterable[tuple[str, bytes]]
        if isinstance(job, Page):
            body = texts.html(job.body) if job.body else ""
            files = [(job.file, templates.page(job, body).encode())]
        elif isinstance(job, TextBlock):
            files = job.files(texts.tokens)
        else:
            groups = job.groups(texts.terms, texts.tokens)
            files = (one for group in groups for one in word_files(group))
        staging = Staging(self.folder)
        return [(file, staging.write(file, content)) for file, content in files], groups

    @property
    def templates(self) -> Templates:
        """The templates as this process has them."""
        return self._tools()[0]

    def _tools(self) -> tuple[Templates, Texts]:
        process = os.getpid()
        if process not in self._ready:
            compiled = self.texts.with_name("templates")
            templates = Templates(self.site, self.own, compiled)
            self._ready[process] = templates, Texts(self.texts)
        return self._ready[process]


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made.

    Attributes:
        digests: File to the digest of its content.
        groups: The lists of words, if they were made.
    """

    digests: dict[str, str] = field(default_factory=dict)
    groups: list[WordGroup] = field(default_factory=list)


def manner_of(options: SiteOptions) -> str:
    """Name everything that shapes a rendered text beside its entry: options and our own code."""
    shaping = (options.macros, options.trust_html, options.frames, options.variables)
    return hashlib.blake2b(repr(shaping).encode()).hexdigest()
