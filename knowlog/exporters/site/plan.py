"""From entries to pages with addresses: what a site will hold, decided before a byte is written.

Pure: the same entries and options give the same plan, whatever the disk holds.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from knowlog.domain.addresses import Claims, address
from knowlog.domain.entry import Entry
from knowlog.domain.permalinks import Place, first_come, stand
from knowlog.exporters.site.model import (
    ABOUT,
    DATA,
    FILES,
    FOLDERS,
    HOME,
    RESERVED,
    Article,
    HomePage,
    Redirect,
    SitePlan,
    YearPage,
)
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.topics import tag_pages


def plan(entries: Iterable[tuple[Entry, Place]], options: SiteOptions) -> SitePlan:
    """Decide which pages a site has and where they stand.

    Where two want one address, pages come before entries and older entries before newer ones,
    ties by path; the later one gets the next free number.

    Args:
        entries: Every entry and page of the log with what it says about its place, any order.
        options: Drafts are left out unless these say otherwise.
    """
    visible = [pair for pair in entries if options.drafts or not pair[0].draft]
    placed = _placed(visible, options)
    articles = tuple(sorted((one for one in placed if not one.entry.is_page), key=_newest_first))
    pages = tuple(one for one in placed if one.entry.is_page)
    home, tags = _home(articles, options.per_page), tag_pages(articles)
    claims = Claims()
    claims.keep((*FILES, *FOLDERS, *DATA))
    for pages_of in (placed, home, tags):
        for one in pages_of:
            claims.take(one.address)
    about = next((page for page in pages if page.entry.id.casefold() == "about"), None)
    return SitePlan(
        articles=articles,
        pages=pages,
        about=about,
        about_address=about.address if about else claims.take(ABOUT),
        home=home,
        years=_years(articles, claims),
        tags=tags,
        redirects=_redirects(visible, placed, claims),
    )


def _placed(visible: Sequence[tuple[Entry, Place]], options: SiteOptions) -> list[Article]:
    pairs = {entry.path: (entry, place) for entry, place in visible}
    addresses = stand(visible, options.permalink, RESERVED)
    return [
        Article(pairs[path][0], address, pairs[path][1].names)
        for path, address in addresses.items()
    ]


def _newest_first(article: Article) -> tuple[bool, float, str]:
    date = article.entry.date
    return (date is None, -date.timestamp() if date else 0.0, article.entry.path)


def _home(articles: Sequence[Article], per_page: int) -> tuple[HomePage, ...]:
    starts = range(0, max(len(articles), 1), per_page)
    return tuple(
        HomePage(
            number,
            HOME if number == 1 else f"page/{number}/",
            tuple(articles[start : start + per_page]),
        )
        for number, start in enumerate(starts, start=1)
    )


def _years(articles: Sequence[Article], claims: Claims) -> tuple[YearPage, ...]:
    dated = [(article.entry.date.year, article) for article in articles if article.entry.date]
    dated.sort(key=lambda pair: -pair[0])
    return tuple(
        YearPage(year, claims.take(f"{year:04}/"), tuple(article for _, article in group))
        for year, group in groupby(dated, key=lambda pair: pair[0])
    )


def _redirects(
    visible: Sequence[tuple[Entry, Place]], placed: Sequence[Article], claims: Claims
) -> tuple[Redirect, ...]:
    by_path = {article.entry.path: article for article in placed}
    wanted = (
        (old, by_path[entry.path])
        for entry, place in sorted(visible, key=first_come)
        for old in map(address, place.redirects)
    )
    return tuple(
        Redirect(claims.take(old), article) for old, article in wanted if old and claims.free(old)
    )
