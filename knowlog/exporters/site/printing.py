"""Makes pages from views and writes them, with every core when there are many."""

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowlog.exporters.site.cache import Texts, WordGroup
from knowlog.exporters.site.cards import Page
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import Staging
from knowlog.exporters.site.searchdata import word_files, word_groups
from knowlog.exporters.site.standing import template_stamps
from knowlog.exporters.site.templates import Templates
from knowlog.exporters.site.wordlists import all_lines
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
    _ready: dict[int, tuple[Templates, Texts]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out the manner once."""
        manner = repr((self.options, self.site, template_stamps(self.own)))
        object.__setattr__(self, "manner", hashlib.blake2b(manner.encode()).hexdigest())

    def print_all(self, pages: Sequence[Page], entries: Sequence[str] = ()) -> "Printed":
        """Make and write pages, and the lists of words.

        Args:
            pages: Which.
            entries: The paths of all entries by their numbers in the search, to gather their words;
                none to leave the lists as they are.
        """
        if sys.platform != "linux":
            pages = [page.settled() for page in pages]
        words = [_Words(entries)] if entries else []
        half = len(pages) // 2
        # Half of the list is where the second process begins, so that it gathers the words.
        jobs: list[Page | _Words] = [*pages[:half], *words, *pages[half:]]
        printed = Printed()
        for files, groups in in_parallel(self._make, jobs, _WORTH_A_PROCESS):
            printed.digests.update(files)
            printed.groups.extend(groups)
        return printed

    def _make(self, job: "Page | _Words") -> tuple[list[tuple[str, str]], list[WordGroup]]:
        if isinstance(job, _Words):
            return self._gather(job.entries)
        templates, texts = self._tools()
        text = templates.page(job, texts.html(job.body) if job.body else "")
        return [(job.file, Staging(self.folder).write(job.file, text.encode()))], []

    def _gather(self, entries: Sequence[str]) -> tuple[list[tuple[str, str]], list[WordGroup]]:
        _, texts = self._tools()
        staging = Staging(self.folder)
        groups = word_groups(all_lines(map(texts.terms, entries)))
        files = (one for group in groups for one in word_files(group))
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


@dataclass(frozen=True, slots=True)
class _Words:
    """What to gather words from: the paths of all entries, by their numbers."""

    entries: Sequence[str]


def manner_of(options: SiteOptions) -> str:
    """Name everything that shapes a rendered text beside its entry: options and our own code."""
    shaping = (options.macros, options.trust_html, options.frames, options.variables)
    return hashlib.blake2b(repr(shaping).encode()).hexdigest()
