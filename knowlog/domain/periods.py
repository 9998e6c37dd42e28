"""Dates as people type them on the command line: ``2024-05``, ``yesterday``, ``2w``, ``monday``.

Each names a stretch of time. ``--since`` takes its start and ``--until`` its end, so that
``--since 2024 --until 2024`` is all of that year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from knowlog.domain.dates import MONTHS, read_date
from knowlog.errors import UsageError

EXAMPLES = "2024, 2024-05, 2024-05-01, today, yesterday, monday, last month, 3d, 2w, 6m, 1y"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"h": "hour", "d": "day", "w": "week", "m": "month", "mo": "month", "y": "year"}
_RELATIVE = re.compile(
    r"(?P<number>\d{1,4}|an?|one)\s*(?P<unit>h|d|w|mo?|y|(?:hour|day|week|month|year)s?)(?:\s+ago)?"
)
_CALENDAR = re.compile(r"(?P<which>this|last|next)\s+(?P<unit>week|month|year)")
_ABSOLUTE = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?")
_NAMED_MONTH = re.compile(r"(?P<name>[a-z]{3,9})\.?(?:\s+(?P<year>\d{4}))?")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time.

    Attributes:
        start: Its first moment; None when it has always been.
        end: The first moment after it; None when it goes on.
    """

    start: datetime | None = None
    end: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return (self.start is None or self.start <= moment) and (
            self.end is None or moment < self.end
        )


def read_period(text: str, now: datetime) -> Period:
    """Understand one date or a range of two: ``2024-05..2025``, ``..yesterday``, ``2w..``.

    Args:
        text: As typed; case does not matter.
        now: The present, in the log's time zone.

    Raises:
        UsageError: It is no date, or the range ends before it starts.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _single(text, now)
    start = _single(first, now).start if first.strip() else None
    end = _single(last.lstrip("."), now).end if last.strip(". ") else None
    if start and end and end <= start:
        raise UsageError(f"the range {text!r} ends before it starts", f"Try {last}..{first}.")
    return Period(start, end)


def read_moment(text: str, now: datetime) -> datetime:
    """Understand one date as the moment it starts; arguments and errors as `read_period`."""
    start = _single(text, now).start
    return now if start is None else start


def _single(text: str, now: datetime) -> Period:
    words = " ".join(text.lower().split())
    for read in _READERS:
        try:
            found = read(words, now)
        except (ValueError, OverflowError):
            break
        if found:
            return found
    raise UsageError(f"{text!r} is not a date I understand", f"For example: {EXAMPLES}.")


def _named_day(words: str, now: datetime) -> Period | None:
    if words == "now":
        return Period(now, now + _MINUTE)
    offsets = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if words in offsets:
        return _days(_midnight(now) + timedelta(days=offsets[words]))
    return None


def _weekday(words: str, now: datetime) -> Period | None:
    """``monday`` is the latest one, today included; ``last monday`` the latest before today."""
    name = words.removeprefix("last ").removeprefix("this ")
    matches = [number for number, day in enumerate(_WEEKDAYS) if name in {day, day[:3]}]
    if not matches:
        return None
    back = (now.weekday() - matches[0]) % len(_WEEKDAYS)
    if words.startswith("last ") and back == 0:
        back = len(_WEEKDAYS)
    return _days(_midnight(now) - timedelta(days=back))


def _relative(words: str, now: datetime) -> Period | None:
    """``2w`` and ``2 weeks ago`` are the day that long ago, ``3h`` the minute."""
    found = _RELATIVE.fullmatch(words)
    if not found:
        return None
    number = int(found["number"]) if found["number"].isdigit() else 1
    unit = _UNITS.get(found["unit"], found["unit"].removesuffix("s"))
    if unit == "hour":
        moment = (now - timedelta(hours=number)).replace(second=0, microsecond=0)
        return Period(moment, moment + _MINUTE)
    today = _midnight(now)
    if unit in {"month", "year"}:
        return _days(_months_later(today, -number * (12 if unit == "year" else 1)))
    return _days(today - timedelta(days=number * (7 if unit == "week" else 1)))


def _calendar(words: str, now: datetime) -> Period | None:
    found = _CALENDAR.fullmatch(words)
    if not found:
        return None
    steps = {"this": 0, "last": -1, "next": 1}[found["which"]]
    today = _midnight(now)
    if found["unit"] == "week":
        monday = today + timedelta(days=7 * steps - today.weekday())
        return _days(monday, 7)
    if found["unit"] == "month":
        return _months(_months_later(today.replace(day=1), steps), 1)
    return _months(today.replace(year=today.year + steps, month=1, day=1), 12)


def _absolute(words: str, now: datetime) -> Period | None:
    found = _ABSOLUTE.fullmatch(words)
    if not found:
        return None
    month, day = int(found["month"] or 1), int(found["day"] or 1)
    start = _midnight(now).replace(year=int(found["year"]), month=month, day=day)
    if found["day"]:
        return _days(start)
    return _months(start, 1 if found["month"] else 12)


def _month(words: str, now: datetime) -> Period | None:
    """``may`` is the latest one, this month included; ``may 2024`` is that one."""
    found = _NAMED_MONTH.fullmatch(words)
    month = MONTHS.get(found["name"]) if found else None
    if not found or not month:
        return None
    year = int(found["year"]) if found["year"] else now.year - (month > now.month)
    return _months(_midnight(now).replace(year=year, month=month, day=1), 1)


def _written(words: str, now: datetime) -> Period | None:
    """Whatever front matter may hold: a day in words, a time to the minute."""
    start = read_date(words, now.tzinfo or UTC)
    if start is None:
        return None
    return Period(start, start + _MINUTE) if ":" in words else _days(start)


_READERS: tuple[Callable[[str, datetime], Period | None], ...] = (
    _named_day,
    _weekday,
    _relative,
    _calendar,
    _absolute,
    _month,
    _written,
)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _days(start: datetime, days: int = 1) -> Period:
    return Period(start, start + timedelta(days=days))


def _months(start: datetime, months: int) -> Period:
    return Period(start, _months_later(start, months))


def _months_later(day: datetime, months: int) -> datetime:
    """The same day so many months later; the last of that month where it is shorter."""
    first = _first_of_month(day, months)
    last = _first_of_month(day, months + 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _first_of_month(day: datetime, months: int) -> datetime:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=1)
