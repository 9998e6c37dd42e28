"""What a heading is called now."""

import pytest

from knowlog.domain.renames import renamed

NOW = ["guide", "set-up", "use-it", "trouble-shooting"]


@pytest.mark.parametrize(
    ("name", "earlier", "new"),
    [
        ("troubleshooting", [], "trouble-shooting"),
        ("Use-it", [], "use-it"),
        ("install", [], ""),
        ("install", [["guide", "install", "use-it", "trouble-shooting"]], "set-up"),
        # Two were replaced by two.
        ("run", [["guide", "install", "run", "trouble-shooting"]], "use-it"),
        # The latest version that has it counts.
        ("first", [NOW, ["guide", "first", "use-it"], ["first"]], "set-up"),
        # It was taken out, not renamed.
        ("extra", [["guide", "set-up", "extra", "use-it", "trouble-shooting"]], ""),
        # One gave way to two.
        ("all", [["guide", "all", "trouble-shooting"]], ""),
    ],
)
def test_a_heading_is_followed_where_its_place_or_its_letters_tell(
    name: str, earlier: list[list[str]], new: str
) -> None:
    assert renamed(name, NOW, earlier) == new


def test_of_two_that_are_equally_near_neither_is_taken() -> None:
    assert renamed("part-3-of-all", ["part-1-of-all", "part-2-of-all"]) == ""


def test_without_headings_nothing_is_known() -> None:
    assert renamed("a", []) == ""


def test_of_very_many_none_stands_out() -> None:
    many = [f"part-{number}" for number in range(300)]
    assert renamed("prat-7", many) == ""
    assert renamed("prat-7", many[:100]) == "part-7"
    assert renamed("old", many, [["old", *many[1:]]]) == "part-0"
