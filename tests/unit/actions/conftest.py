from pathlib import Path

import pytest


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("KNOWLOG_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "log").mkdir()
    return tmp_path / "log"
