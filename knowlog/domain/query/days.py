"""Stretches of days in a query: a period as people type it, or one end with ``>`` or ``<``.

All the ways to write a date are many rules to load, so they are loaded when a query has one.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowlog.domain.periods import Period

Stretch = tuple[date | None, date | None]
"""The first and the last day, None where it is open."""

_SIGNS = (">=", "<=", ">", "<", "=")
_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def stretch(text: str, now: datetime) -> Stretch:
    """The days that a text means.

    Raises:
        UsageError: It is no date, or ends before it starts.
        OverflowError: It lies outside all calendars.
    """
    from knowlog.domain.periods import read_period

    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    first, last = _days(read_period(text[len(sign) :], now))
    match sign:
        case ">=":
            return first, None
        case "<=":
            return None, last
        case ">":
            return last and last + _DAY, None
        case "<":
            return None, first and first - _DAY
    return first, last


def _days(period: "Period") -> Stretch:
    return (
        period.start.date() if period.start else None,
        (period.end - _INSTANT).date() if period.end else None,
    )
