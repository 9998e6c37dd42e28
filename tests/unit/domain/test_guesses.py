"""What a name that leads nowhere may have meant."""

import pytest

from knowlog.domain.guesses import Guesses

NAMES = Guesses(["git-rebase", "git-merge", "Grüße aus Köln", "日本語の見出し", "rename-files"])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("git-rebse", "git-rebase"),
        ("Git-Rebase", "git-rebase"),
        ("grüße aus koeln", "Grüße aus Köln"),
        ("日本語見出し", "日本語の見出し"),
        ("utterly else", ""),
        ("", ""),
    ],
)
def test_best(word: str, meant: str) -> None:
    assert NAMES.best(word) == meant


def test_of_equals_the_first_is_named() -> None:
    assert Guesses(["note a", "note b"]).best("note") == "note a"


def test_what_every_name_shares_tells_nothing() -> None:
    names = Guesses([*(f"daily note {number}" for number in range(500)), "weekly review"])
    assert names.best("weekly rewiev") == "weekly review"
