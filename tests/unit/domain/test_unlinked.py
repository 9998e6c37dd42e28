"""Where a text names something without a link."""

import pytest

from knowlog.domain.unlinked import Wanted, find_unlinked


@pytest.mark.parametrize(
    ("names", "body", "lines"),
    [
        (["Git rebase"], "On git rebase, git\nrebase and Git  Rebase.", [1, 2]),
        (["Git rebase"], "x\n\ngit\nrebase here\n\ngit\n\nrebase", [3]),
        (["Rebase"], "rebased, prerebase, re-rebase", [1]),
        (["Rebase"], "rebased, prerebase", []),
        (["Rebase"], "[[rebase]] [the rebase](x.md) `rebase` <!-- rebase -->", []),
        (["Rebase"], "```\nrebase\n```\n> rebase", [4]),
        (["Rebase"], "[![rebase](rebase.png) the rebase](x.md) a\nrebase", [2]),
        (["知識"], "私の知識ログ", [1]),
        (["C++", "Go"], "c++ and go\n\ngone", [1]),
        (["A"], "a", []),
        ([""], "x", []),
        (["Old", "New"], "an old\nand a new one", [1, 2]),
    ],
)
def test_find_unlinked(names: list[str], body: str, lines: list[int]) -> None:
    assert [one.line for one in find_unlinked(body, Wanted(names))] == lines


def test_the_line_is_shown_as_it_stands() -> None:
    (found,) = find_unlinked("a\n  - *Tides* come\r\n", Wanted(["tides"]))
    assert found.text == "- *Tides* come"
