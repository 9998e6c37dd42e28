"""The JSON form of what is printed: a promise to scripts, held by tests."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from knowlog.domain.entry import Entry
from knowlog.storage.layout import PRIVATE_FOLDER

if TYPE_CHECKING:
    from knowlog.domain.document import Document


def entry_record(entry: Entry) -> dict[str, object]:
    """An entry as JSON: dates in ISO 8601 with their offset, the path relative to the log."""
    return {
        "id": entry.id,
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "tags": list(entry.tags),
        "path": entry.path,
        "summary": entry.summary,
        "words": entry.words,
        "draft": entry.draft,
        "layout": entry.layout or None,
        "lang": entry.lang or None,
    }


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
        "meta": {str(key): _plain(value) for key, value in document.meta.items()},
    }


def visible(paths: Iterable[str]) -> list[str]:
    """The paths that mean something to people: not those of the log's trash."""
    return [path for path in paths if not path.startswith(f"{PRIVATE_FOLDER}/")]


def _plain(value: object) -> object:
    """A front-matter value as JSON can hold it: dates as ISO 8601, the rest as it is."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
