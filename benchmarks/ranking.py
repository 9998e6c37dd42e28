"""How well known notes are found again: mean reciprocal rank of the right one in the first ten.

Three kinds of queries, as people ask for a note they know:

1. Its title, with the title taken out of what is indexed.
2. The third to sixth rarest words of one of its sentences.
3. What another page calls it: the text of a link.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.notes import Note

Search = Callable[[str], list[str]]

_WORDS = re.compile(r"[^\W_]+")
_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"```.*?```", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LINK = re.compile(r"^- \[(.+?)\]\((.+?\.md)\)", re.MULTILINE)


class Known(NamedTuple):
    """A query, and the note that is meant."""

    query: str
    path: str


def plain(query: str) -> list[str]:
    """The words of a query, so that every engine is asked the same."""
    return _WORDS.findall(query.lower())


def without_titles(notes: Sequence[Note]) -> tuple[list[Note], list[Known]]:
    """Notes whose titles are taken out, and those titles as queries."""
    stripped, known = [], []
    for entry, document in notes:
        found = _HEADING.search(document.body)
        body = document.body
        if found:
            known.append(Known(found[1], entry.path))
            body = body[: found.start()] + body[found.end() :]
        stripped.append((replace(entry, title="untitled"), replace(document, body=body)))
    return stripped, known


def sentences(notes: Sequence[Note], seed: int = 1) -> list[Known]:
    """Rare but not unique words of a sentence of each note."""
    chance = random.Random(seed)  # noqa: S311 - the same sentences every time
    files = Counter[str]()
    for _, document in notes:
        files.update(set(plain(document.body)))
    known = []
    for entry, document in notes:
        fitting = [s for s in _SENTENCE.split(_CODE.sub("", document.body)) if _is_sentence(s)]
        if fitting:
            words = [w for w in dict.fromkeys(plain(chance.choice(fitting))) if len(w) > 2]
            chosen = sorted(words, key=lambda word: files[word])[2:6]
            if len(chosen) > 2:
                known.append(Known(" ".join(chosen), entry.path))
    return known


def _is_sentence(text: str) -> bool:
    return 8 <= len(text.split()) <= 40 and "#" not in text and "|" not in text


def links(page: Path, notes: Sequence[Note]) -> list[Known]:
    """The texts of the links in a list of notes."""
    paths = {entry.path for entry, _ in notes}
    text = page.read_text(encoding="utf-8")
    return [Known(name, path) for name, path in _LINK.findall(text) if path in paths]


def mean_reciprocal_rank(search: Search, known: Iterable[Known]) -> float:
    """The mean of one over the place of the note that was meant, 0 behind the tenth."""
    ranks = []
    for query, path in known:
        found = search(query)[:10]
        ranks.append(1 / (found.index(path) + 1) if path in found else 0.0)
    return sum(ranks) / len(ranks) if ranks else 0.0
