"""The line that shows while something takes long."""

import io
import time

import pytest

from knowlog.cli.progress import ProgressLine


class Watch:
    """A clock that a test winds."""

    now = 100.0

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The clock of the module under test."""
    watch = Watch()
    monkeypatch.setattr(time, "monotonic", watch.monotonic)
    return watch


def test_quick_work_shows_nothing(watch: Watch) -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    for done in range(1, 101):
        watch.now += 0.004
        line(done, 100)
    assert not stream.getvalue()


def test_slow_work_counts_and_leaves_no_trace(watch: Watch) -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    for done in (1, 2, 1200, 1201, 2000):
        watch.now += 0.3
        line(done, 2000)
    shown = [part for part in stream.getvalue().split("\r\x1b[2K") if part]
    assert shown == [
        "Reading 2 of 2,000 files",
        "Reading 1,200 of 2,000 files",
        "Reading 1,201 of 2,000 files",
    ]
    assert stream.getvalue().endswith("\r\x1b[2K")
