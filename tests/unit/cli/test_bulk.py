"""A log that changes while a question is open."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowlog.cli.main import run
from knowlog.cli.output import Output

Meanwhile = Callable[[str, str], None]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("KNOWLOG_CONFIG_DIR", str(tmp_path / "config"))
    root = tmp_path / "log"
    root.mkdir()
    (root / "tides.md").write_text("Twice a day.\n")
    (root / "moon.md").write_text("See [[tides]].\n")
    (root / "harbour.md").write_text("Ships.\n")
    return root


@pytest.fixture
def meanwhile(log: Path, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Writes a file while the user thinks about the question, and lets them agree."""

    def set_up(name: str, text: str) -> None:
        def confirm(output: Output, question: str, *, yes: bool) -> bool:
            del output, yes
            assert question == "Change 3 files?"
            (log / name).write_text(text)
            return True

        monkeypatch.setattr(Output, "confirm", confirm)

    return set_up


def test_what_does_not_matter_may_change(log: Path, meanwhile: Meanwhile) -> None:
    meanwhile("harbour.md", "Ships wait.\n")
    assert run(["--log", str(log), "mv", "tides", "Ebb"]) == 0
    assert (log / "moon.md").read_text() == "See [[ebb]].\n"


@pytest.mark.parametrize("name", ["harbour.md", "new.md"])
def test_a_link_that_comes_in_between_is_not_left_behind(
    log: Path, meanwhile: Meanwhile, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    meanwhile(name, "For the [[tides]].\n")
    assert run(["--log", str(log), "mv", "tides", "Ebb"]) == 5
    assert name in capsys.readouterr().err
    assert (log / "tides.md").exists()
    assert (log / "moon.md").read_text() == "See [[tides]].\n"


def test_a_file_that_is_in_the_plan_may_not_change(log: Path, meanwhile: Meanwhile) -> None:
    meanwhile("moon.md", "See [[tides]] and more.\n")
    assert run(["--log", str(log), "mv", "tides", "Ebb"]) == 5
    assert (log / "moon.md").read_text() == "See [[tides]] and more.\n"
