"""Which file a picture's name means, and which files nobody may see."""

from pathlib import Path

import pytest

from knowlog.exporters.site.media import MediaFolder

FILES = ("a.png", "notes/b.png", "notes/deep/c.png", "other/c.png", ".hidden/d.png", "e.md")


@pytest.fixture
def media(tmp_path: Path) -> MediaFolder:
    for path in FILES:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return MediaFolder(tmp_path, {"e.md"})


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("n.md", "a.png", "a.png"),
        ("notes/n.md", "b.png", "notes/b.png"),
        ("notes/n.md", "a.png", "a.png"),
        ("notes/n.md", "../a.png", "a.png"),
        ("notes/n.md", "/a.png", "a.png"),
        ("n.md", "b.png", "notes/b.png"),
        ("n.md", "B.png", "notes/b.png"),
        ("other/n.md", "c.png", "other/c.png"),
        ("n.md", "deep/c.png", "notes/deep/c.png"),
        ("n.md", "d.png", None),
        ("n.md", "e.md", None),
        ("n.md", "/b.png", None),
        ("n.md", "../b.png", None),
        ("n.md", "b", None),
    ],
)
def test_find(media: MediaFolder, source: str, target: str, found: str | None) -> None:
    assert media.find(source, target) == found
