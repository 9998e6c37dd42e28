"""Stems of English words (Porter 1980, in Whoosh's implementation)."""

from typing import TYPE_CHECKING

from whoosh.lang import porter

if TYPE_CHECKING:
    from collections.abc import Callable

_porter: "Callable[[str], str]" = porter.stem

_SHORTEST, _LONGEST = 3, 32

UNLIKE = 2
"""The last letters of a stem that the word itself may lack: ``capability`` has ``capabl``."""


def stem(word: str) -> str:
    """The stem of a folded word; anything but plain letters is its own stem."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or not word.isalpha():
        return word
    return _porter(word)
