"""The log as a site."""

from pathlib import Path

from knowlog.exporters.site.build import BuildReport, export_site
from knowlog.exporters.site.options import SiteOptions
from knowlog.workspace.core import Workspace
from knowlog.workspace.profile import site_variables


def publish(
    workspace: Workspace, out: Path, *, base_url: str = "", only: str = "", drafts: bool = False
) -> BuildReport:
    """Write the log as a static site.

    Args:
        workspace: The log.
        out: The folder of the site.
        base_url: Where it will be published, instead of what the settings say.
        only: A query that entries must fit.
        drafts: Publish drafts too.
    """
    settings = workspace.settings
    options = SiteOptions(
        title=settings.text("title") or workspace.root.name,
        description=settings.text("description"),
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
    entries = workspace.entries()
    kept = workspace.matching(only) if only else {entry.path for entry in entries}
    documents = (workspace.read(entry.path) for entry in entries if entry.path in kept)
    return export_site(documents, options, root=workspace.root, out=out)
