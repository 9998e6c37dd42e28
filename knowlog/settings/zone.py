"""The log's time zone and its present moment."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowlog.errors import UsageError

_ANY_TIME = datetime(1970, 1, 2)  # noqa: DTZ001 - naive means local here


class LocalZone(tzinfo):
    """The system's own zone, with the offset that held, or will hold, on each date."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """The offset at this wall time, east positive."""
        return _local(moment).utcoffset() or timedelta(0)

    def fromutc(self, moment: datetime) -> datetime:
        """The wall time of a moment given in UTC."""
        try:
            return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)
        except (OSError, OverflowError, ValueError):
            return moment + self.utcoffset(None)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Not known apart from the offset."""
        del moment
        return None

    def tzname(self, moment: datetime | None) -> str:
        """The abbreviation at this wall time."""
        return _local(moment).tzname() or "local"


def _local(moment: datetime | None) -> datetime:
    """The wall time with the system's offset; in 1970 where the system knows none for the year.

    Windows knows none before 1970, and no system any where the UTC year would be 0 or 10000.
    """
    wall = moment.replace(tzinfo=None) if moment else _ANY_TIME
    try:
        return wall.astimezone()
    except (OSError, OverflowError, ValueError):
        return _ANY_TIME.astimezone()


def named_zone(name: str) -> tzinfo:
    """The zone of an IANA name such as ``Asia/Kolkata``; the system's own for an empty name.

    Raises:
        UsageError: There is no such zone on this machine.
    """
    if not name:
        return LocalZone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder of zones
        msg = f"no time zone is called {name}"
        raise UsageError(msg, "Use a name such as Asia/Kolkata or UTC.") from error


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The present, in a zone; ``KNOWLOG_NOW`` (ISO 8601 with offset) holds it still for tests."""

    zone: tzinfo

    def now(self) -> datetime:
        """The current time with the offset of the zone.

        Raises:
            UsageError: ``KNOWLOG_NOW`` is set and is not such a time.
        """
        fixed = os.environ.get("KNOWLOG_NOW")
        if not fixed:
            return datetime.now(self.zone)
        try:
            return datetime.fromisoformat(fixed).astimezone(self.zone)
        except ValueError as error:
            msg = f"KNOWLOG_NOW is not a time in ISO 8601: {fixed}"
            raise UsageError(msg) from error
