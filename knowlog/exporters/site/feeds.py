"""The feeds of a log: the latest entries, whole, for readers that never open the site."""

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urljoin

from knowlog.domain.addresses import absolute
from knowlog.exporters.site.model import FEED, JSON_FEED, Article, SitePlan
from knowlog.exporters.site.options import SiteOptions

NEWEST = 20
_NEVER = "1970-01-01T00:00:00+00:00"
_ADDRESS = re.compile(r'(<[^<>]*?\s(?:href|src|poster)=")([^"]*)(")')

Values = Mapping[str, object]
Text = Callable[[str], str]
"""The rendered HTML of an entry, by its path."""


def feed(plan: SitePlan, options: SiteOptions, text: Text) -> Values:
    """Give what both feeds hold: dated entries only, newest first.

    Without a base URL nothing has a web address; entries are then named by a UUID of their path,
    so that a feed read from a disk still tells them apart.
    """
    articles = [article for article in plan.articles if article.entry.date][:NEWEST]
    stamps = [stamp for article in articles if (stamp := _stamp(article))]
    base = options.base_url
    return {
        "title": options.title,
        "subtitle": options.description,
        "author": options.author or options.title,
        "language": options.language,
        "id": absolute(base, "") if base else _urn(options.title),
        "updated": max(stamps).isoformat() if stamps else _NEVER,
        "home": absolute(base, "") if base else "",
        "self": absolute(base, FEED) if base else "",
        "entries": [_item(article, options, text(article.entry.path)) for article in articles],
    }


def _item(article: Article, options: SiteOptions, html: str) -> Values:
    entry = article.entry
    base = options.base_url
    url = absolute(base, article.address)
    stamp = _stamp(article)
    return {
        "title": entry.title,
        "id": url if base else _urn(entry.path),
        "url": url if base else url.lstrip("/"),
        "published": entry.date.isoformat() if entry.date else _NEVER,
        "updated": stamp.isoformat() if stamp else _NEVER,
        "tags": list(entry.tags),
        "summary": entry.summary,
        "language": entry.lang or options.language,
        "content": with_absolute_links(html, url) if base else html,
    }


def json_feed(values: Mapping[str, object], options: SiteOptions) -> str:
    """Write the feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    base = options.base_url
    entries = values["entries"]
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": options.title,
        "description": options.description,
        "home_page_url": values["home"],
        "feed_url": absolute(base, JSON_FEED) if base else "",
        "language": options.language,
        "authors": [{"name": values["author"]}],
        "items": [_json_item(item, base) for item in entries] if isinstance(entries, list) else [],
    }
    return json.dumps({key: value for key, value in found.items() if value != ""}, indent=1)


def _json_item(item: Mapping[str, object], base: str) -> Values:
    return {
        "id": item["id"],
        **({"url": item["url"]} if base else {}),
        "title": item["title"],
        "summary": item["summary"],
        "content_html": item["content"],
        "date_published": item["published"],
        "date_modified": item["updated"],
        "tags": item["tags"],
        "language": item["language"],
    }


def with_absolute_links(html: str, url: str) -> str:
    """Make every link and source of rendered HTML whole, as seen from a page's web address."""
    return _ADDRESS.sub(lambda found: f"{found[1]}{urljoin(url, found[2])}{found[3]}", html)


def _stamp(article: Article) -> datetime | None:
    return article.entry.updated or article.entry.date


def _urn(name: str) -> str:
    return uuid.UUID(bytes=hashlib.sha256(name.encode()).digest()[:16]).urn
