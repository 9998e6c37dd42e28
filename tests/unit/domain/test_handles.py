"""What to type for an entry is short, and picks that entry and no other."""

from hypothesis import given
from hypothesis import strategies as st

from knowlog.actions.pick import pick
from knowlog.domain.entry import Entry
from knowlog.domain.handles import Handles


def entry(name: str, path: str = "", title: str = "") -> Entry:
    return Entry(name, path or f"entries/2026-01-01-{name}.md", title or f"On {name}")


def handles(*entries: Entry) -> list[str]:
    known = Handles((one.id, one.path, one.title) for one in entries)
    return [known.of(one.id, one.path) for one in entries]


def test_as_few_words_as_mean_one_entry() -> None:
    wanted = ["attention-is", "attention-layers", "Two"]
    ids = ["attention-is-all-you-need", "attention-layers-explained", "Two-towers"]
    assert handles(*map(entry, ids)) == wanted


def test_a_start_that_is_the_whole_id_of_another_is_too_short() -> None:
    assert handles(entry("git-rebase-onto"), entry("git-rebase")) == [
        "git-rebase-onto",
        "git-rebase",
    ]


def test_a_title_or_a_file_of_that_name_comes_first() -> None:
    assert handles(entry("moon-landing"), entry("luna", title="Moon")) == ["moon-landing", "luna"]
    assert handles(entry("moon-landing"), entry("luna", "moon.md")) == ["moon-landing", "luna"]


def test_no_number_and_nothing_tiny() -> None:
    assert handles(entry("2026-03-01"), entry("c-in-depth"), entry("log4j-2-is-out")) == [
        "2026-03-01",
        "c-in",
        "log4j",
    ]


def test_of_two_with_one_id_the_file_or_the_path_tells() -> None:
    assert handles(entry("tides", "a/sea.md"), entry("tides", "b/tides.md")) == [
        "sea",
        "b/tides.md",
    ]
    assert handles(entry("x", "a/x.md"), entry("x", "b/x.md")) == ["a/x.md", "b/x.md"]


WORDS = st.lists(st.sampled_from(["git", "Git", "re", "base", "2", "日本"]), min_size=1, max_size=3)
NAMES = WORDS.map("-".join)


@given(st.lists(st.tuples(NAMES, NAMES, NAMES, st.sampled_from(["", "a/", "b/"])), max_size=6))
def test_whatever_is_shown_picks_its_entry(rows: list[tuple[str, str, str, str]]) -> None:
    paths = {f"{folder}{stem}.md": (name, title) for name, stem, title, folder in rows}
    entries = [Entry(name, path, title) for path, (name, title) in paths.items()]
    for one, handle in zip(entries, handles(*entries), strict=True):
        assert pick(handle, entries) == one
