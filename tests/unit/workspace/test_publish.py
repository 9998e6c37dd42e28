"""What the settings of a log become on its site."""

import pytest

from knowlog.workspace.publish import without_tags


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("A <i>paper</i> a week &amp; more", "A paper a week & more"),
        ("a < b and c > d", "a < b and c > d"),
        ("Nothing special", "Nothing special"),
    ],
)
def test_a_description_in_html_becomes_words(written: str, words: str) -> None:
    assert without_tags(written) == words
