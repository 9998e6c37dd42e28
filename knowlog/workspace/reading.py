"""One entry as text, as HTML, and among its neighbours."""

from functools import partial
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING

from knowlog.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowlog.domain.document import Document
    from knowlog.domain.entry import Entry
    from knowlog.domain.links import LinkKind
    from knowlog.render.page import Target
    from knowlog.workspace.core import Workspace


def handles(workspace: "Workspace", entries: "Iterable[Entry]") -> dict[str, str]:
    """What to type for each of these entries, by path: the least that means no other."""
    from knowlog.domain.handles import Handles

    known = Handles(workspace.catalog.names())
    return {entry.path: known.of(entry.id, entry.path) for entry in entries}


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
        resolve=partial(_wiki_target, workspace, entry),
        trust_html=workspace.settings.flag("site.trust_html"),
    )
    return render(document.body, context).html


def _wiki_target(
    workspace: "Workspace", entry: "Entry", kind: "LinkKind", target: str
) -> "Target | None":
    """The file that a name in double brackets means, from where the entry is."""
    if not kind.is_wiki:
        return None
    from knowlog.actions.pick import pick
    from knowlog.render.page import Target

    try:
        found = pick(target, workspace.catalog.entries())
    except NotFoundError:
        return None
    return Target(relpath(found.path, PurePosixPath(entry.path).parent), title=found.title)
