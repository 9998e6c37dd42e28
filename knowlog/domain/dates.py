"""Dates as people write them in front matter and file names; the day never shifts."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

_DATE_KEYS = (
    "date",
    "created",
    "created_at",
    "date created",
    "date_created",
    "creation date",
    "published_at",
    "pubdate",
)
_UPDATED_KEYS = (
    "updated",
    "modified",
    "last_modified_at",
    "lastmod",
    "updated_at",
    "last_modified",
    "date modified",
    "date_modified",
    "modification date",
    "last-modified",
)
_YEARS = range(1000, 9999)
"""Outside of these, moving a time to another zone overflows; Go writes 0001-01-01 for none."""

_LONGEST = 60
"""Characters of the longest date that anybody writes."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
"""The names that RFC 822 defines, in hours."""

_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"(?:\s*(?P<zone>[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5}|[a-z]+/[a-z_/]+)"
    r"(?:\s+\([a-z ]+\))?)?"
)
_DAY_AND_CLOCK = rf"(?:(?:\s*[T,]\s*|\s+)(?:at\s+)?{_CLOCK})?\s*"
_NUMERIC = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?)?"
    + _DAY_AND_CLOCK,
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?P<zone>Z|[+-]\d{4})?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WORDED = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[ -]+(?P<name>[a-z]{{3,9}})\.?"
    rf"|(?P<name2>[a-z]{{3,9}})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?),?[ -]+"
    rf"(?P<year>\d{{4}}){_DAY_AND_CLOCK}",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(_CLOCK + r"\s*", re.IGNORECASE)
_NAME_DATE = re.compile(
    r"(?P<year>(?:1[89]|2[01])\d{2})(?P<sep>[-_.]?)(?P<month>\d{2})(?P=sep)(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2})[-_.:]?(?P<minute>\d{2})(?:[-_.:]?(?P<second>\d{2}))?)?(?!\d)"
)


class _Moment(NamedTuple):
    """A day, and as much of a time as is written."""

    day: datetime
    clock: time | None
    offset: timezone | None


def read_date(written: object, zone: tzinfo) -> datetime | None:
    """Understand one written date.

    Args:
        written: The text in the file; anything else is no date.
        zone: What a time without an offset is in.

    Returns:
        The time with the offset it is written with, so that its day is the written day; midnight
        when only a day is written; None when it is no date.
    """
    moment = _moment(written)
    return None if moment is None else _in_zone(moment, moment.clock, zone)


def entry_date(fields: Mapping[str, object], path: str, zone: tzinfo) -> datetime | None:
    """When an entry was written, from its front matter, else from its file name.

    A time that stands alone (``date: 12:30``, which YAML reads as 750, or ``time: 12:30`` beside
    a day) is joined to the day.

    Args:
        fields: Front matter as written, keys in lower case.
        path: Of the file.
        zone: Of the log.
    """
    written = (fields[key] for key in _DATE_KEYS if key in fields)
    moment = next(filter(None, map(_moment, written)), None)
    if moment is None:
        moment = _moment_of_name(path)
    if moment is None:
        return None
    clock = moment.clock or _clock_alone(fields.get("time")) or _clock_alone(fields.get("date"))
    return _in_zone(moment, clock, zone)


def updated_date(fields: Mapping[str, object], zone: tzinfo) -> datetime | None:
    """When an entry was last changed, if its front matter says so; arguments as `entry_date`."""
    found = (read_date(fields[key], zone) for key in _UPDATED_KEYS if key in fields)
    return next(filter(None, found), None)


def day_of_name(path: str) -> date | None:
    """The day with which a file's name starts, if it does."""
    moment = _moment_of_name(path)
    return None if moment is None else moment.day.date()


def unreadable_dates(fields: Mapping[str, object]) -> list[str]:
    """The keys that should hold a date and hold something else."""
    return [
        key
        for key in (*_DATE_KEYS, *_UPDATED_KEYS)
        if (text := fields.get(key)) and _moment(text) is None and _clock_alone(text) is None
    ]


def split_name(stem: str) -> tuple[str, str]:
    """A file name's leading date and the rest: ``2024-01-02-git`` is ``2024-01-02`` and ``git``.

    A name that is only a date is all rest: it is what the entry is called.
    """
    found = _NAME_DATE.match(stem)
    if found is None or _day(found) is None:
        return "", stem
    rest = stem[found.end() :].lstrip(" -_.")
    return (stem[: found.end()], rest) if rest else ("", stem)


def _moment(written: object) -> _Moment | None:
    if not isinstance(written, str):
        return None
    text = written.strip()
    if text.startswith("[["):  # a link to the daily note, as Obsidian keeps them
        text = text[2:].removesuffix("]]").partition("|")[0].rpartition("/")[2]
    if len(text) > _LONGEST:
        return None
    for pattern in (_NUMERIC, _COMPACT, _WORDED):
        found = pattern.fullmatch(text)
        if found:
            return _from_match(found)
    return None


def _moment_of_name(path: str) -> _Moment | None:
    found = _NAME_DATE.match(path.rpartition("/")[2])
    if found is None:
        return None
    day = _day(found)
    return None if day is None else _Moment(day, _clock(found), None)


def _from_match(found: re.Match[str]) -> _Moment | None:
    day = _day(found)
    if day is None:
        return None
    clock = _clock(found)
    if clock is None and found["hour"]:
        return None
    offset = _offset(found["zone"] or "")
    return _Moment(day, clock, offset)


def _day(found: re.Match[str]) -> datetime | None:
    parts = found.groupdict()
    name = parts.get("name") or parts.get("name2")
    month = MONTHS.get(name.lower(), 0) if name else int(parts["month"] or 1)
    number = parts.get("day") or parts.get("day2") or "1"
    year = int(parts["year"])
    if year not in _YEARS:
        return None
    try:
        return datetime(year, month, int(number))  # noqa: DTZ001 - the zone is added by _in_zone
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    parts = found.groupdict()
    if not parts["hour"]:
        return None
    hour = int(parts["hour"])
    half = (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    # A leap second is the last second of its minute.
    second = min(int(parts["second"] or 0), 59)
    try:
        return time(hour, int(parts["minute"]), second)
    except ValueError:
        return None


def _clock_alone(written: object) -> time | None:
    found = _CLOCK_ALONE.fullmatch(written.strip()) if isinstance(written, str) else None
    return _clock(found) if found else None


def _offset(name: str) -> timezone | None:
    """The offset that is written; None for none, and for names that only a map could place."""
    if not name:
        return None
    if name[0] not in "+-":
        zone_hours = _ZONES.get(name.lower())
        return None if zone_hours is None else timezone(timedelta(hours=zone_hours))
    digits = name[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("00") else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset >= timedelta(days=1):
        return None
    return timezone(-offset if name[0] == "-" else offset)


def _in_zone(moment: _Moment, clock: time | None, zone: tzinfo) -> datetime:
    clock = clock or time()
    return moment.day.replace(
        hour=clock.hour, minute=clock.minute, second=clock.second, tzinfo=moment.offset or zone
    )
