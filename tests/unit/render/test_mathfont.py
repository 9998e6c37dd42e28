"""The math font, cut down."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from knowlog.errors import KnowlogError
from knowlog.render import mathfont
from knowlog.render.mathchars import font_characters


def test_a_subset_still_knows_how_to_set_formulas() -> None:
    characters = font_characters("𝔤")
    written = mathfont.subset(characters)
    font = TTFont(BytesIO(written))
    assert "MATH" in font
    assert font.flavor == "woff2"
    missing = {ord(character) for character in characters} - font.getBestCmap().keys()
    assert not {hex(code) for code in missing if code > 0x2200}
    assert len(written) < 100_000


def test_the_same_characters_give_the_same_bytes() -> None:
    assert mathfont.subset.__wrapped__("abc√") == mathfont.subset.__wrapped__("abc√")


def test_without_the_package_there_is_a_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mathfont, "find_spec", lambda _: None)
    with pytest.raises(KnowlogError, match="math font"):
        mathfont.subset("never asked before")
