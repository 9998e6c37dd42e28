"""Search, and the state of what makes it quick."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from shutil import rmtree
from typing import TYPE_CHECKING

from knowlog.actions.find import Found, with_context
from knowlog.domain.entry import Entry
from knowlog.domain.hits import Page, Related
from knowlog.workspace.core import Workspace
from knowlog.workspace.opening import body_of

if TYPE_CHECKING:
    from knowlog.domain.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for.

    Attributes:
        text: The query as typed.
        sort: ``relevance``, ``date`` or ``title``.
        limit: At most so many hits.
        offset: Leave out the first so many.
        facets: Count tags and years.
        windows: How many places of each text to show.
    """

    text: str
    sort: str = "relevance"
    limit: int = 10
    offset: int = 0
    facets: bool = False
    windows: int = 1


def search(workspace: Workspace, asked: Search) -> tuple[Page, list[Found]]:
    """Run a query on what the files say now.

    Raises:
        QueryError: The query has no meaning.
    """
    query = workspace.query(asked.text)
    page = workspace.ask(
        lambda index: index.search(
            query, sort=asked.sort, limit=asked.limit, offset=asked.offset, facets=asked.facets
        )
    )
    entries = {entry.path: entry for entry in workspace.catalog.at(hit.path for hit in page.hits)}
    marks = partial(workspace.index.marks, query)

    def read(path: str) -> str:
        return body_of(workspace.store.read_bytes(path))

    return page, with_context(page, entries, read, marks, asked.windows)


def explanations(
    workspace: Workspace, asked: Search, found: Sequence[Found]
) -> "dict[str, Explanation]":
    """How the score of each hit is made, by path."""
    query = workspace.query(asked.text)
    explained = ((one.entry.path, workspace.index.explain(query, one.entry.path)) for one in found)
    return {path: explanation for path, explanation in explained if explanation}


def related(workspace: Workspace, entry: Entry, limit: int) -> list[tuple[Entry, Related]]:
    """Entries like this one, most alike first, with the words that tie them."""
    document = workspace.read(entry.path)[1]
    near = workspace.ask(lambda index: index.related(entry, document, limit=limit))
    entries = {one.path: one for one in workspace.catalog.at(one.path for one in near)}
    return [(entries[one.path], one) for one in near if one.path in entries]


def rebuild(workspace: Workspace) -> None:
    """Throw away everything derived from the log, and build it again."""
    if workspace.cache is not None:
        workspace.catalog.close()
        rmtree(workspace.cache, ignore_errors=True)
        del workspace.catalog, workspace.cache
    workspace.__dict__.pop("index", None)
    workspace.refresh_index()


def index_status(workspace: Workspace) -> dict[str, object]:
    """Where the index is, what it holds, and whether it follows the files."""
    workspace.refresh()
    state = workspace.index.state()
    current = (state.catalog_uid, state.sequence)
    return {
        "folder": str(workspace.cache) if workspace.cache else None,
        "documents": state.documents,
        "entries": len(workspace.catalog.entries()),
        "current": current == (workspace.catalog.uid, workspace.catalog.sequence()),
    }
