"""The author's picture."""

from pathlib import Path

from PIL import Image
from rich_pixels import Pixels

from knowlog.cli.views.console import draw
from knowlog.cli.views.picture import picture_of


def test_a_picture_is_drawn_in_its_proportions(tmp_path: Path) -> None:
    file = tmp_path / "me.png"
    Image.new("RGB", (200, 100), "red").save(file)
    drawn = picture_of(file, 80)
    assert isinstance(drawn, Pixels)
    text = draw(drawn, width=80, colour=False)
    assert [len(line) for line in text.splitlines()] == [32] * 8


def test_what_is_no_picture_is_none(tmp_path: Path) -> None:
    file = tmp_path / "me.svg"
    file.write_text("<svg/>", encoding="utf-8")
    assert picture_of(file, 80) is None
    assert picture_of(tmp_path / "gone.png", 80) is None
