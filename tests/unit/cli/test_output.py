"""What reaches the streams."""

import io
import json
import os
import sys

import pytest

from knowlog.cli.arguments import hoisted
from knowlog.cli.output import Output
from knowlog.errors import UsageError


def on(*, terminal: bool) -> Output:
    return Output(terminal=terminal, colour=False, asks=False, pages=False)


def test_json_holds_no_control_character_and_is_still_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "\x1b[31m \x9b31m \x7f \u202e 知"
    on(terminal=True).json(text)
    printed = capsys.readouterr().out
    assert json.loads(printed) == text
    assert not set("\x1b\x9b\x7f\u202e") & set(printed)
    assert "知" in printed


def test_paths_are_bytes_for_a_pipe_and_visible_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    monkeypatch.setattr(sys, "stdout", stream)
    on(terminal=False).paths(["é.md", "b"])
    assert stream.buffer.getvalue() == os.fsencode("é.md\0b\0")
    on(terminal=True).paths(["\x1b.md"])
    stream.flush()
    assert stream.buffer.getvalue().endswith(b"\\x1b.md\\x00")


def test_a_question_that_reaches_nobody_names_the_flag() -> None:
    with pytest.raises(UsageError) as caught:
        on(terminal=True).confirm("Really?", yes=False)
    assert caught.value.hint == "Say --yes."


@pytest.mark.parametrize(
    ("typed", "moved"),
    [
        ("list --debug", "--debug list"),
        ("list --log a -n 1", "--log a list -n 1"),
        ("list --log=a", "--log=a list"),
        ("jot -- --debug", "jot -- --debug"),
    ],
)
def test_options_of_the_root_may_stand_behind_the_command(typed: str, moved: str) -> None:
    assert list(hoisted(typed.split())) == moved.split()
