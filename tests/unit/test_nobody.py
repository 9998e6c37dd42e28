"""Tests run as nobody in particular."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from knowlog.settings.places import cache_folder


def test_the_home_is_empty_and_temporary(tmp_path: Path) -> None:
    assert list(Path.home().iterdir()) == []
    assert cache_folder().is_relative_to(tmp_path.parent)


def test_no_setting_of_the_caller_is_seen() -> None:
    assert {name for name in os.environ if name.startswith("KNOWLOG_")} <= {
        "KNOWLOG_REQUIRE_BROWSER"
    }


@given(st.integers())
def test_properties_run_as_nobody_too(number: int) -> None:
    assert number - number == 0
    assert list(Path.home().iterdir()) == []
