"""A year of writing as a grid of days, as code hosts show it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowlog.exporters.site.cards import day_text

_WEEKS = 53
_ROOM = 7
"""Days after the first of a month that leave its name room in the grid."""
_STEPS = (0, 1, 2, 4)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Day:
    """One square.

    Attributes:
        column: The week, counted from 0.
        row: The day of the week, Monday 0.
        level: From 0, nothing written, to 4.
        date: In ISO 8601.
        count: How many entries.
    """

    column: int
    row: int
    level: int
    date: str
    count: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The year that ends with the newest day.

    Attributes:
        days: Oldest first.
        months: Column and short name of every month that starts in it.
        total: How many entries it shows.
        first: The oldest day, in ISO 8601.
        last: The newest day, in ISO 8601.
        last_text: The newest day, for people.
    """

    days: tuple[Day, ...]
    months: tuple[tuple[int, str], ...]
    total: int
    first: str
    last: str
    last_text: str


def heat_map(days: Iterable[date]) -> HeatMap | None:
    """Count entries by day, over the year up to the newest; None when there is no day.

    It ends with the log's newest day, not with today, so that the same log gives the same map.
    """
    counts = Counter(days)
    if not counts:
        return None
    last = max(counts)
    start = last - timedelta(days=last.weekday(), weeks=_WEEKS - 1)
    span = [start + timedelta(days=offset) for offset in range((last - start).days + 1)]
    cells = tuple(
        Day(
            column=(day - start).days // 7,
            row=day.weekday(),
            level=sum(counts[day] > step for step in _STEPS),
            date=day.isoformat(),
            count=counts[day],
        )
        for day in span
    )
    months = tuple(
        ((day - start).days // 7, _MONTHS[day.month - 1])
        for day in span
        if day.day == 1 and (last - day).days >= _ROOM
    )
    total = sum(cell.count for cell in cells)
    return HeatMap(cells, months, total, start.isoformat(), last.isoformat(), day_text(last))
