"""The log's time zone and its present."""

import time
from datetime import datetime

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


def test_a_named_zone_is_that_zone() -> None:
    assert datetime(2024, 1, 1, tzinfo=named_zone("Asia/Kolkata")).isoformat().endswith("+05:30")


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime"])
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
