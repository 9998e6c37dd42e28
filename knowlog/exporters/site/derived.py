"""The files of a site that are no pages: style, scripts, feeds, and what search engines read."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path

from knowlog.domain.addresses import absolute
from knowlog.exporters.site.cache import SiteCache
from knowlog.exporters.site.feeds import feed, json_feed
from knowlog.exporters.site.model import ASSETS, FEED, JSON_FEED, ROBOTS, SITEMAP
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.templates import Templates
from knowlog.exporters.site.views import Board
from knowlog.render import mathstyle
from knowlog.render.codestyle import stylesheet
from knowlog.render.mathchars import font_characters, font_name

FontCutter = Callable[[str], bytes]
"""Makes a math font with just these characters, as WOFF2."""


ASSETS_FOLDER = Path(__file__).parent / "assets"
_NAME = re.compile(r"[a-z][a-z0-9-]*", re.IGNORECASE)
_HARMFUL = re.compile(r"[;{}<>@\\]|/\*|url\s*\(|expression\s*\(", re.IGNORECASE)


def derived_files(
    on: Board, memory: SiteCache, templates: Templates, cut: FontCutter
) -> Iterator[tuple[str, bytes]]:
    """Make every file that is no page, with its path."""
    options = on.options
    for source in sorted(ASSETS_FOLDER.iterdir()):
        if source.suffix in {".css", ".js"}:
            yield f"{ASSETS}{source.name}", source.read_bytes()
    yield "favicon.svg", (ASSETS_FOLDER / "favicon.svg").read_bytes()
    if options.style:
        yield f"{ASSETS}theme.css", theme(options.style).encode()
    if any("code" in gist.features.split(" ") for gist in on.gists.values() if gist.features):
        yield f"{ASSETS}code.css", stylesheet().encode()
    yield from _math(on, memory, cut)
    rules = {rule for gist in on.gists.values() if gist.css for rule in gist.css.splitlines()}
    if rules:
        yield f"{ASSETS}entries.css", "\n".join(sorted(rules)).encode()
    values = feed(on.plan, options, memory.html)
    yield FEED, templates.feed(values).encode()
    yield JSON_FEED, json_feed(values, options).encode()
    yield ROBOTS, robots(options).encode()
    if options.base_url:
        yield SITEMAP, sitemap(on).encode()


def _math(on: Board, memory: SiteCache, cut: FontCutter) -> Iterator[tuple[str, bytes]]:
    shown = "".join(sorted({sign for gist in on.gists.values() if gist.math for sign in gist.math}))
    if not shown:
        return
    characters = font_characters(shown)
    name = font_name(characters)
    known = memory.recall("font", name)
    font = b64decode(known) if known is not None else cut(characters)
    if known is None:
        memory.remember("font", name, b64encode(font).decode())
    yield f"{ASSETS}math.css", math_style(font).encode()


def math_style(font: bytes) -> str:
    """Write the style of formulas with their font inside.

    So no formula is ever shown without it and jumps when it comes, and a browser that loads no
    fonts from a disk, as Firefox, has it there as well.
    """
    return mathstyle.stylesheet(f"data:font/woff2;base64,{b64encode(font).decode()}")


def theme(style: Mapping[str, str]) -> str:
    """Write the log's own colours, fonts and width as CSS variables.

    A value that could be more than a value is left out.
    """
    rules = (
        f"  --{name}: {value};\n"
        for name, value in sorted(style.items())
        if _NAME.fullmatch(name) and not _HARMFUL.search(value)
    )
    return f":root[data-look] {{\n{''.join(rules)}}}\n"


def robots(options: SiteOptions) -> str:
    """Write ``robots.txt``: everything may be read."""
    where = f"\nSitemap: {absolute(options.base_url, SITEMAP)}\n" if options.base_url else ""
    return f"User-agent: *\nAllow: /\n{where}"


def sitemap(on: Board) -> str:
    """Write the sitemap: home, articles, tags and years, with dates where they are known."""
    base = on.options.base_url
    rows = [f"<url><loc>{escape(absolute(base, ''))}</loc></url>"]
    for article in on.plan.everything:
        date = article.entry.updated or article.entry.date
        changed = f"<lastmod>{date.isoformat()}</lastmod>" if date else ""
        rows.append(f"<url><loc>{escape(absolute(base, article.address))}</loc>{changed}</url>")
    lists = [*(year.address for year in on.plan.years), *(tag.address for tag in on.plan.tags)]
    rows += [f"<url><loc>{escape(absolute(base, address))}</loc></url>" for address in lists]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(rows)
        + "\n</urlset>\n"
    )
