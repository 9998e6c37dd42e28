"""What is an option and what is a word of the query."""

import pytest

from knowlog.cli.querying import apart

TAKES = {"-t": True, "--tag": True, "-n": True, "-0": False, "--json": False}


@pytest.mark.parametrize(
    ("typed", "options", "words"),
    [
        ("a -b c", "", "a -b c"),
        ("-templates a", "", "-templates a"),
        ("a -t ml -b --json", "-t ml --json", "a -b"),
        ("-n5 a", "-n5", "a"),
        ("-n 5 a -0", "-n 5 -0", "a"),
        ("--limit=5 a", "--limit=5", "a"),
        ("a -- --json -t", "", "a --json -t"),
        ("a -t", "-t", "a"),
    ],
)
def test_options_stand_first_and_a_hyphen_before_a_word_is_a_not(
    typed: str, options: str, words: str
) -> None:
    assert apart(typed.split(), TAKES) == (options.split(), words.split())


def test_an_empty_value_is_one() -> None:
    assert apart(["a", "--tag", "", "b"], TAKES) == (["--tag", ""], ["a", "b"])
