"""Stems of English words (Porter 1980, in Whoosh's implementation)."""

from whoosh.lang.porter import stem as porter

_LONGEST = 32


def stem(word: str) -> str:
    """The stem of a folded word; anything but plain letters is its own stem."""
    if len(word) < 3 or len(word) > _LONGEST or not word.isascii() or not word.isalpha():
        return word
    return porter(word)
