"""Which characters a math font has to have, and the name of the font that has them."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from html import unescape

_INVISIBLE = re.compile(r"<annotation.*?</annotation>|<[^>]*>", re.DOTALL)
_ITALIC_LATIN, _ITALIC_GREEK = 0x1D434, 0x1D6E2
_PLANCK = "\u210e"
"""The italic h has its own place in Unicode."""
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
_ITALICS = (
    {letter: chr(_ITALIC_LATIN + place) for place, letter in enumerate(_LATIN)}
    | {letter: chr(_ITALIC_GREEK + place) for place, letter in enumerate(_GREEK)}
    | {"h": _PLANCK}
)
_ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F))) + _GREEK + "±×÷·−∕∗∘√∞∝≠≡≈≤≥∼∈∉⊂⊆∪∩∑∏∫→←⇒⇔∀∃¬∧∨′″…⋯‖⟨⟩⏟⏞ℝ𝔼"
)
"""What nearly every log with formulas uses: a new entry then seldom needs a new font."""
_FONT = "STIX Two Math, ziamath 0.13"


def shown_characters(mathml: Iterable[str]) -> str:
    """Every character that these formulas draw, each once, sorted."""
    drawn: set[str] = set()
    for element in mathml:
        drawn.update(unescape(_INVISIBLE.sub("", element)))
    return "".join(sorted(drawn - {"\n"}))


def font_characters(shown: str) -> str:
    """Add what browsers draw for these: italics for single letters, and the everyday signs."""
    needed = {*shown, *_ALWAYS}
    needed.update(_ITALICS[character] for character in list(needed) if character in _ITALICS)
    return "".join(sorted(needed))


def font_name(characters: str) -> str:
    """Name the font with these characters; another set of them has another name."""
    digest = blake2b(f"{_FONT}\n{characters}".encode(), digest_size=6).hexdigest()
    return f"math-{digest}.woff2"
