import os
from pathlib import Path

import pytest

from knowlog.errors import KnowlogError
from knowlog.storage.cache import cache_folder, open_cache

posix = pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_logs_of_one_name_have_caches_of_their_own(base: Path) -> None:
    first, second = cache_folder(Path("/a/my notes")), cache_folder(Path("/b/my notes"))
    assert first != second
    assert first.parent == second.parent == base
    assert first.name.startswith("my-notes-")


def test_the_user_says_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KNOWLOG_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert cache_folder(Path("/log")).parent == tmp_path / "xdg" / "knowlog"


@posix
def test_the_cache_is_for_its_user_alone() -> None:
    folder = cache_folder(Path("/log"))
    folder.mkdir(parents=True, mode=0o755)
    assert open_cache(Path("/log")) == folder
    assert folder.stat().st_mode & 0o777 == 0o700


@posix
def test_the_cache_of_another_user_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(KnowlogError, match="another user"):
        open_cache(Path("/log"))


def test_a_cache_that_cannot_be_made_is_an_error(base: Path) -> None:
    base.touch()
    with pytest.raises(KnowlogError, match="cannot be used"):
        open_cache(Path("/log"))
