"""The log as a site."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import standing
from knowlog.workspace.core import Workspace
from knowlog.workspace.opening import JEKYLL_SETTINGS
from knowlog.workspace.profile import profile_document, site_variables

if TYPE_CHECKING:
    from knowlog.domain.document import Document, Problem
    from knowlog.domain.entry import Entry
    from knowlog.exporters.site.report import BuildReport

_REMEMBERED = 32_000_000
"""Characters of texts that an export keeps in memory instead of reading them twice."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def publish(
    workspace: Workspace, out: Path, *, base_url: str = "", only: str = "", drafts: bool = False
) -> "BuildReport":
    """Write the log as a static site.

    Args:
        workspace: The log.
        out: The folder of the site.
        base_url: Where it will be published, instead of what the settings say.
        only: A query that entries must fit.
        drafts: Publish drafts too.
    """
    options = site_options(workspace, base_url=base_url, drafts=drafts)
    source = site_source(workspace, only)
    report = standing(source, options, out=out, cache=workspace.cache)
    if report is None:
        from knowlog.exporters.site.build import export_log

        report = export_log(source, options, out=out, cache=workspace.cache, cut_font=_cut_font)
    return report


def publish_single(workspace: Workspace, name: str) -> "tuple[str, tuple[Problem, ...], str]":
    """Make one self-contained HTML file of an entry.

    Args:
        workspace: The log.
        name: The entry, as the user names it.

    Returns:
        The page, what was reported, and the entry's path.

    Raises:
        NotFoundError: There is no such entry, or several.
    """
    from knowlog.exporters.site.single import single

    entry = workspace.pick(name)
    source, options = site_source(workspace), site_options(workspace)
    page, problems = single(source, options, entry.path, cut_font=_cut_font)
    return page, problems, entry.path


def log_as_json(workspace: Workspace, *, drafts: bool = True) -> dict[str, object]:
    """Give the whole log as plain values, newest entry first."""
    from knowlog.exporters.json import export_json

    title = workspace.settings.text("title") or workspace.root.name
    author = workspace.settings.text("author")
    documents = (workspace.read(entry.path) for entry in workspace.entries())
    return export_json(documents, title=title, author=author, drafts=drafts)


def site_options(workspace: Workspace, *, base_url: str = "", drafts: bool = False) -> SiteOptions:
    """What the settings say about the site."""
    settings = workspace.settings
    return SiteOptions(
        title=settings.text("title") or workspace.root.name,
        description=without_tags(settings.text("description")),
        author=settings.text("author"),
        language=settings.text("language"),
        base_url=base_url or settings.text("site.base_url"),
        per_page=settings.number("site.per_page"),
        permalink=settings.text("site.permalink"),
        drafts=drafts,
        look=settings.text("site.look"),
        picture=settings.text("picture"),
        style={name: str(value) for name, value in settings.table("site.style").items()},
        variables=site_variables(workspace),
        macros={name: str(value) for name, value in settings.table("math.macros").items()},
        trust_html=settings.flag("site.trust_html"),
        frames=settings.texts("site.frames"),
        source_url=settings.text("site.source_url"),
        citation=settings.flag("site.citation"),
    )


def without_tags(text: str) -> str:
    """A line of a blog's settings as words: some themes take HTML there."""
    return unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text


def site_source(workspace: Workspace, only: str = "") -> SiteSource:
    """The log as an export reads it.

    Args:
        workspace: The log.
        only: A query that entries must fit.
    """
    just_read = JustRead(workspace)
    workspace.refresh(read=just_read)
    entries = workspace.catalog.entries()
    stamps = workspace.catalog.fingerprints()
    kept = workspace.matching(only) if only else {entry.path for entry in entries}
    shown = tuple(entry for entry in entries if entry.path in kept)
    is_jekyll = (workspace.root / JEKYLL_SETTINGS).exists()
    profiles = {entry.path: entry for entry in shown if entry.is_page}

    def read(path: str) -> "Document":
        if path in profiles:
            return profile_document(workspace, profiles[path])
        document = just_read.documents.get(path) or workspace.store.read(path)
        return _filled_in(workspace, document) if is_jekyll else _with_tags_named(document)

    return SiteSource(
        root=workspace.root,
        entries=shown,
        stamps={entry.path: stamps.get(entry.path, "") for entry in shown},
        read=read,
        manner=repr(dict(workspace.settings.values)),
        hidden=frozenset(entry.path for entry in entries) - kept,
        measure=_measure,
        rest=just_read.documents.clear,
    )


class JustRead:
    """Reads files and remembers what they hold, for whoever needs them again in a moment.

    Attributes:
        documents: What was read, by path; at most some tens of megabytes of it.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Begin with nothing."""
        self.documents: dict[str, Document] = {}
        self._workspace = workspace
        self._left = _REMEMBERED

    def __call__(self, path: str) -> "tuple[Entry, Document]":
        """Read one file and say what it is."""
        entry, document = self._workspace.read(path)
        if self._left > 0:
            self._left -= len(document.body)
            self.documents[path] = document
        return entry, document


def _filled_in(workspace: Workspace, document: "Document") -> "Document":
    """A post from Jekyll with its Liquid filled in, or with a problem that names what was not."""
    if "{{" not in document.body and "{%" not in document.body:
        return document
    from knowlog.domain.document import Problem
    from knowlog.render.liquid.filling import fill_in

    body, refused = fill_in(document.body, site_variables(workspace), document.meta)
    if not refused:
        return replace(document, body=body)
    problem = Problem(document.body_line, "liquid", f"Liquid is shown as it stands: {refused}")
    return replace(document, problems=(*document.problems, problem))


def _with_tags_named(document: "Document") -> "Document":
    """A document whose problems name the template tags that only another program understands."""
    from knowlog.domain.document import Problem
    from knowlog.domain.templatetags import template_tags

    problems = tuple(
        Problem(
            document.body_line + above,
            "template-tag",
            f"{tag} is a tag of another program, so it is shown as it stands",
            "Write it in Markdown, or put it between backquotes to show it on purpose.",
        )
        for above, tag in template_tags(document.body)
    )
    return replace(document, problems=(*document.problems, *problems)) if problems else document


def _measure(file: Path) -> tuple[int, int] | None:
    from knowlog.exporters.site.pictures import picture_size

    return picture_size(file)


def _cut_font(characters: str) -> bytes:
    from knowlog.render.mathfont import subset

    return subset(characters)
