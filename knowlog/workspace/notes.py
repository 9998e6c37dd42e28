"""What the links of a log ask of each file, kept from one command to the next."""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.domain.graph import Note, note_of
from knowlog.domain.splicing import text_before
from knowlog.index.links import LinkStore

if TYPE_CHECKING:
    from knowlog.index.catalog import SqliteCatalog
    from knowlog.storage.folder import Folder


def notes_of(
    store: "Folder",
    catalog: "SqliteCatalog",
    cache: Path | None,
    tell: Callable[[str], None],
) -> Mapping[str, Note]:
    """Path to note of every entry that can be read, as the files say now.

    Args:
        store: The files.
        catalog: The entries; up to date.
        cache: Where the notes are kept, if anywhere.
        tell: Takes one line for the user whenever something is wrong with what is kept.
    """
    liquid = store.layout.kind == "jekyll"

    def read(path: str) -> Note:
        data = store.read_bytes(path)
        document = store.parse(data, path)
        return note_of(document, liquid=liquid, before=text_before(data, document.body))

    with closing(LinkStore(cache, "liquid" if liquid else "", tell)) as links:
        return links.notes(catalog, read)


def known_as(name: str, notes: Mapping[str, Note]) -> str:
    """The path of the entry with this other name (``aliases``); empty where none or several are."""
    wanted = name.strip().casefold()
    found = [one.path for one in notes.values() if wanted in map(str.casefold, one.place.names)]
    return found[0] if len(found) == 1 else ""
