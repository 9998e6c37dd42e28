"""A math font with just the characters that a site shows, as WOFF2.

Without one, MathML is not only ugly but wrong: radicals vanish and brackets do not grow. The font
is STIX Two Math (SIL Open Font License), which the package ziamath carries; not a line of that
package runs here. fontTools takes a third of a second to import, so a caller asks
``knowlog.render.mathchars`` for the name first and enters here only for a font it does not have.
"""

from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from unicodedata import combining

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from knowlog.errors import KnowlogError

_FEATURES = ["ssty", "dtls", "flac", "ccmp", "locl", "mark", "mkmk"]
_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
"""Copyright, names and licence: the font's licence asks for them."""


@lru_cache(maxsize=8)
def subset(characters: str) -> bytes:
    """Cut the font down to these characters and whatever they grow into.

    Args:
        characters: As ``mathchars.font_characters`` gives them.

    Returns:
        A WOFF2 file; the same characters give the same bytes.

    Raises:
        KnowlogError: The package that carries the font is broken.
    """
    options = Options(
        layout_features=_FEATURES,
        name_IDs=_NAMES,
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    written = BytesIO()
    with TTFont(_font_file(), lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        _give_accents_width(font)
        font.flavor = "woff2"
        font.save(written, reorderTables=False)
    return written.getvalue()


def _give_accents_width(font: TTFont) -> None:
    """Move combining accents to the right of their origin: browsers centre the box, not the ink."""
    metrics, outlines = font["hmtx"], font["glyf"]
    moved = {}
    for code, name in font.getBestCmap().items():
        outline = outlines[name]
        if combining(chr(code)) and not metrics[name][0] and outline.numberOfContours > 0:
            width = outline.xMax - outline.xMin
            outline.coordinates.translate((-outline.xMin, 0))
            outline.recalcBounds(outlines)
            metrics[name] = (width, 0)
            moved[name] = width
    attachments = font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment
    for name, record in zip(
        attachments.TopAccentCoverage.glyphs, attachments.TopAccentAttachment, strict=True
    ):
        if name in moved:
            record.Value = moved[name] // 2


def _font_file() -> Path:
    spec = find_spec("ziamath")
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        file = Path(folder) / "fonts" / "STIXTwoMath-Regular.ttf"
        if file.is_file():
            return file
    raise KnowlogError("the math font is missing", "Install knowlog again.")
