"""The log in numbers."""

from datetime import UTC, date, datetime, timedelta

from knowlog.actions.about import about_log
from knowlog.actions.stats import count_tags, longest_streak, measure, streak
from knowlog.domain.entry import Entry

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def entry(
    days_ago: int, *tags: str, words: int = 10, draft: bool = False, layout: str = ""
) -> Entry:
    moment = NOW - timedelta(days=days_ago)
    return Entry(
        f"e{days_ago}",
        f"e{days_ago}.md",
        f"E{days_ago}",
        moment,
        None,
        tags,
        "",
        words,
        draft,
        layout,
    )


def test_pages_do_not_count_and_drafts_are_named() -> None:
    stats = measure([entry(0), entry(1, draft=True), entry(2, layout="page")], NOW)
    assert (stats.entries, stats.drafts, stats.words) == (2, 1, 20)


def test_an_empty_log_has_numbers_too() -> None:
    stats = measure([], NOW)
    assert (stats.entries, stats.first, stats.streak, stats.longest_streak) == (0, None, 0, 0)


def test_one_tag_regardless_of_case_shown_as_first_written() -> None:
    assert count_tags([entry(0, "ml"), entry(5, "ML", "python"), entry(9, "Ml")]) == {
        "Ml": 3,
        "python": 1,
    }


def test_a_streak_goes_on_until_a_day_is_over() -> None:
    today = date(2026, 11, 22)
    days = {today - timedelta(days=number): 1 for number in (1, 2, 3, 7, 8, 9, 10)}
    assert streak(days, today) == 3
    assert streak(days, today + timedelta(days=1)) == 0
    assert longest_streak(days) == 4


def test_a_tag_rises_when_its_share_grew() -> None:
    old = [entry(200 + number, "git") for number in range(10)]
    new = [entry(number, "ml") for number in range(3)]
    assert measure([*new, *old], NOW).rising == ("ml",)


def test_a_day_is_the_day_of_the_entrys_own_offset() -> None:
    kolkata = datetime.fromisoformat("2026-11-22T01:00:00+05:30")
    assert measure([Entry("a", "a.md", "A", kolkata)], NOW).first == date(2026, 11, 22)


def test_the_profile_is_the_about_page_nearest_to_the_root() -> None:
    deep = Entry("about", "notes/about.md", "About", layout="page")
    near = Entry("about", "about.md", "About", layout="page")
    shown = about_log([deep, near, entry(1, draft=True), entry(2)], NOW)
    assert shown.profile == near
    assert [one.id for one in shown.latest] == ["e2"]


def test_a_log_without_a_profile_has_none() -> None:
    assert about_log([entry(1)], NOW).profile is None
