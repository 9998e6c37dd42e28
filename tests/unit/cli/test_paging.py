"""Long output goes through the pager that is wanted, and is never lost."""

import sys
from pathlib import Path

import pytest

from knowlog.cli.paging import page


@pytest.mark.parametrize("command", ["cat", "no-such-pager -x", "'unclosed"])
def test_without_a_pager_it_is_printed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    page("text\n", command)
    assert capsys.readouterr().out == "text\n"


def test_an_empty_variable_means_no_pager(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGER", "")
    page("text\n")
    assert capsys.readouterr().out == "text\n"


def test_the_pager_gets_the_text_and_its_own_options(tmp_path: Path) -> None:
    program = tmp_path / "pager.py"
    program.write_text(
        "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())", encoding="utf-8"
    )
    page("text é\n", f"'{sys.executable}' '{program}' '{tmp_path / 'seen'}'")
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "text é\n"
