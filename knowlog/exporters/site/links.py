"""What the links of an entry mean on the site."""

import posixpath
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowlog.domain.addresses import address, file_of, relative
from knowlog.domain.document import Document
from knowlog.domain.links import LinkKind
from knowlog.domain.names import Names
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import (
    ARCHIVE,
    FEED,
    GRAPH,
    HOME,
    JSON_FEED,
    TAGS,
    Article,
    SitePlan,
)
from knowlog.exporters.site.piece import Mark
from knowlog.render.page import Embedded, Target


def _fold(name: str) -> str:
    if name.isascii():
        return name.lower().strip()
    return unicodedata.normalize("NFC", name).casefold().strip()


class Directory:
    """Everything of a site that a link can lead to, by each name it goes by.

    Drafts that the plan leaves out have no name here. Nothing is written down before it is asked
    for: most runs ask for little.

    Attributes:
        media: The files beside the entries.
    """

    def __init__(self, plan: SitePlan, media: MediaFolder) -> None:
        """Take what names are made from."""
        self.media = media
        self._plan = plan

    def prepare(self) -> None:
        """Write down all names now, before many processes ask for them."""
        for names in (self.tags, self._by_path, self._by_file, self._by_name, self._lists):
            len(names)
        self._names.meant("any", "", wiki=True)

    @cached_property
    def tags(self) -> dict[str, str]:
        """Addresses of tag pages by folded name."""
        return {_fold(tag.name): tag.address for tag in self._plan.tags}

    def listed(self, target: str) -> str | None:
        """Find a page of the site that is no entry, by its address from the site's root."""
        if not target.startswith("/"):
            return None
        return self._lists.get(target.lstrip("/")) or self._lists.get(file_of(address(target)))

    def article(self, source: str, target: str, *, wiki: bool = False) -> Article | None:
        """Find an entry by a path from another, by its address, or by one of its names."""
        if not target.strip("/ "):
            return None
        return (
            self._by_path.get(_path_key(self._names.meant(target, source, wiki=wiki)))
            or self._by_file.get(_fold(file_of(address(target))))
            or self._by_name.get(_fold(target))
            or self._by_name.get(_fold(_path_key(posixpath.basename(target.rstrip("/")))))
        )

    @cached_property
    def _by_path(self) -> dict[str, Article]:
        """Entries by path, without the ending, folded."""
        return {_path_key(article.entry.path): article for article in self._plan.everything}

    @cached_property
    def _by_file(self) -> dict[str, Article]:
        """Entries by the file of their page, and of its old places."""
        found = {_fold(file_of(article.address)): article for article in self._plan.everything}
        for redirect in self._plan.redirects:
            found.setdefault(_fold(file_of(redirect.address)), redirect.article)
        return found

    @cached_property
    def _by_name(self) -> dict[str, Article]:
        """Entries by title, id, file name and other names, folded; the first one wins."""
        found: dict[str, Article] = {}
        for naming in (_titles, _given_names, _short_names):
            for article in self._plan.everything:
                for name in naming(article):
                    found.setdefault(_fold(name), article)
        return found

    @cached_property
    def _lists(self) -> dict[str, str]:
        """Addresses of the site's other pages and feeds, by their file."""
        return {file_of(one): one or file_of(one) for one in _list_addresses(self._plan)}

    @cached_property
    def _names(self) -> Names:
        """What the paths and names of all entries mean from where a link stands."""
        articles = self._plan.everything
        aliases = {one.entry.path: one.names for one in articles if one.names}
        return Names((one.entry for one in articles), aliases)


def _list_addresses(plan: SitePlan) -> Iterator[str]:
    yield from (HOME, ARCHIVE, TAGS, GRAPH, plan.about_address, FEED, JSON_FEED)
    yield from (year.address for year in plan.years)
    yield from (tag.address for tag in plan.tags)


def _path_key(path: str) -> str:
    folded = _fold(path)
    for ending in (".md", ".markdown", ".html"):
        folded = folded.removesuffix(ending)
    return folded


def names_of(plan: SitePlan) -> Iterator[str]:
    """Spell everything that decides what a name leads to: equal, every link leads where it did."""
    for article in plan.everything:
        entry = article.entry
        yield f"{entry.path}\1{article.address}\1{entry.title}\1{entry.id}\1{article.names}"
    for tag in plan.tags:
        yield f"{tag.name}\1{tag.address}"
    yield from _list_addresses(plan)
    for redirect in plan.redirects:
        yield f"{redirect.address}\1{redirect.article.entry.path}"


def _titles(article: Article) -> tuple[str, ...]:
    return (article.entry.title,)


def _given_names(article: Article) -> tuple[str, ...]:
    return article.names


def _short_names(article: Article) -> tuple[str, ...]:
    return (article.entry.id, _path_key(posixpath.basename(article.entry.path)))


Found = Article | tuple[str, str] | None
"""An article, or the name and address of what else there is."""


@dataclass(frozen=True, slots=True)
class LinkResolver:
    """Answers what the renderer asks while it renders one article.

    Attributes:
        directory: Of the whole site.
        article: The one that is rendered.
        read: Opens an entry that is shown inside this one.
        stamps: Path to a string that changes with the file, for what is shown inside.
        asked: Every question so far with its answer, in the order asked.
    """

    directory: Directory
    article: Article
    read: Callable[[str], Document]
    stamps: Mapping[str, str]
    asked: dict[tuple[LinkKind, str], Found] = field(default_factory=dict)

    def __call__(self, kind: LinkKind, target: str) -> Target | None:
        """Say where a link leads from this article's page, or None when nothing has that name."""
        found = self.found(kind, target)
        if found is None:
            return None
        if isinstance(found, Article):
            url = relative(self.article.address, found.address)
            return Target(url, found.entry.title, entry=self._embedded(kind, found))
        name, address = found
        url = relative(self.article.address, address)
        if kind is LinkKind.TAG or not name:
            return Target(url, f"#{name}" if name else "")
        width, height = self.directory.media.size(name) or (None, None)
        return Target(url, posixpath.basename(name), name, width, height)

    def found(self, kind: LinkKind, target: str) -> Found:
        """Find the article that a link means, or the tag or file with its address.

        Another page of the site has an address and no name.
        """
        if (kind, target) not in self.asked:
            self.asked[kind, target] = self._found(kind, target)
        return self.asked[kind, target]

    def _found(self, kind: LinkKind, target: str) -> Found:
        source = self.article.entry.path
        if kind is LinkKind.TAG:
            page = self.directory.tags.get(_fold(target))
            return None if page is None else (target, page)
        if kind is not LinkKind.IMAGE:
            article = self.directory.article(source, target, wiki=kind.is_wiki)
            if article is not None:
                return article
        file = self.directory.media.find(source, target)
        if file is not None:
            return file, media_address(file)
        listed = self.directory.listed(target) if kind is LinkKind.LINK else None
        return None if listed is None else ("", listed)

    def mark(self, kind: LinkKind, target: str) -> Mark:
        """Name the answer to a question, so that another answer has another name."""
        found = self.found(kind, target)
        if found is None:
            return Mark(kind, target)
        if isinstance(found, Article):
            path = found.entry.path
            stamp = self.stamps.get(path, "") if kind is LinkKind.EMBED else ""
            return Mark(
                kind, target, f"{found.address} {found.entry.title}", entry=path, stamp=stamp
            )
        name, address = found
        if kind is LinkKind.TAG or not name:
            return Mark(kind, target, address)
        return Mark(kind, target, address, stamp=self.directory.media.stamp(name))

    def _embedded(self, kind: LinkKind, article: Article) -> Embedded | None:
        if kind is not LinkKind.EMBED:
            return None
        document = self.read(article.entry.path)
        return Embedded(article.entry.path, document.body, document.body_line)
