"""What the pages that list entries show, as plain values."""

from collections.abc import Iterator

from knowlog.domain.addresses import absolute
from knowlog.exporters.site.cards import Card, Page, View, minutes, moment
from knowlog.exporters.site.graph import SIZE, edges_of
from knowlog.exporters.site.heatmap import HeatMap, heat_map
from knowlog.exporters.site.model import ARCHIVE, GRAPH, NOT_FOUND, TAGS, Article, TagPage
from knowlog.exporters.site.schema import profile
from knowlog.exporters.site.views import Board

_TOPICS = 16
_LATEST = 6
_MOST = 20
_LABELLED = 12
_LABEL = 32


def list_pages(on: Board) -> Iterator[Page]:
    """Make every page that is not an article's own."""
    yield from _home_pages(on)
    yield from _tag_pages(on)
    yield _tag_tree(on)
    yield from _archives(on)
    yield _about(on)
    yield _graph(on)
    yield on.page(NOT_FOUND, "not-found.html", "Not here", {})
    for redirect in on.plan.redirects:
        goal = redirect.article.address
        base = on.options.base_url
        view: View = {"target": goal, "goal": absolute(base, goal) if base else ""}
        yield on.page(redirect.address, "redirect.html", redirect.article.entry.title, view)


def _home_pages(on: Board) -> Iterator[Page]:
    home = on.plan.home
    for number, page in enumerate(home):
        view: View = {
            "number": page.number,
            "count": len(home),
            "newer": home[number - 1].address if number else None,
            "older": home[number + 1].address if number + 1 < len(home) else None,
            "entries": [_teaser(on, article) for article in page.articles],
            "description": on.options.description if number == 0 else "",
        }
        title = on.options.title if number == 0 else f"Page {page.number}"
        yield on.page(page.address, "home.html", title, view)


def _teaser(on: Board, article: Article) -> View:
    return {
        "card": on.cards[article.entry.path],
        "summary": article.entry.summary,
        "minutes": minutes(article.entry.words),
        "tags": on.tag_links(article.entry.tags),
    }


def _cards(on: Board, articles: tuple[Article, ...]) -> list[Card]:
    return [on.cards[article.entry.path] for article in articles]


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
            "entries": _cards(on, tag.articles),
        }
        yield on.page(tag.address, "tag.html", tag.name, view)


def _tag_tree(on: Board) -> Page:
    by_name = {tag.name: tag for tag in on.plan.tags}

    def branch(tag: TagPage) -> View:
        return {
            "label": tag.label,
            "address": tag.address,
            "count": len(tag.articles),
            "children": [branch(by_name[child]) for child in tag.children],
        }

    tree = [branch(tag) for tag in on.plan.tags if not tag.parent]
    return on.page(TAGS, "tags.html", "Tags", {"tree": tree})


def _archives(on: Board) -> Iterator[Page]:
    groups: list[View] = []
    for year in on.plan.years:
        title = str(year.year)
        cards = _cards(on, year.articles)
        groups.append({"title": title, "address": year.address, "entries": cards})
        only: View = {"title": "", "address": "", "entries": cards}
        view: View = {"count": len(cards), "groups": [only]}
        yield on.page(year.address, "archive.html", title, view)
    undated = tuple(article for article in on.plan.articles if article.entry.date is None)
    if undated:
        title = "Without a date" if groups else ""
        groups.append({"title": title, "address": "", "entries": _cards(on, undated)})
    view = {"count": len(on.plan.articles), "groups": groups}
    yield on.page(ARCHIVE, "archive.html", "Archive", view)


def _about(on: Board) -> Page:
    plan, about = on.plan, on.plan.about
    dated = [article.entry.date for article in plan.articles if article.entry.date]
    topics = sorted(
        (tag for tag in plan.tags if not tag.parent),
        key=lambda tag: (-len(tag.articles), tag.name.casefold()),
    )
    portrait = "" if about and _shows_picture(on, about) else on.portrait
    base = on.options.base_url
    picture = on.portrait if "://" in on.portrait or not base else absolute(base, on.portrait)
    view: View = {
        "lang": about.entry.lang if about else "",
        "description": about.entry.summary if about else on.options.description,
        "count": len(plan.articles),
        "words": sum(article.entry.words for article in plan.articles),
        "since": moment(min(dated)) if dated else None,
        "topics": [
            {"name": tag.name, "address": tag.address, "count": len(tag.articles)}
            for tag in topics[:_TOPICS]
        ],
        "heat": _heat(heat_map(date.date() for date in dated)),
        "latest": _cards(on, plan.articles[:_LATEST]),
        "topic_count": len(topics),
        "portrait": portrait,
        "data": profile(plan, on.options, picture if "://" in picture else ""),
    }
    title = about.entry.title if about else "About"
    body = about.entry.path if about else ""
    return on.page(plan.about_address, "about.html", title, view, body)


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
    return "image" in on.pieces[about.entry.path].features


def _graph(on: Board) -> Page:
    place = {spot.path: spot for spot in on.graph}
    mentioned = {path: [one.target for one in piece.mentions] for path, piece in on.pieces.items()}
    edges = [(place[one], place[two]) for one, two in edges_of(mentioned) if {one, two} <= {*place}]
    nodes: list[View] = [
        {
            "card": on.cards[spot.path],
            "x": spot.x,
            "y": spot.y,
            "r": min(4 + round(2 * spot.links**0.5), 16),
            "n": spot.links,
            "label": on.cards[spot.path].title[:_LABEL] if number < _LABELLED else "",
        }
        for number, spot in enumerate(on.graph)
    ]
    view: View = {
        "size": SIZE,
        "links": len(edges),
        "edges": [{"x1": one.x, "y1": one.y, "x2": two.x, "y2": two.y} for one, two in edges],
        "nodes": nodes,
        "most": nodes[:_MOST],
    }
    return on.page(GRAPH, "graph.html", "Graph", view)
