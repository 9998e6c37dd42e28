"""What each page shows, as plain values: all that a template may use, and nothing else.

A view holds text, numbers, lists and maps only, so that its digest tells whether a page has to be
written again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowlog.exporters.site.addresses import absolute, file_of, relative
from knowlog.exporters.site.model import (
    ARCHIVE,
    NOT_FOUND,
    TAGS,
    Article,
    HomePage,
    SitePlan,
    TagPage,
)
from knowlog.exporters.site.options import SiteOptions
from knowlog.render.page import Heading, Rendered

View = dict[str, object]
_WORDS_A_MINUTE = 230
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site that a template makes.

    Attributes:
        address: Where it stands.
        template: The template's file name.
        view: What the template shows as ``page``.
        body: The path of the entry whose rendered text it shows, or an empty string.
    """

    address: str
    template: str
    view: View
    body: str = ""

    @property
    def file(self) -> str:
        """The file, relative to the output folder."""
        return file_of(self.address)


def moment(date: datetime) -> View:
    """Give a date for machines and for people.

    >>> moment(datetime(2024, 3, 2))["text"]
    '2 March 2024'
    """
    return {"iso": date.isoformat(), "text": f"{date.day} {_MONTHS[date.month - 1]} {date.year}"}


def minutes(words: int) -> int:
    """Say how long a text takes to read, in minutes, at least one; 0 when it has no words."""
    return 0 if not words else max(1, round(words / _WORDS_A_MINUTE))


def contents(headings: Sequence[Heading]) -> list[View]:
    """Turn a table of contents into plain values."""
    return [
        {"id": heading.id, "text": heading.text, "children": contents(heading.children)}
        for heading in headings
    ]


@dataclass(frozen=True, slots=True)
class Views:
    """Makes the views of a plan.

    Attributes:
        plan: The pages.
        options: The site's.
        rendered: The text of every article, by its path.
    """

    plan: SitePlan
    options: SiteOptions
    rendered: Mapping[str, Rendered]

    def pages(self) -> Iterator[Page]:
        """Make every page of the plan."""
        yield from self._home_pages()
        yield from self._articles()
        yield from map(self._tag_page, self.plan.tags)
        yield self._tag_tree()
        yield from self._archives()
        yield self._about()
        yield self._page(NOT_FOUND, "not-found.html", "Not here", {})
        yield from self._redirects()

    def _page(self, address: str, template: str, title: str, view: View, body: str = "") -> Page:
        base = self.options.base_url
        common: View = {
            "address": address,
            "kind": template.removesuffix(".html"),
            "title": title,
            "lang": "",
            "description": "",
            "canonical": absolute(base, address) if base and address != NOT_FOUND else "",
        }
        return Page(address, template, common | view, body)

    def _home_pages(self) -> Iterator[Page]:
        home = self.plan.home
        for number, page in enumerate(home):
            view: View = {
                "number": page.number,
                "count": len(home),
                "newer": home[number - 1].address if number else None,
                "older": home[number + 1].address if number + 1 < len(home) else None,
                "entries": [self._teaser(page, article) for article in page.articles],
                "description": self.options.description if number == 0 else "",
            }
            title = self.options.title if number == 0 else f"Page {page.number}"
            yield self._page(page.address, "home.html", title, view)

    def _teaser(self, page: HomePage, article: Article) -> View:
        return self._item(page.address, article) | {
            "summary": article.entry.summary,
            "minutes": minutes(article.entry.words),
            "tags": self._tags(page.address, article.entry.tags),
        }

    def _item(self, address: str, article: Article) -> View:
        date = article.entry.date
        return {
            "url": relative(address, article.address),
            "title": article.entry.title,
            "date": moment(date) if date else None,
        }

    def _tags(self, address: str, names: Sequence[str]) -> list[View]:
        pages = {tag.name.casefold(): tag.address for tag in self.plan.tags}
        return [
            {"name": name, "url": relative(address, pages[name.casefold()])}
            for name in names
            if name.casefold() in pages
        ]

    def _articles(self) -> Iterator[Page]:
        line = self.plan.articles
        for number, article in enumerate(line):
            newer = self._item(article.address, line[number - 1]) if number else None
            last = number + 1 == len(line)
            older = None if last else self._item(article.address, line[number + 1])
            yield self._article(article, {"newer": newer, "older": older})
        for page in self.plan.pages:
            if page is not self.plan.about:
                yield self._article(page, {"newer": None, "older": None, "date": None})

    def _article(self, article: Article, around: View) -> Page:
        entry = article.entry
        changed = entry.updated if entry.updated and entry.updated != entry.date else None
        view: View = {
            "lang": entry.lang,
            "description": entry.summary,
            "date": moment(entry.date) if entry.date else None,
            "updated": moment(changed) if changed else None,
            "minutes": minutes(entry.words),
            "toc": contents(self.rendered[entry.path].toc),
            "tags": self._tags(article.address, entry.tags),
        }
        return self._page(article.address, "entry.html", entry.title, view | around, entry.path)

    def _tag_page(self, tag: TagPage) -> Page:
        by_name = {other.name: other for other in self.plan.tags}
        trail: list[View] = []
        parent = by_name.get(tag.parent)
        while parent is not None:
            trail.append({"label": parent.label, "url": relative(tag.address, parent.address)})
            parent = by_name.get(parent.parent)
        view: View = {
            "trail": trail[::-1],
            "children": [
                {
                    "label": by_name[child].label,
                    "url": relative(tag.address, by_name[child].address),
                }
                for child in tag.children
            ],
            "entries": [self._item(tag.address, article) for article in tag.articles],
        }
        return self._page(tag.address, "tag.html", tag.name, view)

    def _tag_tree(self) -> Page:
        by_name = {tag.name: tag for tag in self.plan.tags}

        def branch(tag: TagPage) -> View:
            return {
                "label": tag.label,
                "url": relative(TAGS, tag.address),
                "count": len(tag.articles),
                "children": [branch(by_name[child]) for child in tag.children],
            }

        tree = [branch(tag) for tag in self.plan.tags if not tag.parent]
        return self._page(TAGS, "tags.html", "Tags", {"tree": tree})

    def _archives(self) -> Iterator[Page]:
        groups: list[View] = []
        for year in self.plan.years:
            url = relative(ARCHIVE, year.address)
            items = [self._item(ARCHIVE, article) for article in year.articles]
            groups.append({"title": str(year.year), "url": url, "entries": items})
            own = [self._item(year.address, article) for article in year.articles]
            view: View = {
                "count": len(own),
                "groups": [{"title": "", "url": "", "entries": own}],
            }
            yield self._page(year.address, "archive.html", str(year.year), view)
        undated = [article for article in self.plan.articles if article.entry.date is None]
        if undated:
            title = "Without a date" if groups else ""
            items = [self._item(ARCHIVE, article) for article in undated]
            groups.append({"title": title, "url": "", "entries": items})
        view = {"count": len(self.plan.articles), "groups": groups}
        yield self._page(ARCHIVE, "archive.html", "Archive", view)

    def _about(self) -> Page:
        about, address = self.plan.about, self.plan.about_address
        dated = [article.entry.date for article in self.plan.articles if article.entry.date]
        top = sorted(
            (tag for tag in self.plan.tags if not tag.parent),
            key=lambda tag: (-len(tag.articles), tag.name.casefold()),
        )
        view: View = {
            "lang": about.entry.lang if about else "",
            "description": about.entry.summary if about else self.options.description,
            "count": len(self.plan.articles),
            "since": moment(min(dated)) if dated else None,
            "tags": self._tags(address, [tag.name for tag in top[:12]]),
            "latest": [self._item(address, article) for article in self.plan.articles[:5]],
        }
        title = about.entry.title if about else "About"
        body = about.entry.path if about else ""
        return self._page(address, "about.html", title, view, body)

    def _redirects(self) -> Iterator[Page]:
        for redirect in self.plan.redirects:
            view: View = {"url": relative(redirect.address, redirect.article.address)}
            title = redirect.article.entry.title
            yield self._page(redirect.address, "redirect.html", title, view)
