"""Known notes are found again as surely as with the best engine that everybody has.

The notes are made from a seed. The reference is SQLite's FTS5 on the same notes with the same
queries, where it is compiled in.
"""

import random
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.engines import Fts5, Knowlog
from benchmarks.notes import Note, made
from benchmarks.ranking import Known, mean_reciprocal_rank, sentences, without_titles

COUNT = 600
LEAST = {"titles": 0.98, "sentences": 0.95, "names": 0.98}
"""What is reached on these notes, rounded down; the other bound is FTS5 less one hundredth."""


def _has_fts5() -> bool:
    with sqlite3.connect(":memory:") as database:
        return bool(database.execute("PRAGMA compile_options").fetchall()) and any(
            "ENABLE_FTS5" in option for (option,) in database.execute("PRAGMA compile_options")
        )


def names(notes: Sequence[Note]) -> list[Known]:
    """What another page may call a note: three words of its title, in another order and form."""
    chance = random.Random(11)  # noqa: S311 - the same names every time
    known = []
    for entry, _ in notes:
        words = re.findall(r"\w+", entry.title.lower())
        chosen = chance.sample(words, min(3, len(words)))
        known.append(
            Known(" ".join(word + chance.choice(("", "s", "ing")) for word in chosen), entry.path)
        )
    return known


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    return made(COUNT)


@pytest.mark.slow
@pytest.mark.skipif(not _has_fts5(), reason="SQLite is compiled without FTS5 here")
@pytest.mark.parametrize("kind", LEAST)
def test_known_notes_are_found_first(notes: list[Note], tmp_path: Path, kind: str) -> None:
    stripped, titles = without_titles(notes)
    known = {"titles": titles, "sentences": sentences(notes), "names": names(notes)}[kind]
    assert len(known) > COUNT * 0.9
    own, peer = Knowlog(tmp_path / "own"), Fts5(tmp_path / "fts5")
    for engine in (own, peer):
        engine.build(stripped if kind == "titles" else notes)
    ways: dict[str, Callable[[str], list[str]]] = {"side by side": own.words, "OR": own.any_word}
    reached = {way: mean_reciprocal_rank(search, known) for way, search in ways.items()}
    assert reached["side by side"] >= LEAST[kind]
    assert reached["OR"] >= mean_reciprocal_rank(peer.words, known) - 0.01
