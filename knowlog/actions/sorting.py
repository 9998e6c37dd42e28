"""The orders in which entries can be listed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from random import random

from knowlog.domain.entry import Entry
from knowlog.errors import UsageError

_NEVER = datetime.min.replace(tzinfo=UTC)

SORTS: dict[str, tuple[Callable[[Entry], object], bool]] = {
    "date": (lambda entry: entry.date or _NEVER, True),
    "updated": (lambda entry: entry.updated or entry.date or _NEVER, True),
    "title": (lambda entry: entry.title.casefold(), False),
    "words": (lambda entry: entry.words, True),
    "path": (lambda entry: entry.path, False),
    "id": (lambda entry: entry.id, False),
    "random": (lambda _: random(), False),  # noqa: S311 - guards nothing
}


def ordered(entries: Iterable[Entry], sort: str) -> Sequence[Entry]:
    """Put entries in order: newest, longest, first in the alphabet first; ``-`` turns it round.

    Raises:
        UsageError: No order has this name.
    """
    name = sort.removeprefix("-")
    if name not in SORTS:
        msg = f"nothing can be sorted by {name!r}"
        raise UsageError(msg, "Sort by " + ", ".join(SORTS) + ".")
    key, falling = SORTS[name]
    return sorted(entries, key=key, reverse=falling != sort.startswith("-"))  # type: ignore[arg-type]  # each key compares with itself
