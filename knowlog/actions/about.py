"""The author's profile, and what the log says of itself below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowlog.actions.stats import Stats, measure
from knowlog.domain.entry import Entry

LATEST = 5

ABOUT = b"""\
---
title: About
layout: page
---

"""
"""A new about page."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What ``about`` shows.

    Attributes:
        profile: The about page, or None when the log has none yet.
        stats: Numbers about the log.
        latest: The newest entries that have a date, drafts left out.
    """

    profile: Entry | None
    stats: Stats
    latest: tuple[Entry, ...]


def profile_of(entries: Sequence[Entry]) -> Entry | None:
    """The page that introduces the author: ``about.md``, nearest to the root first."""
    pages = [entry for entry in entries if entry.id == "about"]
    pages.sort(key=lambda entry: (not entry.is_page, entry.path.count("/"), entry.path))
    return pages[0] if pages else None


def about_log(entries: Sequence[Entry], now: datetime) -> Introduction:
    """Gather what there is to say; entries come newest first."""
    timeline = [entry for entry in entries if not entry.is_page and not entry.draft]
    dated = [entry for entry in timeline if entry.date]
    return Introduction(profile_of(entries), measure(timeline, now), tuple(dated[:LATEST]))
