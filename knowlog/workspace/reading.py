"""One entry as text, as HTML, and among its neighbours."""

from functools import cached_property
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowlog.domain.document import Document
    from knowlog.domain.entry import Entry
    from knowlog.domain.links import LinkKind
    from knowlog.domain.names import Names
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
    from knowlog.actions.relate import links_of
    from knowlog.workspace.linking import linked_log

    log = linked_log(workspace)
    sources = {edge.source for edge in log.graph.into(entry.path)}
    return links_of(document), [one.path for one in log.entries if one.path in sources]


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
        resolve=_Resolver(workspace, entry.path),
        trust_html=workspace.settings.flag("site.trust_html"),
    )
    return render(document.body, context).html


class _Resolver:
    """Says where a name in double brackets leads, from where the entry is."""

    def __init__(self, workspace: "Workspace", source: str) -> None:
        self._workspace = workspace
        self._source = source

    @cached_property
    def _names(self) -> "Names":
        from knowlog.workspace.linking import linked_log

        return linked_log(self._workspace).names

    def __call__(self, kind: "LinkKind", target: str) -> "Target | None":
        if not kind.is_wiki:
            return None
        path = self._names.meant(target, self._source, wiki=True)
        if not path:
            return None
        from knowlog.render.page import Target

        entry = self._names.entries.get(path)
        url = relpath(path, PurePosixPath(self._source).parent)
        return Target(url, title=entry.title if entry else "")
