"""One entry as text, as HTML, and among its neighbours."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowlog.domain.document import Document
    from knowlog.domain.entry import Entry
    from knowlog.workspace.core import Workspace


def links(
    workspace: "Workspace", entry: "Entry", document: "Document"
) -> "tuple[list[dict[str, object]], list[str]]":
    """What an entry links to, and which entries link to it."""
    from knowlog.actions.relate import backlinks, links_of

    entries = workspace.catalog.entries()
    return links_of(document), backlinks(entry, entries, workspace.store)


def plain(entry: "Entry", document: "Document", width: int) -> str:
    """An entry as text, laid out for this many columns."""
    from knowlog.render.plain import plain_entry

    return plain_entry(entry, document, width)


def html_of(workspace: "Workspace", entry: "Entry", document: "Document") -> str:
    """The body as HTML that is safe to place in a page."""
    from knowlog.render.markdown import render
    from knowlog.render.page import RenderContext

    context = RenderContext(
        path=entry.path,
        first_line=document.body_line,
        title=entry.title,
        trust_html=workspace.settings.flag("site.trust_html"),
    )
    return render(document.body, context).html
