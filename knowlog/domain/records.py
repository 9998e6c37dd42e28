"""Entries as JSON: names that are a promise to scripts, held by tests."""

from collections.abc import Mapping
from datetime import date, time
from math import isfinite

from knowlog.domain.entry import Entry


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


def plain_values(meta: Mapping[str, object]) -> dict[str, object]:
    """Front matter as JSON can hold it: dates in ISO 8601, sets as lists, infinity as a text."""
    return {str(key): _plain(value) for key, value in meta.items()}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return plain_values(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)
