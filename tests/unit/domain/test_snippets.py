"""Which parts of a text are shown, and what is marked in them."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.snippets import windows


def spans(text: str, word: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(word, text)]


def marked(text: str, word: str, width: int = 30, count: int = 1) -> list[str]:
    return [
        "".join(f"[{s.text}]" if s.matched else s.text for s in window.segments)
        for window in windows(text, spans(text, word), width, count)
    ]


def test_a_window_shows_the_match_in_its_words() -> None:
    text = "one two three four five six seven eight nine ten"
    assert marked(text, "six") == ["five [six] seven eight nine"]


def test_white_space_and_line_ends_become_single_spaces() -> None:
    assert marked("a\n\n  b\tmatch \n c", "match") == ["a b [match] c"]


def test_more_different_words_beat_more_matches() -> None:
    text = "git git git " + "x " * 40 + "git rebase"
    assert marked(text, "git|rebase") == ["x x x x x x x x x x [git] [rebase]"]


def test_forms_of_one_word_are_no_different_words() -> None:
    text = "corrected Correcting " + "x " * 40 + "the logQ correction"
    assert marked(text, "[Cc]orrect\\w+|logQ") == ["x x x x x the [logQ] [correction]"]


def test_several_windows_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    text = "git rebase " + "x " * 40 + "git " + "y " * 40 + "rebase"
    found = windows(text, spans(text, "git|rebase"), 20, 3)
    assert len(found) == 3
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_without_matches_the_beginning_is_shown() -> None:
    (window,) = windows("The beginning of a long text", [], 14)
    assert window.text == "The beginning…"
    assert window.first
    assert not window.last


def test_an_empty_text_gives_an_empty_window() -> None:
    (window,) = windows("", [], 80)
    assert window.segments == ()


def test_text_without_spaces_is_cut_where_it_must_be() -> None:
    (window,) = windows("学" * 100 + "习" + "学" * 100, [(100, 101)], 20)
    assert window.end - window.start <= 20
    assert [s.text for s in window.segments if s.matched] == ["习"]


@given(st.text("ab \n", max_size=80), st.integers(1, 40), st.integers(1, 4))
def test_every_window_shows_text_and_marks_as_they_are(text: str, width: int, count: int) -> None:
    found = windows(text, spans(text, "a+"), width, count)
    assert 1 <= len(found) <= count
    ends = 0
    for window in found:
        assert ends <= window.start <= window.end <= len(text)
        ends = window.end
        shown = "".join(segment.text for segment in window.segments)
        assert shown == " ".join(text[window.start : window.end].split())
        if "a" in text:
            assert any(segment.matched for segment in window.segments)
