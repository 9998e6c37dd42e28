"""What a name that leads nowhere may have meant."""

from collections import Counter
from collections.abc import Iterable

LEAST = 0.5
"""How much two names must have in common to be taken for one another; 1 is all."""

_SHARED_BY_ALL = 400
"""Three letters that more names have than this tell nothing, and cost time."""


class Guesses:
    """Known names, and which of them is most like another word.

    Likeness is Dice's coefficient of the sets of three letters in a row (Dice 1945; for spelling:
    Angell, Freund and Willett 1983), which is quick for many names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names in; each is compared without regard to case."""
        self._names = list(dict.fromkeys(names))
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            parts = _trigrams(name)
            self._sizes.append(len(parts))
            for part in parts:
                self._holders.setdefault(part, []).append(number)

    def best(self, word: str) -> str:
        """The known name most like this word, or an empty string when none is."""
        parts = _trigrams(word)
        shared: Counter[int] = Counter()
        for part in parts:
            holders = self._holders.get(part, ())
            if len(holders) <= _SHARED_BY_ALL:
                shared.update(holders)
        scores = (
            (2 * count / (len(parts) + self._sizes[number]), -number)
            for number, count in shared.items()
        )
        score, place = max(scores, default=(0.0, 0))
        return self._names[-place] if score >= LEAST else ""


def _trigrams(name: str) -> set[str]:
    padded = f"  {name.casefold()} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
