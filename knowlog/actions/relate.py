"""Which entries a body links to, and which link to it."""

from collections.abc import Sequence
from posixpath import dirname, join, normpath

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.links import Link, find_links
from knowlog.domain.ports import EntryStore
from knowlog.errors import NotFoundError


def links_of(document: Document) -> list[dict[str, object]]:
    """Every link of a body in the order of the text, as data; lines are those of the file."""
    return [
        {
            "kind": str(link.kind),
            "target": link.target,
            "fragment": link.fragment,
            "text": link.text,
            "line": document.body_line + link.line - 1,
        }
        for link in find_links(document.body)
    ]


def backlinks(entry: Entry, entries: Sequence[Entry], store: EntryStore) -> list[str]:
    """The paths of the entries that link to this one, in their order."""
    hints = [name.encode() for name in _names(entry)]
    found = []
    for other in entries:
        if other.path == entry.path:
            continue
        try:
            data = store.read_bytes(other.path).lower()
            if not any(hint in data for hint in hints):
                continue  # cheaper than parsing every file of the log
            links = find_links(store.read(other.path).body)
        except NotFoundError:
            continue
        if any(leads_to(link, other.path, entry) for link in links):
            found.append(other.path)
    return found


def leads_to(link: Link, source: str, entry: Entry) -> bool:
    """Whether a link in the file ``source`` means this entry."""
    if link.is_external or not link.target:
        return False
    target = link.target.strip()
    if link.kind.is_wiki and target.casefold() in _names(entry):
        return True
    place = target.lstrip("/") if target.startswith("/") else join(dirname(source), target)
    return normpath(place).removesuffix(".md") == entry.path.removesuffix(".md")


def _names(entry: Entry) -> set[str]:
    path = entry.path.removesuffix(".md")
    return {
        name.casefold()
        for name in (entry.id, entry.title, path, path.rpartition("/")[2], entry.path)
        if name
    }
