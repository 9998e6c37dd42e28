"""The feed of a log: the latest entries, whole, for readers that never open the site."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urljoin

from knowlog.exporters.site.addresses import absolute
from knowlog.exporters.site.model import FEED, Article, SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.render.page import Rendered

NEWEST = 20
_NEVER = "1970-01-01T00:00:00Z"
_ADDRESS = re.compile(r'(<[^<>]*?\s(?:href|src|poster)=")([^"]*)(")')


def atom(
    plan: SitePlan, options: SiteOptions, rendered: Mapping[str, Rendered]
) -> Mapping[str, object]:
    """Give the values of the Atom feed: dated entries only, newest first.

    Without a base URL the feed names its entries by their paths (``tag:``-less URNs), so that a
    feed read from a disk still tells them apart.
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
        "entries": [
            _item(article, options, rendered[article.entry.path].html) for article in articles
        ],
    }


def _item(article: Article, options: SiteOptions, html: str) -> Mapping[str, object]:
    entry = article.entry
    base = options.base_url
    url = absolute(base, article.address)
    return {
        "title": entry.title,
        "id": url if base else _urn(entry.path),
        "url": url if base else url.lstrip("/"),
        "published": entry.date.isoformat() if entry.date else _NEVER,
        "updated": _updated(article),
        "tags": entry.tags,
        "summary": entry.summary,
        "content": with_absolute_links(html, url) if base else html,
    }


def with_absolute_links(html: str, url: str) -> str:
    """Make every link and source of rendered HTML whole, as seen from a page's web address."""
    return _ADDRESS.sub(lambda found: f"{found[1]}{urljoin(url, found[2])}{found[3]}", html)


def _stamp(article: Article) -> datetime | None:
    return article.entry.updated or article.entry.date


def _updated(article: Article) -> str:
    date = _stamp(article)
    return date.isoformat() if date else _NEVER


def _urn(name: str) -> str:
    digest = hashlib.sha256(name.encode()).digest()[:16]
    return uuid.UUID(bytes=digest).urn
