"""Headings with a line below are found wherever there are any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.render.dialect import underlines
from knowlog.render.dialect.parser import parse


def kinds(body: str) -> list[tuple[str, str]]:
    return [(token.type, token.tag) for token in parse(body)]


@pytest.mark.parametrize("body", ["T\n===", "T\n- ", "> T\n> --- \n", "- T\n  =\t\n", "a\nb\n=\nc"])
def test_a_heading_with_a_line_below(body: str) -> None:
    assert any(kind == "heading_open" for kind, _ in kinds(body))


@given(st.text(alphabet="ab-= \t\n>*1.#|", max_size=40))
def test_nothing_is_missed_by_asking_first(body: str) -> None:
    quick = kinds(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(underlines, "_may_be_there", lambda _: True)
        assert kinds(body) == quick
