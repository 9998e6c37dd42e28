"""What the pages that list entries show, as plain values."""

from collections.abc import Iterator, Sequence
from functools import partial

from knowlog.domain.addresses import absolute
from knowlog.domain.text import counted
from knowlog.exporters.site.cards import Card, Page, View, minutes, moment, spelled
from knowlog.exporters.site.drawing import graph_page
from knowlog.exporters.site.folders import Folder, folders_of
from knowlog.exporters.site.heatmap import HeatMap, heat_map
from knowlog.exporters.site.model import ARCHIVE, NOT_FOUND, TAGS, Article, TagPage, YearPage
from knowlog.exporters.site.schema import profile
from knowlog.exporters.site.views import Board

_TOPICS = 16
_LATEST = 6
_MANY_GROUPS = 6
"""From so many groups on, the archive begins with a list of them."""


def list_pages(on: Board) -> Iterator[Page]:
    """Make every page that is not an article's own."""
    yield from _home_pages(on)
    yield from _tag_pages(on)
    yield _tag_tree(on)
    yield from _archives(on)
    yield _about(on)
    yield graph_page(on)
    yield on.plain_page(NOT_FOUND, "not-found.html", "Not here", {})
    for redirect in on.plan.redirects:
        goal = redirect.article.address
        base = on.options.base_url
        view: View = {"target": goal, "goal": absolute(base, goal) if base else ""}
        title = redirect.article.entry.title
        yield on.plain_page(redirect.address, "redirect.html", title, view)


def _home_pages(on: Board) -> Iterator[Page]:
    count = len(on.plan.home)
    folders = _home_folders(on)
    for number, page in enumerate(on.plan.home):
        title = on.options.title if number == 0 else f"Page {page.number}"
        shown = (
            str(count),
            *(part for one in page.articles for part in _teased(on, one)),
            *(spelled(folders) if number == 0 else ()),
        )
        make = partial(_home_view, on, number, folders if number == 0 else [])
        yield on.page(page.address, "home.html", title, make, shown)


def _home_folders(on: Board) -> list[View]:
    """The folders of a log without dates, where the latest entries say nothing."""
    undated = _undated(on)
    if 2 * len(undated) <= len(on.plan.articles):
        return []
    return [
        {"name": folder.name or "Other", "id": folder.id, "count": len(folder.articles)}
        for folder in folders_of(undated)
    ]


def _undated(on: Board) -> list[Article]:
    return [article for article in on.plan.articles if article.entry.date is None]


def _home_view(on: Board, number: int, folders: Sequence[View]) -> View:
    home = on.plan.home
    return {
        "number": home[number].number,
        "count": len(home),
        "newer": home[number - 1].address if number else None,
        "older": home[number + 1].address if number + 1 < len(home) else None,
        "entries": [_teaser(on, article) for article in home[number].articles],
        "folders": folders,
        "archive": ARCHIVE,
        "description": on.options.description
        if number == 0
        else f"{on.options.title}, page {number + 1} of {len(home)}",
    }


def _teaser(on: Board, article: Article) -> View:
    return {
        "card": on.cards[article.entry.path],
        "summary": article.entry.summary,
        "minutes": minutes(article.entry.words),
        "tags": on.tag_links(article.entry.tags),
    }


def _teased(on: Board, article: Article) -> Iterator[str]:
    """Name what :func:`_teaser` gives."""
    entry = article.entry
    yield f"{on.cards[entry.path].key}\1{entry.summary}\1{minutes(entry.words)}"
    for tag in entry.tags:
        yield f"{tag}\1{on.tags.get(tag.casefold(), '')}"


def _cards(on: Board, articles: Sequence[Article]) -> list[Card]:
    return [on.cards[article.entry.path] for article in articles]


def _listed(on: Board, articles: Sequence[Article]) -> Iterator[str]:
    """Name what :func:`_cards` gives."""
    return (on.cards[article.entry.path].key for article in articles)


def _tag_pages(on: Board) -> Iterator[Page]:
    by_name = {tag.name: tag for tag in on.plan.tags}
    for tag in on.plan.tags:
        trail: list[View] = []
        above = by_name.get(tag.parent)
        while above is not None:
            trail.insert(0, {"label": above.label, "address": above.address})
            above = by_name.get(above.parent)
        below = [by_name[child] for child in tag.children]
        view: View = {
            "trail": trail,
            "children": [{"name": one.label, "address": one.address} for one in below],
            "description": f"{counted(len(tag.articles), 'entry', 'entries')} about {tag.name} "
            f"in {on.options.title}",
        }
        shown = (*spelled(view), *_listed(on, tag.articles))
        yield on.page(tag.address, "tag.html", tag.name, partial(_tag_view, on, tag, view), shown)


def _tag_view(on: Board, tag: TagPage, around: View) -> View:
    return around | {"entries": _cards(on, tag.articles)}


def _tag_tree(on: Board) -> Page:
    by_name = {tag.name: tag for tag in on.plan.tags}

    def branch(tag: TagPage) -> View:
        return {
            "label": tag.label,
            "address": tag.address,
            "count": len(tag.articles),
            "children": [branch(by_name[child]) for child in tag.children],
        }

    about = f"What {on.options.title} is about: {counted(len(on.plan.tags), 'tag')}"
    tree = [branch(tag) for tag in on.plan.tags if not tag.parent]
    return on.plain_page(TAGS, "tags.html", "Tags", {"tree": tree, "description": about})


def _archives(on: Board) -> Iterator[Page]:
    for year in on.plan.years:
        make = partial(_year_view, on, year)
        listed = _listed(on, year.articles)
        yield on.page(year.address, "archive.html", str(year.year), make, listed)
    shown = (*(year.address for year in on.plan.years), *_listed(on, on.plan.articles))
    yield on.page(ARCHIVE, "archive.html", "Archive", partial(_archive_view, on), shown)


def _year_view(on: Board, year: YearPage) -> View:
    only: View = {"title": "", "id": "", "address": "", "entries": _cards(on, year.articles)}
    count = len(year.articles)
    about = f"{counted(count, 'entry', 'entries')} of {year.year} in {on.options.title}"
    return {"count": count, "groups": [only], "jump": False, "description": about}


def _archive_view(on: Board) -> View:
    groups: list[View] = [
        {
            "title": str(year.year),
            "id": f"y{year.year}",
            "address": year.address,
            "entries": _cards(on, year.articles),
        }
        for year in on.plan.years
    ]
    undated = _undated(on)
    folders = folders_of(undated)
    rest = "Other" if folders else "Without a date" if groups else ""
    for folder in folders or [Folder("", "undated", tuple(undated))]:
        if folder.articles:
            entries = _cards(on, folder.articles)
            title = folder.name or rest
            groups.append({"title": title, "id": folder.id, "address": "", "entries": entries})
    count = len(on.plan.articles)
    return {
        "count": count,
        "groups": groups,
        "jump": len(groups) >= _MANY_GROUPS,
        "description": f"All {counted(count, 'entry', 'entries')} of {on.options.title}",
    }


def _about(on: Board) -> Page:
    plan, about = on.plan, on.plan.about
    words = sum(article.entry.words for article in plan.articles)
    topics = sorted(
        (tag for tag in plan.tags if not tag.parent),
        key=lambda tag: (-len(tag.articles), tag.name.casefold()),
    )
    view: View = {
        "lang": about.entry.lang if about else "",
        "description": about.entry.summary if about else on.options.description,
        "count": len(plan.articles),
        "words": words,
        "topics": [
            {"name": tag.name, "address": tag.address, "count": len(tag.articles)}
            for tag in topics[:_TOPICS]
        ],
        "topic_count": len(topics),
        "portrait": "" if about and _shows_picture(on, about) else on.portrait,
    }
    title = about.entry.title if about else "About"
    body = about.entry.path if about else ""
    make = partial(_about_view, on, view)
    shown = (*spelled(view), on.portrait, *_listed(on, plan.articles))
    return on.page(plan.about_address, "about.html", title, make, shown, body=body)


def _about_view(on: Board, counted: View) -> View:
    plan = on.plan
    dated = [article.entry.date for article in plan.articles if article.entry.date]
    base = on.options.base_url
    picture = on.portrait if "://" in on.portrait or not base else absolute(base, on.portrait)
    return counted | {
        "since": moment(min(dated)) if dated else None,
        "heat": _heat(heat_map(date.date() for date in dated)),
        "latest": _cards(on, plan.articles[:_LATEST]),
        "data": profile(plan, on.options, picture if "://" in picture else ""),
    }


def _heat(found: HeatMap | None) -> View | None:
    if found is None:
        return None
    return {
        "days": [
            {"x": day.column, "y": day.row, "level": day.level, "date": day.date, "n": day.count}
            for day in found.days
        ],
        "months": [{"x": column, "name": name} for column, name in found.months],
        "total": found.total,
        "first": found.first,
        "last": found.last,
        "last_text": found.last_text,
    }


def _shows_picture(on: Board, about: Article) -> bool:
    return "image" in on.gists[about.entry.path].features.split(" ")
