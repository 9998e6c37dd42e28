"""Commands that the user has set, on each system."""

from pathlib import Path

import pytest

from knowlog.cli import programs


def test_a_command_is_split_as_a_shell_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_ON_WINDOWS", False)
    assert programs.words_of(r"my\ editor 'a b' -w") == ["my editor", "a b", "-w"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("code --wait", ["code", "--wait"]),
        (r"C:\tools\less.exe -R", [r"C:\tools\less.exe", "-R"]),
        (r'"C:\Program Files\Vim\vim.exe" -f', [r"C:\Program Files\Vim\vim.exe", "-f"]),
    ],
)
def test_paths_of_windows_stay_whole(
    command: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_ON_WINDOWS", True)
    assert programs.words_of(command) == words


def test_a_script_on_the_path_is_found_and_what_is_not_there_is_left_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "code.exe"
    script.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.found([script.name, "--wait"]) == [str(script), "--wait"]
    assert programs.found(["none"]) == ["none"]
