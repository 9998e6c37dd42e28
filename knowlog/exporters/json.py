"""The whole log as one JSON document, for scripts and for whoever wants to leave.

The form is a promise, written down in ``docs/reference/export-json.md``.
"""

from collections.abc import Iterable

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.records import entry_record, plain_values

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
        **entry_record(entry),
        "body": document.body,
        "meta": plain_values(document.meta),
    }
