"""Where a text names something without a link."""

import pytest

from knowlog.domain.unlinked import find_unlinked, pattern_of


@pytest.mark.parametrize(
    ("names", "body", "lines"),
    [
        (["Git rebase"], "On git rebase, git\nrebase and Git  Rebase.", [1, 2]),
        (["Git rebase"], "x\n\ngit\nrebase here\n\ngit\n\nrebase", [3]),
        (["Rebase"], "rebased, prerebase, re-rebase", [1]),
        (["Rebase"], "rebased, prerebase", []),
        (["Rebase"], "[[rebase]] [the rebase](x.md) `rebase` <!-- rebase -->", []),
        (["Rebase"], "```\nrebase\n```\n> rebase", [4]),
        (["知識"], "私の知識ログ", [1]),
        (["C++", "Go"], "c++ and go\n\ngone", [1]),
        (["A"], "a", []),
        ([""], "x", []),
        (["Old", "New"], "an old\nand a new one", [1, 2]),
    ],
)
def test_find_unlinked(names: list[str], body: str, lines: list[int]) -> None:
    pattern = pattern_of(names)
    assert [one.line for one in find_unlinked(body, pattern)] == lines if pattern else not lines


def test_the_line_is_shown_as_it_stands() -> None:
    pattern = pattern_of(["tides"])
    assert pattern is not None
    assert [one.text for one in find_unlinked("a\n  - *Tides* come\r\n", pattern)] == [
        "- *Tides* come"
    ]
