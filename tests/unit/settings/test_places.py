"""Where the user's own files are."""

import sys
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from knowlog.settings import places


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing named in the environment."""
    for name in ("KNOWLOG_CONFIG_DIR", "KNOWLOG_CACHE_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("xdg", ["", "/elsewhere/deep"])
def test_the_folders_on_linux_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, xdg: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    if xdg:
        monkeypatch.setenv("XDG_CONFIG_HOME", f"{xdg}/config")
        monkeypatch.setenv("XDG_CACHE_HOME", f"{xdg}/cache")
    theirs = Unix("knowlog", appauthor=False)
    assert str(places.config_folder()) == theirs.user_config_dir
    assert str(places.cache_folder()) == theirs.user_cache_dir


def test_the_folders_on_macos_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    theirs = MacOS("knowlog", appauthor=False)
    assert str(places.config_folder()) == theirs.user_config_dir
    assert str(places.cache_folder()) == theirs.user_cache_dir


def test_the_folders_on_windows_are_below_the_local_application_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(Path("C:", "Users", "a")))
    assert places.config_folder() == Path("C:", "Users", "a", "knowlog")
    assert places.cache_folder() == Path("C:", "Users", "a", "knowlog", "Cache")


def test_a_relative_xdg_folder_is_no_folder(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert places.cache_folder() == home / ".cache" / "knowlog"


def test_the_users_own_word_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", "/fast/disk")
    assert places.cache_folder() == Path("/fast/disk")
