"""The link graph as a drawing: names are readable and cover nothing."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.exporters.site.drawing import HEIGHT, Dot, _box, labelled, shortened
from knowlog.exporters.site.graph import SIZE, Spot

PLACES = st.tuples(st.integers(20, SIZE - 20), st.integers(20, HEIGHT - 20))
NAMES = st.text("abc 潮", min_size=1, max_size=34)


@given(st.lists(st.tuples(PLACES, NAMES), max_size=30))
def test_names_that_are_shown_cover_no_other_name_and_no_other_dot(
    given_dots: list[tuple[tuple[int, int], str]],
) -> None:
    dots = [Dot(Spot(str(n), x, y, 1), x, y, 5) for n, ((x, y), _) in enumerate(given_dots)]
    labels = list(labelled(dots, [name for _, name in given_dots]))
    assert len(labels) == len(dots)
    shown = [(number, _box(label)) for number, label in enumerate(labels) if label.shown]
    assert not [1 for (_, one), (_, other) in combinations(shown, 2) if one.meets(other)]
    for number, box in shown:
        assert box.fits
        for other, dot in enumerate(dots):
            inside = box.left < dot.x < box.right and box.top < dot.y < box.bottom
            assert other == number or not inside


def test_a_dot_alone_shows_its_name() -> None:
    (label,) = labelled([Dot(Spot("a", 500, 300, 1), 500, 300, 5)], ["Moon"])
    assert label.shown
    assert label.text == "Moon"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Moon", "Moon"),
        ("A debugging story: the loss that stopped at 1.4612", "A debugging story: the loss that…"),
        ("x" * 50, "x" * 34 + "…"),
    ],
)
def test_a_long_title_is_cut_between_words(title: str, short: str) -> None:
    assert shortened(title) == short
