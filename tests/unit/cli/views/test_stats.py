"""The heat map."""

from datetime import date, timedelta

from knowlog.cli.views.stats import heat_map

TODAY = date(2026, 3, 4)  # a Wednesday


def test_a_column_is_a_week_and_the_last_day_is_today() -> None:
    lines = [line.plain for line in heat_map({TODAY: 3}, TODAY, 3)]
    assert lines[1] == "Mon · · · "
    assert lines[3] == "Wed · · ■ "
    assert lines[5] == "Fri · · "
    assert lines[-1].endswith("3 entries since 2026-02-16")


def test_a_month_of_one_week_does_not_hide_the_next() -> None:
    names = heat_map({}, date(2026, 3, 1), 18)[0].plain.split()
    assert names == ["Nov", "Dec", "Jan", "Feb"]


def test_busier_days_are_darker() -> None:
    days = {TODAY: 9, TODAY - timedelta(days=7): 1, TODAY - timedelta(days=14): 5}
    assert heat_map(days, TODAY, 3)[3].plain.split() == ["Wed", "■", "▪", "■"]
