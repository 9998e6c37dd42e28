"""The whole log as one JSON document, for scripts and for whoever wants to leave.

The form is a promise, written down in ``docs/reference/export-json.md``.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry

FORMAT = 1
"""Raised when a name goes or changes its meaning; new names do not raise it."""


def export_json(
    documents: Iterable[tuple[Entry, Document]], *, title: str, author: str, drafts: bool = True
) -> dict[str, object]:
    """Give a log as plain values.

    Args:
        documents: Every entry and page; they come out in the order given.
        title: Of the log.
        author: Of the log.
        drafts: Whether drafts are among them.
    """
    return {
        "format": FORMAT,
        "title": title,
        "author": author,
        "entries": [
            _entry(entry, document) for entry, document in documents if drafts or not entry.draft
        ],
    }


def _entry(entry: Entry, document: Document) -> dict[str, object]:
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
        "body": document.body,
        "meta": _plain(document.meta),
    }


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if value - value == 0 else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(one) for one in value]
        case _:
            return str(value)
