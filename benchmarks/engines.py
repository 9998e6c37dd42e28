"""The engines that are measured beside the project's own, all given the same fields."""

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.query import FuzzyTerm, Or, Prefix, Query

from benchmarks.notes import Note
from benchmarks.ranking import plain
from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.segments.documents import record
from knowlog.index.whoosh import WhooshIndex

TEXTS = ("title", "headings", "tags", "body")
BOOSTS = {"title": 3.0, "headings": 1.5, "tags": 1.0, "body": 1.0}


class Engine(Protocol):
    """What is measured of an engine; None stands for what it cannot do."""

    name: str
    folder: Path

    def open(self) -> None:
        """Open the index that was made before."""
        ...

    def build(self, notes: Sequence[Note]) -> None:
        """Make the index anew."""
        ...

    def update(self, note: Note) -> None:
        """Put one note in the place of the old one."""
        ...

    def words(self, query: str) -> list[str]:
        """The ten best for words of which one must be there."""
        ...

    def prefix(self, start: str) -> list[str]:
        """The ten best for half a word."""
        ...

    def fuzzy(self, word: str) -> list[str] | None:
        """The ten best for a misspelt word."""
        ...

    def size(self) -> int:
        """Bytes on the disk."""
        ...


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


class Knowlog:
    """The project's own index."""

    name = "knowlog"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = WhooshIndex(folder)
        self._sequence = 0

    def open(self) -> None:
        self.index.state()

    def build(self, notes: Sequence[Note]) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.index = WhooshIndex(self.folder)
        self.index.update(notes, [], IndexState("u", 0), rebuild=True)

    def update(self, note: Note) -> None:
        self._sequence += 1
        self.index.update([note], [], IndexState("u", self._sequence))

    def words(self, query: str) -> list[str]:
        return self._search(" ".join(plain(query)))

    def prefix(self, start: str) -> list[str]:
        return self._search(f"{start}*")

    def fuzzy(self, word: str) -> list[str] | None:
        return self._search(f"{word}~")

    def any_word(self, query: str) -> list[str]:
        """As ``words``, where having more of them counts no more than what each is worth."""
        return self._search(" OR ".join(plain(query)))

    def _search(self, query: str) -> list[str]:
        return [hit.path for hit in self.index.search(parse(query)).hits]

    def size(self) -> int:
        return _size(self.folder)


class StockWhoosh:
    """Whoosh as it comes."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        text = {name: fields.TEXT(analyzer=StemmingAnalyzer(minsize=1)) for name in TEXTS}
        self.schema = fields.Schema(path=fields.ID(stored=True, unique=True), **text)

    def build(self, notes: Sequence[Note]) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.index = index.create_in(str(self.folder), self.schema)
        writer = self.index.writer(limitmb=512)
        for path, *texts in rows(notes):
            writer.add_document(path=path, **dict(zip(TEXTS, texts, strict=True)))
        writer.commit()
        self._look()

    def open(self) -> None:
        self.index = index.open_dir(str(self.folder))
        self._look()

    def _look(self) -> None:
        self.searcher = self.index.searcher()
        self.parser = MultifieldParser(TEXTS, self.schema, fieldboosts=BOOSTS, group=OrGroup)

    def update(self, note: Note) -> None:
        writer = self.index.writer()
        ((path, *texts),) = rows([note])
        writer.update_document(path=path, **dict(zip(TEXTS, texts, strict=True)))
        writer.commit()
        self._look()

    def words(self, query: str) -> list[str]:
        return self._search(self.parser.parse(" ".join(plain(query))))

    def prefix(self, start: str) -> list[str]:
        return self._search(Or([Prefix(name, start) for name in TEXTS]))

    def fuzzy(self, word: str) -> list[str] | None:
        return self._search(Or([FuzzyTerm(name, word, prefixlength=1) for name in TEXTS]))

    def _search(self, query: Query) -> list[str]:
        return [hit["path"] for hit in self.searcher.search(query, limit=10)]

    def size(self) -> int:
        return _size(self.folder)


class Fts5:
    """SQLite's full-text search with its Porter stemmer."""

    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        self.database = sqlite3.connect(self.folder / "fts.sqlite")

    def build(self, notes: Sequence[Note]) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.open()
        self.database.execute(
            "CREATE VIRTUAL TABLE f USING fts5(path UNINDEXED, title, headings, tags, body,"
            " tokenize='porter unicode61')"
        )
        self.database.executemany("INSERT INTO f VALUES (?,?,?,?,?)", rows(notes))
        self.database.commit()

    def update(self, note: Note) -> None:
        self.database.execute("DELETE FROM f WHERE rowid IN (SELECT rowid FROM f LIMIT 1)")
        self.database.executemany("INSERT INTO f VALUES (?,?,?,?,?)", rows([note]))
        self.database.commit()

    def words(self, query: str) -> list[str]:
        return self._search(" OR ".join(f'"{word}"' for word in plain(query)))

    def prefix(self, start: str) -> list[str]:
        return self._search(f"{start}*")

    def fuzzy(self, word: str) -> list[str] | None:  # noqa: ARG002 - it has none
        return None

    def _search(self, match: str) -> list[str]:
        sql = "SELECT path FROM f WHERE f MATCH ? ORDER BY bm25(f, 0, 3, 1.5, 1, 1) LIMIT 10"
        return [path for (path,) in self.database.execute(sql, [match or '""'])]

    def size(self) -> int:
        return _size(self.folder)


def rows(notes: Iterable[Note]) -> Iterable[tuple[str, ...]]:
    """Path and texts of each note, as the project itself takes them apart."""
    for one in (record(*note) for note in notes):
        yield (one.path, *one.texts)
