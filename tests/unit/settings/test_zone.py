"""The log's time zone and its present."""

import time
from datetime import UTC, datetime, tzinfo

import pytest

from knowlog.errors import UsageError
from knowlog.settings.zone import LocalZone, SystemClock, named_zone


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is fixed on Windows")
def test_the_systems_zone_knows_summer_and_winter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        zone = LocalZone()
        assert datetime(2024, 1, 15, tzinfo=zone).isoformat().endswith("+01:00")
        assert datetime(2024, 7, 15, tzinfo=zone).isoformat().endswith("+02:00")
        assert datetime(2024, 7, 15, tzinfo=zone).tzname() == "CEST"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("year", [1, 1960, 9999])
def test_the_systems_zone_has_an_offset_in_every_year(year: int) -> None:
    zone = LocalZone()
    wall = datetime(year, 6, 1, tzinfo=zone)
    assert wall.isoformat().startswith(f"{year:04}-06-01T00:00:00")
    assert wall.tzname()
    assert wall.astimezone(UTC).astimezone(zone) == wall


def test_where_the_system_knows_no_offset_that_of_1970_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Windows(datetime):
        """It refuses to tell local times before 1970."""

        def astimezone(self, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a datetime, as of the class itself
            if tz is None and self.year < 1970:
                raise OSError(22, "Invalid argument")
            return super().astimezone(tz)

    monkeypatch.setattr("knowlog.settings.zone.datetime", Windows)
    wall = Windows(1960, 6, 1, tzinfo=LocalZone())
    assert wall.utcoffset() == Windows(1970, 1, 2).astimezone().utcoffset()
    assert wall.tzname()
    assert LocalZone().fromutc(wall).year == 1960


def test_a_named_zone_is_that_zone() -> None:
    assert datetime(2024, 1, 1, tzinfo=named_zone("Asia/Kolkata")).isoformat().endswith("+05:30")


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "America"])
def test_a_zone_that_is_none_is_named(name: str) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        named_zone(name)


def test_the_present_can_be_held_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLOG_NOW", "2026-11-22T23:30:00Z")
    assert SystemClock(named_zone("Asia/Kolkata")).now().isoformat() == "2026-11-23T05:00:00+05:30"


def test_a_present_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLOG_NOW", "soon")
    with pytest.raises(UsageError, match="KNOWLOG_NOW"):
        SystemClock(named_zone("UTC")).now()
