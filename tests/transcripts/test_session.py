"""The harness itself: what it accepts, what it rejects, and what it writes down."""

from pathlib import Path

import pytest

from tests.transcripts import terminal
from tests.transcripts.script import TranscriptError, compose, parse
from tests.transcripts.session import Session, differences, settled


def replay(text: str, folder: Path) -> str:
    """The differences that a transcript shows; empty when it passes."""
    steps = parse(text)
    return differences("t.txt", steps, list(Session(folder).play(steps)))


def update(text: str, folder: Path) -> str:
    """The transcript after an update."""
    steps = parse(text)
    return compose(steps, settled(steps, list(Session(folder).play(steps))))


PASSING = {
    "output": "$ echo one; echo two\none\ntwo\n",
    "nothing": "$ true\n",
    "standard error and exit code": "$ echo no >&2; exit 3\n! no\n[exit 3]\n",
    "error between": "$ echo a; echo no >&2; echo b\na\nb\n! no\n",
    "any lines": "$ seq 9\n1\n...\n8\n9\n",
    "any lines can be none": "$ seq 2\n1\n...\n2\n",
    "anything in a line": "$ echo took 12 ms\ntook [..] ms\n",
    "any errors": "$ seq 9 >&2\n! 1\n! ...\n",
    "blank lines inside": "$ echo a; echo; echo b\na\n\nb\n\n$ true\n",
    "blank line of standard error": "$ (echo a; echo; echo b) >&2\n! a\n!\n! b\n",
    "a file": "; Prose.\n>>> file a/b.md\n# Title\n\n$ no\n<<<\n$ cat a/b.md\n# Title\n\n\\$ no\n",
    "standard input": "$ cat <<\nfed\n$ to it\n<<\nfed\n\\$ to it\n",
    "no standard input": "$ cat\n",
    "special lines": "$ printf '...\\n! a\\n[exit 1]\\n'\n\\...\n\\! a\n\\[exit 1]\n",
    "an image is output": "$ echo '![[a]]'\n![[a]]\n",
    "control characters": "$ printf 'a\\033[1mb\\r\\n'\na\\x1b[1mb\\r\n",
    "folders": '$ pwd; echo "$HOME/x"\n<cwd>\n<home>/x\n',
    "the world": "$ echo $TZ $COLUMNS $KNOWLOG_NOW\nUTC 80 2026-03-01T09:00:00+00:00\n",
    "no terminal": "$ test -t 0 || test -t 1 || test -t 2 || echo none\nnone\n",
    "a terminal": "% test -t 0 && test -t 1 && test -t 2 && stty size\n24 80\n",
    "both outputs of a terminal": "% echo a; echo b >&2; exit 3\na\nb\n[exit 3]\n",
    "typing": "% read a; read b; echo $b $a; cat <<\none\ntwo\n<<\ntwo one\n",
    "nothing typed": "% cat; cat\n",
    "a percent sign": "$ echo '% a'\n\\% a\n",
    "an empty home": "$ ls -A ~ .\n.:\n\n<home>:\n",
}

FAILING = {
    "other output": "$ echo one\ntwo\n",
    "missing output": "$ true\none\n",
    "unexpected output": "$ echo one\n",
    "unexpected error": "$ echo a; echo no >&2\na\n",
    "an error that any lines do not cover": "$ echo a; echo no >&2\n...\n",
    "unexpected exit code": "$ echo a; exit 1\na\n",
    "another exit code": "$ exit 1\n[exit 2]\n",
    "an exit code that any lines do not cover": "$ echo a; exit 1\n...\n",
    "missing exit code": "$ true\n[exit 1]\n",
    "a pattern is not a regular expression": "$ echo abc\na.c\n",
    "anything does not cross lines": "$ echo a; echo b\na[..]b\n",
    "other output on a terminal": "% echo a\nb\n",
    "another exit code on a terminal": "% exit 3\n[exit 4]\n",
    "output is not an error": "$ echo no\n! no\n",
}


@pytest.mark.parametrize("text", PASSING.values(), ids=PASSING)
def test_passes(text: str, tmp_path: Path) -> None:
    assert replay(text, tmp_path) == ""


@pytest.mark.parametrize("text", FAILING.values(), ids=FAILING)
def test_fails(text: str, tmp_path: Path) -> None:
    assert replay(text, tmp_path) != ""


@pytest.mark.parametrize("text", PASSING.values(), ids=PASSING)
def test_an_update_leaves_what_passes(text: str, tmp_path: Path) -> None:
    assert update(text, tmp_path) == text


@pytest.mark.parametrize("text", FAILING.values(), ids=FAILING)
def test_what_an_update_writes_passes(text: str, tmp_path: Path) -> None:
    updated = update(text, tmp_path / "one")
    assert updated != text
    assert replay(updated, tmp_path / "two") == ""


def test_an_update_keeps_prose_files_and_gaps(tmp_path: Path) -> None:
    text = "; Why.\n\n>>> file a.md\nx\n<<<\n\n$ cat a.md\ny\n\n; Then.\n$ true\n"
    assert update(text, tmp_path) == text.replace("\ny\n", "\nx\n")


def test_the_report_names_the_place_and_both_sides(tmp_path: Path) -> None:
    report = replay("; Prose.\n$ true\n$ echo one\ntwo\n", tmp_path)
    assert "t.txt:3: $ echo one" in report
    assert "-two" in report
    assert "+one" in report


def test_every_difference_is_reported(tmp_path: Path) -> None:
    report = replay("$ echo a\nx\n$ echo b\ny\n", tmp_path)
    assert "t.txt:1" in report
    assert "t.txt:3" in report


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("output\n$ true\n", "transcript:1"),
        (">>> file a.md\nx\n", "transcript:1"),
        ("$ true\n$ cat <<\nx\n", "transcript:2"),
        (">>> link a b\n", "transcript:1"),
    ],
)
def test_what_has_no_meaning_is_refused(text: str, place: str) -> None:
    with pytest.raises(TranscriptError, match=place):
        parse(text)


def test_a_fixture_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fixtures = tmp_path / "fixtures"
    (fixtures / "blog").mkdir(parents=True)
    (fixtures / "blog" / "a.md").write_text("x\n", encoding="utf-8")
    monkeypatch.setattr("tests.transcripts.session.FIXTURES", fixtures)
    text = ">>> copy blog old/site\n>>> copy blog/a.md b.md\n$ cat old/site/a.md b.md\nx\nx\n"
    assert replay(text, tmp_path / "session") == ""


def test_knowlog_is_this_checkout(tmp_path: Path) -> None:
    (tmp_path / "knowlog").mkdir()
    text = "$ grep -o ' -m knowlog' $(command -v knowlog)\n -m knowlog\n"
    assert replay(text, tmp_path / "session") == ""


def test_a_command_that_hangs_on_a_terminal_is_ended(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError):
        terminal.run("sleep 60", tmp_path, {"PATH": "/usr/bin:/bin"}, "", 0.2)
