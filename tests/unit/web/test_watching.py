"""Which changes count."""

from pathlib import Path, PurePosixPath
from threading import Timer

import pytest

from knowlog.web import watching
from knowlog.web.watching import changes, concerns

ROOT = PurePosixPath("/log")


@pytest.mark.parametrize(
    "path", ["/log/entries/a.md", "/log/knowlog.toml", "/log/templates/entry.html", "/log/x/y.png"]
)
def test_what_a_site_is_made_from_counts(path: str) -> None:
    assert concerns(PurePosixPath(path), ROOT, ROOT / "site")


@pytest.mark.parametrize(
    "path",
    ["/log", "/log/.git/index", "/log/entries/.a.md.swp", "/log/site/index.html", "/elsewhere/a"],
)
def test_what_it_is_not_made_from_does_not(path: str) -> None:
    assert not concerns(PurePosixPath(path), ROOT, ROOT / "site")


def test_a_saved_file_wakes(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    saving = Timer(0.3, (root / "a.md").write_text, ["x"])
    saving.start()
    assert any(changes(root, root / "site", print))
    saving.join()


def test_without_events_it_looks_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    told: list[str] = []
    monkeypatch.setattr(watching, "watch", refuse)
    monkeypatch.setattr(watching, "POLL", 0.0)
    assert next(changes(tmp_path, tmp_path / "site", told.append)) is False
    assert "limit reached" in told[0]
