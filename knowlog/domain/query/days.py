"""Stretches of days in a query: a period as people type it, or one end with ``>`` or ``<``."""

from datetime import date, datetime, timedelta

from knowlog.domain.periods import Period, read_period

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


def _days(period: Period) -> Stretch:
    return (
        period.start.date() if period.start else None,
        (period.end - _INSTANT).date() if period.end else None,
    )
