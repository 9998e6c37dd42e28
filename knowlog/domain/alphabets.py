"""Which of the old one-byte encodings a text is likely in, by the letters that languages have.

Windows-1252 has the letters of Western Europe. The same bytes are other letters in Windows-1250
and ISO 8859-2 (Central Europe) and in Windows-1254 (Turkish). Read in the wrong one, a text has
letters side by side that no language has: ``Pøíliš`` for ``Příliš``.
"""

_WEST = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áéíñóúü",  # Spanish
    "áâãàçéêíóôõú",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "åäöæøéèêóòôüàšž",  # Swedish, Danish, Norwegian, Finnish
    "äöõüšž",  # Estonian
    "áéíóúýðþæö",  # Icelandic
    "áéíóúýðæø",  # Faroese
    "äëïöüáéíóúàèêâîôû",  # Dutch
    "àçéèíïóòúü",  # Catalan
)
_CENTRE = (
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "ąćęłńóśźż",  # Polish
    "áéíóöőúüű",  # Hungarian
    "čćđšž",  # Croatian, Slovenian
    "ăâîşţșț",  # Romanian
    "äąčéęëěńöřšśćžźžłóůü",  # Sorbian, and German among Slavic names
)
_TURKISH = ("çğıöşüâîû",)

_CANDIDATES = (("cp1250", _CENTRE), ("iso-8859-2", _CENTRE), ("cp1254", _TURKISH))
_SURE = 0.9
"""The share of the letters that one language must have: a text names people of others."""
_NO_LETTERS = frozenset("µªºˇ")


def is_western(stray: bytes) -> bool:
    """Whether Windows-1252 explains bytes as well as the others do.

    Args:
        stray: The bytes of a text that are not ASCII, in their order.
    """
    share, _, name = _best(stray)
    western = _letters(stray, "cp1252")
    enough = bool(name) and len(_letters(stray, name)) >= _SURE * len(western)
    return not (enough and share > _share(western, _WEST))


def guessed(stray: bytes) -> str:
    """The encoding that a text is likely in, if it is not Windows-1252; empty without a guess.

    Args:
        stray: As for `is_western`.
    """
    return _best(stray)[2]


def _best(stray: bytes) -> tuple[float, int, str]:
    found = [
        (_share(_letters(stray, name), languages), -number, name)
        for number, (name, languages) in enumerate(_CANDIDATES)
    ]
    best = max(found)
    return best if best[0] >= _SURE else (0.0, 0, "")


def _letters(stray: bytes, encoding: str) -> str:
    text = stray.decode(encoding, errors="replace").replace("\u0130", "\u0131").lower()
    return "".join(
        one for one in text if one == "\ufffd" or (one.isalpha() and one not in _NO_LETTERS)
    )


def _share(letters: str, languages: tuple[str, ...]) -> float:
    """How many of the letters the language has that has the most of them."""
    if not letters:
        return 0.0
    return max(sum(one in known for one in letters) for known in languages) / len(letters)
