"""A plain search takes a shorter way, and nobody can tell."""

from pathlib import Path

import pytest

from knowlog.cli import fastpath, main

NOTES = {
    "moon.md": "# Moon tides\n\nThe moon pulls the sea.\n",
    "sea.md": "---\ntitle: Sea\ndate: 2024-01-02\ntags: [water]\n---\n\nSalt and 海水 and C++.\n",
}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLOG_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        "moon",
        "moon sea",
        "moon OR salt",
        "tag:water",
        "since:2020 sea",
        "海水",
        "C++",
        "mooon",
        "nothingness",
        "...",
        "moon (",
        '"moon',
        "colour:red",
        "/(/",
    ],
)
def test_the_answer_is_that_of_the_long_way(
    log: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    long = (main.run(["--log", str(log), "search", *words.split()]), capsys.readouterr())
    for start in (["--log", str(log)], []):
        short = (fastpath.run([*start, "search", *words.split()]), capsys.readouterr())
        assert short == long


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["search"],
        ["--log"],
        ["list"],
        ["search", "moon", "--json"],
        ["search", "moon", "-sea"],
        ["search", "moon", "--log", "."],
        ["--debug", "search", "moon"],
        ["new", "search"],
    ],
)
def test_more_than_words_goes_the_long_way(
    log: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    del log
    assert fastpath.run(arguments) is None
    assert capsys.readouterr() == ("", "")


def test_a_shell_that_completes_goes_the_long_way(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del log
    monkeypatch.setenv("_KNOWLOG_COMPLETE", "complete_bash")
    assert fastpath.run(["search", "moon"]) is None


def test_a_log_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fastpath.run(["--log", str(tmp_path / "none"), "search", "moon"]) == 3
    assert "none" in capsys.readouterr().err
