"""Days in file names by a format of moment.js, in which Obsidian names daily notes.

The tokens are those of https://momentjs.com/docs/#/displaying/format/; names of months are
English, those of weekdays may be of any language because nothing depends on them.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from knowlog.domain.dates import MONTHS

_TOKEN = re.compile(
    r"\[(?P<literal>[^\]]*)\]|YYYY|YY|Y|gggg|gg|GGGG|GG|Qo|Q|MMMM|MMM|MM|Mo|M|DDDD|DDDo|DDD|DD|Do|D"
    r"|dddd|ddd|dd|do|d|E|e|ww|wo|w|WW|Wo|W|HH|H|hh|h|kk|k|mm|m|ss|s|A|a|ZZ|Z|.",
    re.DOTALL,
)
_SHAPES: Mapping[str, tuple[str, str]] = {
    "YYYY": ("year", r"\d{4}"),
    "YY": ("short_year", r"\d{2}"),
    "Y": ("year", r"\d{4}"),
    "gggg": ("local_year", r"\d{4}"),
    "GGGG": ("week_year", r"\d{4}"),
    "Q": ("quarter", r"[1-4]"),
    "Qo": ("quarter", r"[1-4]"),
    "MMMM": ("name", r"[^\W\d_]++"),
    "MMM": ("name", r"[^\W\d_]++\.?+"),
    "MM": ("month", r"\d{2}"),
    "M": ("month", r"\d{1,2}+"),
    "Mo": ("month", r"\d{1,2}+"),
    "DDDD": ("day_of_year", r"\d{3}"),
    "DDD": ("day_of_year", r"\d{1,3}+"),
    "DDDo": ("day_of_year", r"\d{1,3}+"),
    "DD": ("day", r"\d{2}"),
    "D": ("day", r"\d{1,2}+"),
    "Do": ("day", r"\d{1,2}+"),
    "dddd": ("", r"[^\W\d_]++(?:-[^\W\d_]++)?+"),
    "ddd": ("", r"[^\W\d_]++\.?+"),
    "dd": ("", r"[^\W\d_]++\.?+"),
    "ww": ("local_week", r"\d{2}"),
    "w": ("local_week", r"\d{1,2}+"),
    "wo": ("local_week", r"\d{1,2}+"),
    "WW": ("week", r"\d{2}"),
    "W": ("week", r"\d{1,2}+"),
    "Wo": ("week", r"\d{1,2}+"),
    "A": ("", "[AP]M"),
    "a": ("", "[ap]m"),
    "Z": ("", r"[+-]\d{2}:\d{2}"),
    "ZZ": ("", r"[+-]\d{4}"),
} | dict.fromkeys("d do E e HH H hh h kk k mm m ss s gg GG".split(), ("", r"\d{1,2}+"))
"""What takes as much as it can gives nothing back, so that no format takes long to compare."""
_ORDINAL = r"(?:st|nd|rd|th)"
_LONGEST = 200
"""Characters of a format that are understood; a file name has hardly more."""
_CENTURY_TURNS = 68
"""The last year that moment.js reads into this century from two digits."""

Parts = Mapping[str, int]


def day_of(name: str, form: str) -> date | None:
    """The day that a name says, or the first day of its week, month, quarter or year.

    Args:
        name: A path without its ending, such as ``2024/05/Friday 31``.
        form: How it is built, such as ``YYYY/MM/dddd DD``.

    Returns:
        None when the name is not built like that or says no day that there is.
    """
    found = _pattern(form).fullmatch(name) if len(form) <= _LONGEST else None
    if found is None:
        return None
    parts: dict[str, int] = {}
    for group, text in found.groupdict().items():
        part = group.rpartition("_")[0]
        number = MONTHS.get(text.rstrip(".").lower(), 0) if part == "name" else int(text)
        if parts.setdefault("month" if part == "name" else part, number) != number:
            return None
    try:
        return _day(parts)
    except (ValueError, OverflowError):
        return None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    pieces = []
    for number, token in enumerate(_TOKEN.finditer(form)):
        shape = _SHAPES.get(token.group())
        if token["literal"] is not None:
            pieces.append(re.escape(token["literal"]))
        elif shape is None:
            pieces.append(re.escape(token.group()))
        else:
            name, pattern = shape
            pieces.append(f"(?P<{name}_{number}>{pattern})" if name else pattern)
            if token.group().endswith("o"):
                pieces.append(_ORDINAL)
    return re.compile("".join(pieces), re.IGNORECASE)


def _day(parts: Parts) -> date | None:
    """The first day that the parts leave open.

    Raises:
        ValueError: There is no such day.
    """
    if "month" in parts or "day_of_year" in parts:
        return _of_year(parts)
    year = parts.get("week_year") or parts.get("year")
    if year and "week" in parts:
        return date.fromisocalendar(year, parts["week"], 1)
    year = parts.get("local_year") or parts.get("year")
    if year and "local_week" in parts:
        # As moment.js counts in English: weeks start on Sunday, the first holds January 1.
        first = date(year, 1, 1)
        return first + timedelta(days=7 * (parts["local_week"] - 1) - first.isoweekday() % 7)
    return _of_year(parts)


def _of_year(parts: Parts) -> date | None:
    short = parts.get("short_year", -1)
    year = parts.get("year") or (short + (2000 if short <= _CENTURY_TURNS else 1900))
    if "year" not in parts and short < 0:
        return None
    if "day_of_year" in parts:
        day = date(year, 1, 1) + timedelta(days=parts["day_of_year"] - 1)
        return day if day.year == year else None
    month = parts.get("month", 3 * parts.get("quarter", 1) - 2)
    return date(year, month, parts.get("day", 1))
