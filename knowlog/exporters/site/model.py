"""The pages of a site as values, and the addresses that every site has."""

from dataclasses import dataclass

from knowlog.domain.entry import Entry

HOME = ""
ABOUT = "about/"
ARCHIVE = "archive/"
TAGS = "tags/"
GRAPH = "graph/"
NOT_FOUND = "404.html"
ASSETS = "assets/"
MEDIA = "media/"
FEED = "feed.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
FILES = (NOT_FOUND, FEED, JSON_FEED, SITEMAP, ROBOTS, "favicon.svg")
FOLDERS = (HOME, ARCHIVE, TAGS, GRAPH, ASSETS, MEDIA)
DATA = ("assets/*", "media/*", "search/*")
"""Where only the site's own files stand."""
RESERVED = (*FILES, *FOLDERS, *DATA, "tags/*", "page/*")
"""What no entry can have as its address; ``/*`` stands for all below."""


@dataclass(frozen=True, slots=True)
class Article:
    """An entry or a page of the log, and where it stands on the site.

    Attributes:
        entry: What it is.
        address: Where it stands.
        names: Other titles that links may use for it.
    """

    entry: Entry
    address: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomePage:
    """One page of the list of latest entries.

    Attributes:
        number: Counted from 1; the first is the site's home.
        address: Where it stands.
        articles: What it lists, newest first.
    """

    number: int
    address: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """The entries of one year.

    Attributes:
        year: Of the entries' own dates, each in its own offset.
        address: Where it stands.
        articles: Newest first.
    """

    year: int
    address: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class TagPage:
    """What one tag's page lists.

    Attributes:
        name: The whole tag as first written (``ml/recsys``).
        label: Its last part.
        depth: How many tags stand above it.
        address: Where it stands.
        articles: What carries this tag or one below it, newest first.
        parent: The tag above, or an empty string.
        children: The names of the tags right below, in the order of the alphabet.
    """

    name: str
    label: str
    depth: int
    address: str
    articles: tuple[Article, ...]
    parent: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads to an article.

    Attributes:
        address: The old one.
        article: Where it leads.
    """

    address: str
    article: Article


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Every page of a site.

    Attributes:
        articles: The time line, newest first, those without a date last.
        pages: Pages beside the time line, in the order of their paths.
        about: The author's own page, one of ``pages``; None when the log has none.
        about_address: Where the about page stands, also when only the log itself fills it.
        home: The pages of the home list; the first is there even when nothing is listed.
        years: Newest first.
        tags: Every tag page, parents before their children, in the order of the alphabet.
        redirects: Old addresses.
    """

    articles: tuple[Article, ...]
    pages: tuple[Article, ...]
    about: Article | None
    about_address: str
    home: tuple[HomePage, ...]
    years: tuple[YearPage, ...]
    tags: tuple[TagPage, ...]
    redirects: tuple[Redirect, ...]

    @property
    def everything(self) -> tuple[Article, ...]:
        """Every article that has a page of its own."""
        return self.articles + self.pages
