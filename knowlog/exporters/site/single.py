"""One entry as one HTML file that needs nothing else: to send to someone."""

import hashlib
import mimetypes
import posixpath
import re
from base64 import b64encode
from urllib.parse import unquote, urljoin

from knowlog.domain.addresses import absolute, file_of
from knowlog.domain.document import Problem
from knowlog.domain.permalinks import Place
from knowlog.exporters.site.derived import ASSETS_FOLDER, FontCutter, math_style, theme
from knowlog.exporters.site.links import Directory
from knowlog.exporters.site.media import MediaFolder
from knowlog.exporters.site.model import MEDIA, Article
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.piece import from_json
from knowlog.exporters.site.plan import plan
from knowlog.exporters.site.rendering import Workshop
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import media_of
from knowlog.exporters.site.templates import Templates, site_values
from knowlog.exporters.site.views import entry_values
from knowlog.render.codestyle import stylesheet
from knowlog.render.markdown import render
from knowlog.render.mathchars import font_characters

_REFERENCE = re.compile(r'\s(href|src|poster)="([^"]*)"')
_WHOLE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|#|//)", re.IGNORECASE)


def single(
    source: SiteSource, options: SiteOptions, path: str, *, cut_font: FontCutter
) -> tuple[str, tuple[Problem, ...]]:
    """Make one self-contained page of an entry, draft or not.

    Its style, images and math font are inside it; it holds no script and asks for nothing. Links to
    other entries lead to the published site, or nowhere when it has no address.

    Args:
        source: The log.
        options: How sites of it shall be.
        path: Of the entry.
        cut_font: Makes the math font.

    Returns:
        The page, and what a person should know about it.
    """
    shown = [(one, Place()) for one in source.entries if not one.draft or one.path == path]
    planned = plan(((one, place) for one, place in shown), _with_drafts(options))
    article = next(one for one in planned.everything if one.entry.path == path)
    media = media_of(source)
    workshop = Workshop(options, Directory(planned, media), source.read, source.stamps, render)
    made = workshop.make(article)
    piece = from_json(made.piece)
    style = _style(options, piece.math, piece.css, cut_font)
    values = site_values(options, planned) | {"policy": _policy(style), "style": style}
    view = entry_values(article, options, piece)
    html = Templates(values, source.root / "templates").single(
        view, _inlined(made.html, article, options, media)
    )
    return html, piece.problems


def _with_drafts(options: SiteOptions) -> SiteOptions:
    return SiteOptions(base_url=options.base_url, permalink=options.permalink, drafts=True)


def _style(options: SiteOptions, math: str, own: str, cut_font: FontCutter) -> str:
    parts = [(ASSETS_FOLDER / "site.css").read_text(encoding="utf-8"), stylesheet()]
    if math:
        font = cut_font(font_characters(math))
        parts.append(math_style(font))
    return "\n".join([*parts, own, theme(options.style)]).replace("</", "<\\/")


def _policy(style: str) -> str:
    """Allow this style and no other, and no script at all."""
    name = b64encode(hashlib.sha256(f"\n{style}\n".encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{name}'; img-src https: data:; font-src data:; "
        "media-src https: data:; base-uri 'none'; form-action 'none'"
    )


def _inlined(html: str, article: Article, options: SiteOptions, media: MediaFolder) -> str:
    def whole(found: re.Match[str]) -> str:
        name, value = found[1], found[2]
        if _WHOLE.match(value):
            return found[0]
        target = _target(article, value)
        if target.startswith(MEDIA) and (content := _data(media, target.removeprefix(MEDIA))):
            return f' {name}="{content}"'
        if options.base_url and name == "href":
            return f' href="{urljoin(absolute(options.base_url, article.address), value)}"'
        return "" if name == "href" else found[0]

    return _REFERENCE.sub(whole, html)


def _target(article: Article, value: str) -> str:
    folder = posixpath.dirname(file_of(article.address))
    return posixpath.normpath(posixpath.join(folder, unquote(value)))


def _data(media: MediaFolder, path: str) -> str:
    file = media.real(path)
    if file is None:
        return ""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"
