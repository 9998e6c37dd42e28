"""A picture in half blocks, which every terminal with colours can show."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError
from rich.console import RenderableType
from rich_pixels import Pixels

COLUMNS = 32
"""How wide a picture is at the most; a cell is half as wide as it is high."""


def picture_of(path: Path, width: int) -> RenderableType | None:
    """The picture, or None where it is no picture that can be drawn (an SVG, a broken file)."""
    try:
        with Image.open(path) as image:
            columns = min(COLUMNS, width)
            rows = max(2, round(image.height * columns / image.width))
            small = image.convert("RGBA").resize((columns, rows))
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError):
        return None
    drawn: RenderableType = Pixels.from_image(small)
    return drawn
