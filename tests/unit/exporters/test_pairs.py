import pytest

from knowlog.exporters.site.pairs import NOTHING, SEVERAL, file_number, files_for, pairs_of
from knowlog.exporters.site.wordlists import changed_lines, pair_key, shard_file


def marks(tokens: str, pair: str) -> list[str]:
    found = pairs_of(tokens)[pair]
    return [found[at : at + 2] for at in range(0, len(found), 2)]


def test_each_occurrence_is_marked_with_the_word_behind_it() -> None:
    first, second, last = marks("\n\n\nhigh tide comes high tide goes high tide", "high>tide")
    assert first != second
    assert last == NOTHING
    assert marks("\n\n\nnear tide goes", "near>tide") == [second]


def test_forms_of_a_word_have_one_mark() -> None:
    assert marks("\n\n\na b tides", "a>b") == marks("\n\n\na b tide", "a>b")


def test_a_word_with_parts_may_be_either() -> None:
    assert marks("\n\n\nthe hook useState", "the>hook") == [SEVERAL]


@pytest.mark.parametrize(
    ("text", "pair"),
    [("useState hook", "usestate>>hook"), ("潮の満ち React", "満ち>>react"), ("v2 lib", "v2>lib")],
)
def test_a_word_of_several_places_has_its_neighbour_behind_all_of_them(
    text: str, pair: str
) -> None:
    assert pair in pairs_of(f"\n\n\n{text}")


def test_fields_are_told_apart() -> None:
    found = pairs_of("high tide\n\n\nhigh tide")["high>tide"]
    assert found == f"T{NOTHING}B{NOTHING}"
    assert pairs_of("\nhigh tide\n\n")["high>tide"] == f"H{NOTHING}"
    assert "tide>low" not in pairs_of("tide\nlow\n\n")


def test_all_forms_of_a_pair_are_in_one_file() -> None:
    assert file_number("linking>notes", 64) == file_number("links>note", 64)
    numbers = {file_number(f"a>word{number}", 64) for number in range(400)}
    assert numbers == set(range(64))
    assert file_number("usestate>>hook", 1) == 0


def test_files_grow_in_number_with_the_log() -> None:
    assert files_for(0) == 1
    assert files_for(400_000) == 512
    assert shard_file(pair_key("a>b", 1)) == "p-0.js"


def test_lines_of_pairs_change_for_one_entry_alone() -> None:
    pair = pairs_of("\n\n\nhigh tide")["high>tide"]
    lines = f"high>tide 1{pair} 4{pair}"
    assert changed_lines(lines, {"high>tide": {1: None, 7: pair}}) == f"high>tide 5{pair} 2{pair}"
