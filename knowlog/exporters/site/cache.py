"""What one export remembers for the next: derived, in the user's cache folder, deletable."""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from knowlog.exporters.site.gist import Gist
from knowlog.exporters.site.output import Seen

_GIST = ", ".join(Gist._fields)
_SCHEMA = f"""
create table if not exists gist (path text primary key, stamp text, {_GIST}) without rowid;
create table if not exists text (
    path text primary key, piece text, html text, terms text, tokens text, places text
);
create table if not exists memo (name text primary key, key text, value text) without rowid;
create table if not exists words (name text primary key, key text, shards text, lines text);
create table if not exists file (
    site text, name text, key text, digest text, size int, time int, primary key (site, name)
) without rowid;
"""
_TABLES = ("gist", "text", "memo", "words", "file")
_VERSION = 8
_AT_ONCE = 250
"""How many rendered entries are saved together."""
_REPLACED = 100
"""Of how many entries the words of before are kept until the search has left them out."""


class Kept(NamedTuple):
    """A rendered entry as the last export left it.

    Attributes:
        stamp: Of the file it was made from.
        gist: What was made.
    """

    stamp: str
    gist: Gist


class Made(NamedTuple):
    """A rendered entry, fresh from the renderer.

    Attributes:
        path: Of its entry.
        stamp: Of the file it was made from.
        gist: What every run has to know of it.
        piece: All that is kept of it, as JSON.
        html: The text for the page.
        terms: Its words for search, as JSON.
        tokens: Its words in their order, a line for each field.
        places: Every id in the HTML, which links may name, one a line.
    """

    path: str
    stamp: str
    gist: Gist
    piece: str
    html: str
    terms: str
    tokens: str
    places: str


class EntryWords(NamedTuple):
    """What search knows of an entry.

    Attributes:
        terms: Its words and how often each field holds them, as JSON.
        tokens: Its words in their order, a line for each field.
    """

    terms: str
    tokens: str


class Product(NamedTuple):
    """A file of a site, and what it was made from.

    Attributes:
        key: Names what it was made from; empty where nobody asks.
        seen: How it was left.
    """

    key: str
    seen: Seen


class WordGroup(NamedTuple):
    """The words of the log that share a beginning, for the search in the page.

    Attributes:
        name: The beginning.
        key: Names the lines.
        shards: The parts of it that have files of their own, spaces between.
        lines: A line for each word: the word and where it stands.
    """

    name: str
    key: str
    shards: str
    lines: str


class SiteCache:
    """Pieces and other results, each under a key that names what it was made from."""

    FILE = "site.sqlite"

    def __init__(self, folder: Path) -> None:
        """Open the cache, or a new one when the old one cannot be read.

        Args:
            folder: Where it lives.
        """
        self._file = folder / self.FILE
        self._replaced: dict[str, EntryWords] = {}
        try:
            self._open()
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._open()

    @property
    def file(self) -> Path:
        """The cache's own file, for processes that only read it."""
        return self._file

    def _open(self) -> None:
        self._base = sqlite3.connect(self._file, isolation_level=None)
        try:
            self._prepare()
        except sqlite3.DatabaseError:
            self._base.close()
            raise

    def _prepare(self) -> None:
        self._base.execute("pragma synchronous = off")
        # Else what does not fit into memory is written early, and locks the workers out.
        self._base.execute("pragma cache_spill = off")
        (version,) = self._base.execute("pragma user_version").fetchone()
        if version != _VERSION:
            found = self._base.execute("select name from sqlite_master where type = 'table'")
            for (name,) in found.fetchall():
                self._base.execute(f'drop table "{name}"')
            self._base.executescript(_SCHEMA)
            self._base.execute(f"pragma user_version = {_VERSION}")
        self._base.execute("begin")

    def belong_to(self, makers: str) -> None:
        """Forget everything that was made by other code.

        Args:
            makers: Names the code and whatever else shapes everything that is kept here.
        """
        if self.recall("makers", makers) is None:
            for table in _TABLES:
                self._base.execute(f"delete from {table}")  # noqa: S608  # one of five literals
            self.remember("makers", makers, "")

    def kept(self) -> dict[str, Kept]:
        """Every rendered entry of the last export, by path."""
        rows = self._base.execute(f"select path, stamp, {_GIST} from gist")  # noqa: S608  # our columns
        return {path: Kept(stamp, Gist(*gist)) for path, stamp, *gist in rows}

    def keep(self, made: Iterable[Made]) -> Iterator[Made]:
        """Take in rendered entries as they come, and pass each on.

        They are saved as they come as well, for what is not saved takes up memory.
        """
        holes = ", ".join("?" * (2 + len(Gist._fields)))
        for number, one in enumerate(made, 1):
            row = (one.path, one.stamp, *one.gist)
            self._base.execute(f"insert or replace into gist values ({holes})", row)  # noqa: S608  # question marks
            if len(self._replaced) < _REPLACED:
                self._replaced[one.path] = self.spoken(one.path)
            text = (one.path, one.piece, one.html, one.terms, one.tokens, one.places)
            self._base.execute("insert or replace into text values (?, ?, ?, ?, ?, ?)", text)
            yield one
            if number % _AT_ONCE == 0:
                self.save()

    def touch(self, stamps: Mapping[str, str]) -> None:
        """Note new stamps of files whose content is the same."""
        rows = [(stamp, path) for path, stamp in stamps.items()]
        self._base.executemany("update gist set stamp = ? where path = ?", rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the pieces of entries that are gone."""
        rows = [(path,) for path in paths]
        for (path,) in rows[:_REPLACED]:
            self._replaced[path] = self.spoken(path)
        self._base.executemany("delete from gist where path = ?", rows)
        self._base.executemany("delete from text where path = ?", rows)

    def piece(self, path: str) -> str:
        """All that is kept of one entry, as JSON."""
        return self._text("piece", path)

    def html(self, path: str) -> str:
        """The text of one entry's page."""
        return self._text("html", path)

    def terms(self, path: str) -> str:
        """The words of one entry for search."""
        return self._text("terms", path)

    def tokens(self, path: str) -> str:
        """The words of one entry in their order, a line for each field."""
        return self._text("tokens", path)

    def places(self, path: str) -> str:
        """Every id in the text of one entry's page, one a line."""
        return self._text("places", path)

    def _text(self, column: str, path: str) -> str:
        query = f"select {column} from text where path = ?"  # noqa: S608  # one of five literals
        row = self._base.execute(query, (path,)).fetchone()
        return str(row[0]) if row else ""

    def recall(self, name: str, key: str) -> str | None:
        """What was kept under a name, if it was made from the same things."""
        query = "select value from memo where name = ? and key = ?"
        row = self._base.execute(query, (name, key)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, key: str, value: str) -> None:
        """Keep something under a name with what it was made from."""
        self._base.execute("insert or replace into memo values (?, ?, ?)", (name, key, value))

    def word_groups(self) -> list[WordGroup]:
        """Every group of words, without its lines."""
        rows = self._base.execute("select name, key, shards from words")
        return [WordGroup(name, key, shards, "") for name, key, shards in rows]

    def word_lines(self, name: str) -> str:
        """The lines of one group of words."""
        row = self._base.execute("select lines from words where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def keep_words(self, groups: Iterable[WordGroup]) -> None:
        """Take in groups of words; those without a line are dropped."""
        self._base.executemany("insert or replace into words values (?, ?, ?, ?)", groups)
        self._base.execute("delete from words where lines = ''")

    def forget_words(self) -> None:
        """Drop all groups of words."""
        self._base.execute("delete from words")

    def spoken(self, path: str) -> EntryWords:
        """What search knows of one entry."""
        query = "select terms, tokens from text where path = ?"
        row = self._base.execute(query, (path,)).fetchone()
        return EntryWords(*row) if row else EntryWords("", "\n\n\n")

    def replaced(self, path: str) -> EntryWords | None:
        """What it knew before :meth:`keep` took in new ones; None when there was none."""
        return self._replaced.get(path)

    def products(self, site: str) -> dict[str, Product]:
        """The files of a site as the last export left them, by their names."""
        query = "select name, key, digest, size, time from file where site = ?"
        rows = self._base.execute(query, (site,))
        return {name: Product(key, Seen(*seen)) for name, key, *seen in rows}

    def keep_products(
        self, site: str, before: Mapping[str, Product], now: Mapping[str, Product]
    ) -> None:
        """Note the files of a site; only what differs from before is written."""
        gone = [(site, name) for name in before if name not in now]
        self._base.executemany("delete from file where site = ? and name = ?", gone)
        rows = [
            (site, name, product.key, *product.seen)
            for name, product in now.items()
            if before.get(name) != product
        ]
        self._base.executemany("insert or replace into file values (?, ?, ?, ?, ?, ?)", rows)

    def save(self) -> None:
        """Let other processes see what was taken in so far."""
        self._base.execute("commit")
        self._base.execute("begin")

    def close(self) -> None:
        """Close; what was taken in since the last :meth:`save` is forgotten."""
        self._base.execute("rollback")
        self._base.close()


class Texts:
    """A cache that is only read, by a process of its own."""

    def __init__(self, file: Path) -> None:
        """Open it.

        Args:
            file: The cache's own file; what was saved there can be read.
        """
        self._base = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        # Python 3.13 and later warn of a connection that nobody closed.
        weakref.finalize(self, self._base.close)

    def html(self, path: str) -> str:
        """The text of one entry's page."""
        return self._text("select html from text where path = ?", path)

    def terms(self, path: str) -> str:
        """The words of one entry for search."""
        return self._text("select terms from text where path = ?", path)

    def tokens(self, path: str) -> str:
        """The words of one entry in their order, a line for each field."""
        return self._text("select tokens from text where path = ?", path)

    def _text(self, query: str, path: str) -> str:
        row = self._base.execute(query, (path,)).fetchone()
        return str(row[0]) if row else ""
