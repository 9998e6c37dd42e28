"""Choosing an entry while typing, with keys from a pipe."""

from collections.abc import Sequence

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from knowlog.cli.interactive import closed, unfinished
from knowlog.cli.picker import Picker, pick
from knowlog.domain.entry import Entry

ENTRIES = [
    Entry("moon", "moon.md", "Moon"),
    Entry("monsoon", "monsoon.md", "Monsoon \x1b[31m"),
    Entry("tide", "tide.md", "Tide"),
]
DOWN, UP, PAGE_DOWN = "\x1b[B", "\x1b[A", "\x1b[6~"


def find(text: str) -> tuple[Sequence[Entry], str]:
    """Entries whose id holds the text."""
    hits = [entry for entry in ENTRIES if text in entry.id]
    return hits, "" if hits else "Nothing was found."


def typed(keys: str, text: str = "") -> tuple[Entry | None, Picker]:
    """What is chosen with these keys, and the picker at the end."""
    picker = Picker(find, lambda entry, width: f"{entry.id} in {width}", text)
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        return pick(picker, input_=pipe, output=DummyOutput(), in_thread=True), picker


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("\r", "moon"),
        ("t\r", "tide"),
        ("mo" + DOWN + "\r", "monsoon"),
        (DOWN + DOWN + UP + "\r", "monsoon"),
        (PAGE_DOWN + "\r", "tide"),
        (UP + "\r", "moon"),
    ],
)
def test_typing_filters_and_arrows_choose(keys: str, chosen: str) -> None:
    entry, _ = typed(keys)
    assert entry is not None
    assert entry.id == chosen


@pytest.mark.parametrize("keys", ["\x03", "\x04", "zzz\r"])
def test_leaving_or_nothing_found_chooses_nothing(keys: str) -> None:
    assert typed(keys)[0] is None


def test_the_query_of_the_command_is_there_at_first() -> None:
    entry, picker = typed("\r", "tid")
    assert entry is not None
    assert (entry.id, picker.text) == ("tide", "tid")


@pytest.mark.parametrize(("columns", "preview"), [(100, 49), (40, 40)])
def test_the_entry_is_laid_out_for_its_pane(columns: int, preview: int) -> None:
    asked = []

    def laid_out(entry: Entry, width: int) -> str:
        asked.append((entry.id, width))
        return "text"

    class Screen(DummyOutput):
        def get_size(self) -> Size:
            return Size(rows=24, columns=columns)

    with create_pipe_input() as pipe:
        pipe.send_text("tide\r")
        pick(Picker(find, laid_out, ""), input_=pipe, output=Screen(), in_thread=True)
    assert ("tide", preview) in asked
    assert {width for _, width in asked} == {preview}


def test_what_is_shown_is_plain_text() -> None:
    picker = Picker(find, lambda entry, _: f"\x1b]0;{entry.id}", "")
    picker.search("monsoon")
    shown = "".join(part[1] for part in picker.list_lines())
    assert "\\x1b[31m" in shown
    assert picker.preview_text(60) == "\\x1b]0;monsoon"


def test_nothing_found_is_said() -> None:
    picker = Picker(find, lambda entry, _: entry.id, "")
    picker.search("zzz")
    assert picker.list_lines() == [("class:note", "Nothing was found.")]
    assert not picker.preview_text(60)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("reb", "reb*"),
        ("git reb", "git reb*"),
        ("C++", "C++"),
        ('"a b', '"a b'),
        ("tag:ml", "tag:ml*"),
        ("is:draft", "is:draft"),
    ],
)
def test_the_last_word_is_looked_for_as_a_start(text: str, query: str) -> None:
    assert unfinished(text) == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("rebase", "rebase"),
        ('"interactive reb', " interactive reb"),
        ('git "interactive reb', "git  interactive reb"),
        ('"git rebase" "interactive', '"git rebase"  interactive'),
        ("git “interactive reb", "git  interactive reb"),
        ("git OR (merge (reb", "git OR (merge (reb ) )"),
        ("(git)", "(git)"),
    ],
)
def test_what_is_open_still_is_closed(text: str, query: str) -> None:
    assert closed(text) == query
