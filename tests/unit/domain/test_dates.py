"""Every way a date is written in the wild; the day never shifts."""

from datetime import datetime, timedelta, timezone

import pytest

from knowlog.domain.dates import entry_date, read_date, split_name, unreadable_dates, updated_date

ZONE = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-01-02", "2024-01-02T00:00:00+02:00"),
        (" 2024-01-02 ", "2024-01-02T00:00:00+02:00"),
        ("2024-1-2", "2024-01-02T00:00:00+02:00"),
        ("2024/01/02", "2024-01-02T00:00:00+02:00"),
        ("2024.01.02", "2024-01-02T00:00:00+02:00"),
        ("20240102", "2024-01-02T00:00:00+02:00"),
        ("202401021230", "2024-01-02T12:30:00+02:00"),
        ("20240102T123045Z", "2024-01-02T12:30:45+00:00"),
        ("2024", "2024-01-01T00:00:00+02:00"),
        ("2024-05", "2024-05-01T00:00:00+02:00"),
        ("2024-01-02 03:04", "2024-01-02T03:04:00+02:00"),
        ("2024-01-02 03:04:05 +0530", "2024-01-02T03:04:05+05:30"),
        ("2024-01-02T03:04:05+05:30", "2024-01-02T03:04:05+05:30"),
        ("2024-01-02T23:30:00-08:00", "2024-01-02T23:30:00-08:00"),
        ("2015-03-17 14:00:00 -4", "2015-03-17T14:00:00-04:00"),
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02T03:04:05.123456Z", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02 03:04:05 UTC", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02 03:04:05 EST", "2024-01-02T03:04:05-05:00"),
        ("2024-01-02 03:04:05 CET", "2024-01-02T03:04:05+02:00"),
        ("2024-01-02 03:04:05 Europe/Paris", "2024-01-02T03:04:05+02:00"),
        ("2024-01-02 03:04:05 +0530 (IST)", "2024-01-02T03:04:05+05:30"),
        ("2024-01-02 03:04:05 +9900", "2024-01-02T03:04:05+02:00"),
        ("2024-01-02 3:04 PM", "2024-01-02T15:04:00+02:00"),
        ("2024-01-02 12:04 a.m.", "2024-01-02T00:04:00+02:00"),
        ("2024-01-02 23:59:60", "2024-01-02T23:59:59+02:00"),
        ("January 2, 2024", "2024-01-02T00:00:00+02:00"),
        ("2 Jan 2024", "2024-01-02T00:00:00+02:00"),
        ("2nd of January", None),
        ("Tue, 02 Jan 2024 03:04:05 +0000", "2024-01-02T03:04:05+00:00"),
        ("Tuesday, January 2nd 2024, 3:04:05 pm", "2024-01-02T15:04:05+02:00"),
        ("[[2024-01-02]]", "2024-01-02T00:00:00+02:00"),
        ("[[Daily/2024-01-02|that day]]", "2024-01-02T00:00:00+02:00"),
        ("[[A note]]", None),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("2024-01-02 25:00", None),
        ("2 Januember 2024", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("12:30", None),
        ("soon", None),
        ("2024-01-02" + " " * 60 + "x", None),
        ("", None),
        (None, None),
        (["2024-01-02"], None),
    ],
)
def test_written_dates(text: object, iso: str | None) -> None:
    found = read_date(text, ZONE)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("_posts/2024-01-02-title.md", "2024-01-02T00:00:00+02:00"),
        ("2024_01_02 title.md", "2024-01-02T00:00:00+02:00"),
        ("20240102-title.md", "2024-01-02T00:00:00+02:00"),
        ("202401021230.md", "2024-01-02T12:30:00+02:00"),
        ("20240102T123045 title.md", "2024-01-02T12:30:45+02:00"),
        ("2024-01-02-2010-review.md", "2024-01-02T00:00:00+02:00"),
        ("2024-13-02-title.md", None),
        ("2024-review.md", None),
        ("20240102123456789.md", None),
        ("2024-01-02/title.md", None),
        ("title.md", None),
    ],
)
def test_dates_of_file_names(path: str, iso: str | None) -> None:
    found = entry_date({}, path, ZONE)
    assert (found.isoformat() if found else None) == iso


@pytest.mark.parametrize(
    ("fields", "iso"),
    [
        ({"date": "2023-05-06"}, "2023-05-06T00:00:00+02:00"),
        ({"date": "nonsense"}, "2024-01-02T00:00:00+02:00"),
        ({"created": "2023-05-06"}, "2023-05-06T00:00:00+02:00"),
        ({"date created": "2023-05-06"}, "2023-05-06T00:00:00+02:00"),
        ({"date": "12:30"}, "2024-01-02T12:30:00+02:00"),
        ({"date": "2023-05-06", "time": "12:30"}, "2023-05-06T12:30:00+02:00"),
        ({"date": "2023-05-06 11:00", "time": "12:30"}, "2023-05-06T11:00:00+02:00"),
    ],
)
def test_front_matter_comes_before_the_file_name(fields: dict[str, object], iso: str) -> None:
    found = entry_date(fields, "2024-01-02-title.md", ZONE)
    assert found is not None
    assert found.isoformat() == iso


def test_updated_is_the_first_key_that_holds_a_date() -> None:
    fields = {"updated": "later", "lastmod": "2024-05-06"}
    assert updated_date(fields, ZONE) == datetime(2024, 5, 6, tzinfo=ZONE)
    assert updated_date({}, ZONE) is None


def test_unreadable_dates_are_named() -> None:
    fields = {"date": "soon", "updated": "2024-05-06", "created": "", "lastmod": "12:30"}
    assert unreadable_dates(fields) == ["date"]


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("2024-01-02-git", ("2024-01-02", "git")),
        ("2024-01-02 Git", ("2024-01-02", "Git")),
        ("2024-01-02", ("", "2024-01-02")),
        ("2024-13-02-git", ("", "2024-13-02-git")),
        ("git", ("", "git")),
    ],
)
def test_a_file_name_is_split_at_its_date(stem: str, parts: tuple[str, str]) -> None:
    assert split_name(stem) == parts
