"""What is printed of an entry: a line, or a JSON document with its text and links."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from knowlog.domain.entry import Entry
from knowlog.domain.records import entry_record, plain_values
from knowlog.storage.layout import PRIVATE_FOLDER

if TYPE_CHECKING:
    from knowlog.domain.document import Document


def entry_line(entry: Entry) -> tuple[str, str, str, str]:
    """An entry as one plain record: id, day, title, tags."""
    day = entry.date.date().isoformat() if entry.date else ""
    return entry.id, day, entry.title, ",".join(entry.tags)


def document_record(
    entry: Entry,
    document: "Document",
    links: Sequence[Mapping[str, object]],
    backlinks: Sequence[str],
) -> dict[str, object]:
    """An entry with its text, its links and every front-matter key as it stands."""
    return {
        **entry_record(entry),
        "body": document.body,
        "links": list(links),
        "backlinks": list(backlinks),
        "meta": plain_values(document.meta),
    }


def visible(paths: Iterable[str]) -> list[str]:
    """The paths that mean something to people: not those of the log's trash."""
    return [path for path in paths if not path.startswith(f"{PRIVATE_FOLDER}/")]
