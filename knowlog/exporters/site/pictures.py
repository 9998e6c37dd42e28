"""How large pictures are, so that a page leaves room for them."""

from pathlib import Path

import imagesize

_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"})


def picture_size(file: Path) -> tuple[int, int] | None:
    """Measure a picture in pixels; None when it is none or does not say."""
    if file.suffix.lower() not in _ENDINGS:
        return None
    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError, ArithmeticError, LookupError):
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None
