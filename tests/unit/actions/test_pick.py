"""What a name on the command line means."""

import pytest

from knowlog.actions.pick import pick
from knowlog.domain.entry import Entry
from knowlog.errors import AmbiguousError, NotFoundError

ENTRIES = [
    Entry("git-rebase", "git/rebase.md", "Rebase onto"),
    Entry("rebase", "notes/2024-01-02-rebase.md", "Rebase"),
    Entry("welford", "welford.md", "Welford's variance"),
    Entry("notes", "a/notes.md", "Notes"),
    Entry("notes", "b/notes.md", "Notes"),
]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("rebase", "notes/2024-01-02-rebase.md"),
        ("REBASE", "notes/2024-01-02-rebase.md"),
        ("git-r", "git/rebase.md"),
        ("./git/rebase.md", "git/rebase.md"),
        ("welford's variance", "welford.md"),
        ("Welford's", "welford.md"),
        ("a/notes", "a/notes.md"),
        ("a/notes.md", "a/notes.md"),
    ],
)
def test_a_name_that_fits_one_entry_is_that_entry(name: str, path: str) -> None:
    assert pick(name, ENTRIES).path == path


def test_a_name_that_fits_several_lists_them() -> None:
    with pytest.raises(AmbiguousError) as caught:
        pick("notes", ENTRIES)
    assert [line.split("(")[1] for line in caught.value.candidates] == [
        "a/notes.md)",
        "b/notes.md)",
    ]
    assert caught.value.exit_code == 3


def test_many_candidates_are_cut_and_counted() -> None:
    twins = [Entry("same", f"{number}.md", "Same") for number in range(12)]
    with pytest.raises(AmbiguousError) as caught:
        pick("same", twins)
    assert caught.value.candidates[-1] == "and 2 more"


def test_a_misspelt_name_gets_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        pick("welfrod", ENTRIES)
    assert caught.value.hint == "Did you mean welford?"


@pytest.mark.parametrize("name", ["", "  ", "zzz"])
def test_a_name_of_nothing_points_at_the_list(name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        pick(name, ENTRIES)
    assert "knowlog list" in caught.value.hint
