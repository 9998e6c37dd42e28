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
        "\u0131": "i",  # dotless i
        "\u03c2": "\u03c3",  # final sigma
        "\u0622": "\u0627",  # alef with madda or hamza
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0671": "\u0627",
        "\u0649": "\u064a",  # alef maksura, written for ya
        "\u0629": "\u0647",  # ta marbuta, written for ha
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
