"""What a log says of itself in numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowlog.domain.entry import Entry
from knowlog.domain.tags import tag_key

RECENT = timedelta(days=90)
"""How far back counts as recent when a tag is said to rise."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers about the entries of a log; pages are left out.

    Attributes:
        entries: How many there are, drafts included.
        drafts: How many of them are drafts.
        words: In all of them.
        first: The day of the oldest, if any has a date.
        last: The day of the newest.
        tags: Tag to number of entries, most used first.
        rising: Tags used more often lately than before, the strongest first.
        days: Day to number of entries.
        streak: Days in a row with an entry, up to today or yesterday.
        longest_streak: The most days in a row there ever were.
    """

    entries: int
    drafts: int
    words: int
    first: date | None
    last: date | None
    tags: Mapping[str, int]
    rising: tuple[str, ...]
    days: Mapping[date, int]
    streak: int
    longest_streak: int


def measure(entries: Sequence[Entry], now: datetime) -> Stats:
    """Count; days are those of each entry's own offset."""
    timeline = [entry for entry in entries if not entry.is_page]
    dated = [entry.date for entry in timeline if entry.date is not None]
    days = Counter(moment.date() for moment in dated)
    return Stats(
        entries=len(timeline),
        drafts=sum(entry.draft for entry in timeline),
        words=sum(entry.words for entry in timeline),
        first=min(days, default=None),
        last=max(days, default=None),
        tags=count_tags(timeline),
        rising=rising(timeline, now),
        days=dict(sorted(days.items())),
        streak=streak(days, now.date()),
        longest_streak=longest_streak(days),
    )


def count_tags(entries: Sequence[Entry]) -> dict[str, int]:
    """Tag to number of entries, most used first, then by name; one tag regardless of case."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for entry in reversed(entries):
        for tag in entry.tags:
            counts[shown.setdefault(tag_key(tag), tag)] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], tag_key(item[0]))))


def rising(entries: Sequence[Entry], now: datetime) -> tuple[str, ...]:
    """Tags whose share of the last ninety days is above their share of the time before."""
    dated = [entry for entry in entries if entry.date is not None]
    lately = [entry for entry in dated if entry.date is not None and entry.date >= now - RECENT]
    recent, whole = count_tags(lately), count_tags(dated)
    older = max(len(dated) - len(lately), 1)
    gains: dict[str, float] = {}
    for tag, count in recent.items():
        total = next((n for name, n in whole.items() if tag_key(name) == tag_key(tag)), count)
        gain = count / max(len(lately), 1) - (total - count) / older
        if gain > 0 and count > 1:
            gains[tag] = gain
    return tuple(sorted(gains, key=lambda tag: (-gains[tag], tag)))[:5]


def streak(days: Mapping[date, int], today: date) -> int:
    """Days in a row with an entry that end today, or yesterday if today has none yet."""
    one = timedelta(days=1)
    day = today if days.get(today) else today - one
    length = 0
    while days.get(day):
        length += 1
        day -= one
    return length


def longest_streak(days: Mapping[date, int]) -> int:
    """The most days in a row with an entry."""
    return max(
        (streak(days, day) for day in days if day + timedelta(days=1) not in days), default=0
    )
