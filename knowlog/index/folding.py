"""One form for all ways to write the same letters: case, accents, width and vowel marks go."""

import unicodedata

_MARKS = dict.fromkeys(
    [
        *range(0x0300, 0x0370),  # accents on Latin, Greek and Cyrillic letters
        *range(0x0591, 0x05C8),  # Hebrew points
        *range(0x0610, 0x061B),
        *range(0x064B, 0x0660),  # Arabic vowels
        0x0640,
        0x0670,
        0x200C,
        0x200D,
        *range(0xFE00, 0xFE10),  # variation selectors
        *range(0x1F3FB, 0x1F400),  # skin tones
    ]
)
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ς": "σ",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
    }
)


def fold(text: str) -> str:
    """The form that two spellings of one word share.

    Compatibility forms become plain ones (full width, ligatures, mathematical letters), case
    and accents go, and so do Arabic and Hebrew vowel marks. Marks that make another letter
    stay: Japanese voicing, Thai and Indic vowels.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_MARKS)
    return unicodedata.normalize("NFKC", apart.casefold()).translate(_LETTERS)
