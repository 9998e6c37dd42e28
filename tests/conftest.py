"""What every test can rely on."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Read by the browser fixtures, not by the program.
KEPT = "KNOWLOG_REQUIRE_BROWSER"


# The same examples in every run, so that a change is judged by what it changes. To look for
# new ones: pytest tests/properties --hypothesis-profile explore
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("repeat")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes transcripts instead of checking them."""
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="rewrite tests/transcripts with what the commands print now",
    )


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no test see or change the settings, the logs and the caches of whoever runs it."""
    for name in os.environ:
        if name.startswith(("KNOWLOG_", "XDG_")) and name != KEPT:
            monkeypatch.delenv(name)
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
