"""Text of entries never commands a terminal."""

import pytest

from knowlog.domain.text import one_line, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("é 漢字 🙂", "é 漢字 🙂"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\u202eabc", r"\u202eabc"),
        ("\x9b31m", r"\x9b31m"),
        ("a\rb\r\nc\td", "a\\x0db\nc\td"),
        ("\ud800", r"\ud800"),
    ],
)
def test_controls_become_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_field_is_one_line() -> None:
    assert one_line("  a\tb\n\nc ") == "a b c"
