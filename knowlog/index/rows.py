"""An entry as a row of the catalog, and back."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import normalize

from knowlog.domain.entry import Entry

SELECT = """
    SELECT path, id, title, date, updated, tags, summary, words, draft, layout, lang FROM entry"""
INSERT = """
    INSERT OR REPLACE INTO entry (
        path, id, title, date, updated, tags, summary, words, draft, layout, lang,
        moment, id_key, tag_keys, sequence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_SEPARATOR = "\x1f"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_row(entry: Entry, sequence: int) -> tuple[str | int | None, ...]:
    """The values that `INSERT` asks for."""
    tags = [storable(tag).replace(_SEPARATOR, " ") for tag in entry.tags]
    return (
        entry.path,
        storable(entry.id),
        storable(entry.title),
        None if entry.date is None else entry.date.isoformat(),
        None if entry.updated is None else entry.updated.isoformat(),
        _SEPARATOR.join(tags),
        storable(entry.summary),
        entry.words,
        entry.draft,
        storable(entry.layout),
        storable(entry.lang),
        None if entry.date is None else moment(entry.date),
        key(entry.id),
        tag_keys(tags),
        sequence,
    )


def to_entries(found: Iterable[Sequence[Any]]) -> list[Entry]:
    """The entries that rows of `SELECT` hold.

    Raises:
        sqlite3.DatabaseError: A row holds what was never written.
    """
    try:
        return [to_entry(row) for row in found]
    except (AttributeError, TypeError, ValueError) as error:
        raise sqlite3.DatabaseError(f"a row makes no sense: {error}") from error


def to_entry(row: Sequence[Any]) -> Entry:
    """The entry that a row of `SELECT` holds."""
    path, name, title, date, updated, tags, summary, words, draft, layout, lang = row
    return Entry(
        name,
        path,
        title,
        date and datetime.fromisoformat(date),
        updated and datetime.fromisoformat(updated),
        tuple(tags.split(_SEPARATOR)) if tags else (),
        summary,
        words,
        bool(draft),
        layout,
        lang,
    )


def moment(time: datetime) -> int:
    """Microseconds since 1970, UTC: what times with different offsets are compared by."""
    return (time - _EPOCH) // _MICROSECOND


def key(text: str) -> str:
    """What two names are the same by: case and normal form do not count."""
    return text.casefold() if text.isascii() else normalize("NFC", storable(text)).casefold()


def tag_keys(tags: Sequence[str]) -> str:
    """The tags between separators, so that one is found as a part of the text."""
    return _SEPARATOR.join(("", *(key(tag) for tag in tags), ""))


def tag_patterns(tag: str) -> tuple[str, str]:
    """The parts of `tag_keys` that show the tag itself and a child of it."""
    return f"{_SEPARATOR}{key(tag)}{_SEPARATOR}", f"{_SEPARATOR}{key(tag)}/"


def storable(text: str) -> str:
    """The text without half surrogate pairs, which YAML can write and no encoding holds."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
