"""The day of a note by the format that Obsidian names it in."""

from datetime import date

import pytest

from knowlog.domain.moments import day_of


@pytest.mark.parametrize(
    ("form", "name", "day"),
    [
        ("YYYY-MM-DD", "2024-05-31", date(2024, 5, 31)),
        ("DD.MM.YYYY", "31.05.2024", date(2024, 5, 31)),
        ("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2024/05-May/2024-05-31-Friday", date(2024, 5, 31)),
        ("dddd, MMMM Do YYYY", "Friday, May 31st 2024", date(2024, 5, 31)),
        ("dddd D MMM YY", "vendredi 31 May 24", date(2024, 5, 31)),
        ("D.M.YY", "1.2.99", date(1999, 2, 1)),
        ("YYYYMMDDHHmm", "202405311207", date(2024, 5, 31)),
        ("YYYY-MM-DD h-mm A", "2024-05-31 3-07 PM", date(2024, 5, 31)),
        ("[Day] YYYY-DDDD", "Day 2024-152", date(2024, 5, 31)),
        ("[Notes (v1)] YYYY-MM-DD", "Notes (v1) 2024-05-31", date(2024, 5, 31)),
        ("YYYY-MM-DD [W]WW", "2024-05-31 W22", date(2024, 5, 31)),
        ("GGGG-[W]WW", "2024-W22", date(2024, 5, 27)),
        ("gggg-[W]ww", "2024-W22", date(2024, 5, 26)),
        ("YYYY-[W]w", "2024-W1", date(2023, 12, 31)),
        ("YYYY-MM", "2024-05", date(2024, 5, 1)),
        ("YYYY-[Q]Q", "2024-Q3", date(2024, 7, 1)),
        ("YYYY", "2024", date(2024, 1, 1)),
        ("YYYY-MM-DD", "2024-05-32", None),
        ("YYYY-DDDD", "2023-366", None),
        ("YYYY-MM-DD", "2024-05-31 more", None),
        ("YYYY/YYYY-MM-DD", "2023/2024-05-31", None),
        ("YYYY MMMM", "2024 Mai", None),
        ("GGGG-[W]WW", "2024-W60", None),
        ("gggg-[W]ww", "9999-W99", None),
        ("DD", "31", None),
        ("MD" * 90, "1" * 181, None),
        ("dddd" * 45, "a" * 190, None),
        ("x" * 1000, "x" * 1000, None),
        ("", "", None),
    ],
)
def test_day(form: str, name: str, day: date | None) -> None:
    assert day_of(name, form) == day
