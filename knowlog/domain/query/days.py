"""Stretches of days as users write them: ``2024-05``, ``2023..2024-02``, ``2w``, ``>=2024``."""

import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,5})\s*(d|days?|w|weeks?|m|months?|y|years?)(?:\s*ago)?")
_DECEMBER = 12
_NAMED = {"today": 0, "yesterday": 1}

Stretch = tuple[date | None, date | None]


def stretch(text: str, today: date) -> Stretch:
    """The first and the last day that a text means; None where it is open.

    Raises:
        ValueError: The text means no day; the message says what would.
    """
    text = text.strip().lower()
    for sign in (">=", "<=", ">", "<", "="):
        if text.startswith(sign):
            return _compared(sign, point(text[len(sign) :], today))
    start, dots, end = text.partition("..")
    if not dots:
        return point(text, today)
    first = point(start, today)[0] if start else None
    last = point(end, today)[1] if end else None
    return first, last


def point(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of a year, a month, a day or a time ago.

    Raises:
        ValueError: The text means no day.
    """
    text = text.strip()
    if text in _NAMED:
        day = today - timedelta(days=_NAMED[text])
        return day, day
    if match := _AGO.fullmatch(text):
        day = _ago(int(match[1]), match[2][0], today)
        return day, day
    if match := _DAY.fullmatch(text):
        return _calendar(int(match[1]), match[2], match[3])
    raise ValueError(_FORMS)


_FORMS = "a day is written 2024-05-31, 2024-05, 2024, 2w, 3m, today or yesterday"


def _compared(sign: str, span: tuple[date, date]) -> Stretch:
    first, last = span
    one = timedelta(days=1)
    match sign:
        case ">=":
            return first, None
        case "<=":
            return None, last
        case ">":
            return (last + one if last < date.max else date.max), None
        case "<":
            return None, (first - one if first > date.min else date.min)
    return first, last


def _calendar(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    if day and month:
        exact = date(year, int(month), int(day))
        return exact, exact
    if month:
        first = date(year, int(month), 1)
        return first, _before_next_month(first)
    return date(year, 1, 1), date(year, 12, 31)


def _before_next_month(first: date) -> date:
    if first.month == _DECEMBER:
        return first.replace(day=31)
    return first.replace(month=first.month + 1) - timedelta(days=1)


def _ago(count: int, unit: str, today: date) -> date:
    try:
        match unit:
            case "d":
                return today - timedelta(days=count)
            case "w":
                return today - timedelta(weeks=count)
            case "m":
                return _months_ago(count, today)
        return _months_ago(12 * count, today)
    except (OverflowError, ValueError):
        return date.min


def _months_ago(count: int, today: date) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(today.day, _before_next_month(first).day))
