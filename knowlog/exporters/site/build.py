"""From a log to a written site."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowlog.domain.document import Document, Problem
from knowlog.domain.entry import Entry
from knowlog.exporters.site.feeds import atom
from knowlog.exporters.site.links import Directory, LinkResolver, directory
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import FEED, Article, SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import Written, open_output
from knowlog.exporters.site.permalinks import place_of
from knowlog.exporters.site.plan import plan
from knowlog.exporters.site.templates import Templates
from knowlog.exporters.site.views import Views
from knowlog.render.markdown import render
from knowlog.render.page import RenderContext, Rendered

_ASSETS = Path(__file__).parent / "assets"
Renderer = Callable[[str, RenderContext], Rendered]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an export did.

    Attributes:
        files: What became of each file of the site.
        problems: Path of an entry to what was dropped, missing or not understood in it.
    """

    files: Written
    problems: Mapping[str, tuple[Problem, ...]]


def export_site(
    documents: Iterable[tuple[Entry, Document]],
    options: SiteOptions,
    *,
    root: Path,
    out: Path,
    renderer: Renderer = render,
) -> BuildReport:
    """Write a log as a static site.

    Args:
        documents: Every entry and page of the log, drafts included, in any order.
        options: How the site shall be.
        root: The log's folder, whose images and files the site copies when an entry shows them.
        out: Where to write; made when missing.
        renderer: Turns a body into HTML.

    Raises:
        ConflictError: The output folder holds something that is not ours.
        KnowlogError: The disk refused.
    """
    output = open_output(out)
    by_path = {entry.path: (entry, document) for entry, document in documents}
    planned = plan(((entry, place_of(doc)) for entry, doc in by_path.values()), options)
    media = MediaFolder(root, frozenset(by_path))
    names = directory(planned, media)
    rendered = {
        article.entry.path: renderer(
            by_path[article.entry.path][1].body,
            _context(article, by_path[article.entry.path][1], names, options),
        )
        for article in planned.everything
    }
    files = _pages(planned, options, rendered, root) | _media(rendered, media)
    problems = {path: one.problems for path, one in rendered.items() if one.problems}
    return BuildReport(output.replace(files), problems)


def _context(
    article: Article, document: Document, names: Directory, options: SiteOptions
) -> RenderContext:
    return RenderContext(
        path=article.entry.path,
        first_line=document.body_line,
        title=article.entry.title,
        resolve=LinkResolver(names, article),
        macros=options.macros,
        trust_html=options.trust_html,
        frame_hosts=frozenset(options.frames),
    )


def _pages(
    planned: SitePlan, options: SiteOptions, rendered: Mapping[str, Rendered], root: Path
) -> dict[str, bytes]:
    templates = Templates(options, root / "templates")
    files = {f"assets/{file.name}": file.read_bytes() for file in _ASSETS.glob("*.*s")}
    files["favicon.svg"] = (_ASSETS / "favicon.svg").read_bytes()
    for page in Views(planned, options, rendered).pages():
        body = rendered[page.body].html if page.body else ""
        files[page.file] = templates.page(page, body).encode()
    files[FEED] = templates.feed(atom(planned, options, rendered)).encode()
    return files


def _media(rendered: Mapping[str, Rendered], media: MediaFolder) -> dict[str, bytes]:
    used = {
        link.resolved.file
        for one in rendered.values()
        for link in one.links
        if link.resolved and link.resolved.file
    }
    found = ((path, media.real(path)) for path in sorted(used))
    return {media_address(path): file.read_bytes() for path, file in found if file}
