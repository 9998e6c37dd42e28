"""What every test can rely on."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes transcripts instead of checking them."""
    parser.addoption(
        "--update-transcripts",
        action="store_true",
        help="rewrite tests/transcripts with what the commands print now",
    )
