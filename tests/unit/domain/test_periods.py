"""Dates as typed, on Wednesday 15 May 2024, ten past three in the afternoon."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from knowlog.domain.periods import Period, read_moment, read_period
from knowlog.errors import UsageError

ZONE = timezone(timedelta(hours=2))
NOW = datetime(2024, 5, 15, 15, 10, 33, tzinfo=ZONE)


def shown(period: Period) -> str:
    return "..".join(
        moment.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00") if moment else ""
        for moment in (period.start, period.end)
    )


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024-01-01..2025-01-01"),
        ("2024-05", "2024-05-01..2024-06-01"),
        ("2024-12", "2024-12-01..2025-01-01"),
        ("2024-05-01", "2024-05-01..2024-05-02"),
        ("2024/5/1", "2024-05-01..2024-05-02"),
        ("2024-05-01 12:30", "2024-05-01 12:30..2024-05-01 12:31"),
        ("2024-05-01T12:30", "2024-05-01 12:30..2024-05-01 12:31"),
        ("1 May 2024", "2024-05-01..2024-05-02"),
        ("may", "2024-05-01..2024-06-01"),
        ("June", "2023-06-01..2023-07-01"),
        ("feb 2023", "2023-02-01..2023-03-01"),
        ("now", "2024-05-15 15:10..2024-05-15 15:11"),
        ("Today", "2024-05-15..2024-05-16"),
        ("yesterday", "2024-05-14..2024-05-15"),
        ("tomorrow", "2024-05-16..2024-05-17"),
        ("3h", "2024-05-15 12:10..2024-05-15 12:11"),
        ("3d", "2024-05-12..2024-05-13"),
        ("2w", "2024-05-01..2024-05-02"),
        ("2 weeks ago", "2024-05-01..2024-05-02"),
        ("a week ago", "2024-05-08..2024-05-09"),
        ("6m", "2023-11-15..2023-11-16"),
        ("1y", "2023-05-15..2023-05-16"),
        ("monday", "2024-05-13..2024-05-14"),
        ("wednesday", "2024-05-15..2024-05-16"),
        ("last wed", "2024-05-08..2024-05-09"),
        ("last monday", "2024-05-13..2024-05-14"),
        ("this week", "2024-05-13..2024-05-20"),
        ("last week", "2024-05-06..2024-05-13"),
        ("last month", "2024-04-01..2024-05-01"),
        ("next month", "2024-06-01..2024-07-01"),
        ("last year", "2023-01-01..2024-01-01"),
        ("2024-05..2025", "2024-05-01..2026-01-01"),
        ("2024-05...2025", "2024-05-01..2026-01-01"),
        ("..yesterday", "..2024-05-15"),
        ("2w..", "2024-05-01.."),
        ("..", ".."),
    ],
)
def test_understood(text: str, period: str) -> None:
    assert shown(read_period(text, NOW)) == period


def test_months_end_where_the_shorter_one_does() -> None:
    assert shown(read_period("1m", NOW.replace(day=31))) == "2024-04-30..2024-05-01"
    leap = NOW.replace(month=2, day=29)
    assert shown(read_period("1y", leap)) == "2023-02-28..2023-03-01"


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-02-30", "2024-13", "0000", "9999", "5000y", "last never", "9 x"]
)
def test_what_is_no_date_is_an_error_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match="not a date") as caught:
        read_period(text, NOW)
    assert "2w" in caught.value.hint


def test_a_range_that_ends_before_it_starts() -> None:
    with pytest.raises(UsageError, match="ends before") as caught:
        read_period("2025..2024", NOW)
    assert "2024..2025" in caught.value.hint


def test_a_moment_is_where_a_period_starts() -> None:
    assert read_moment("2024-05", NOW) == datetime(2024, 5, 1, tzinfo=ZONE)
    assert read_moment("now", NOW) == NOW


def test_days_are_days_of_the_zone_where_clocks_change() -> None:
    zone = ZoneInfo("Europe/Berlin")
    day = read_period("2024-03-31", datetime(2024, 4, 2, tzinfo=zone))
    assert datetime(2024, 3, 31, 23, 59, tzinfo=zone) in day
    assert datetime(2024, 4, 1, tzinfo=zone) not in day
    assert NOW in Period()
