"""What one export remembers for the next: derived, in the user's cache folder, deletable."""

import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from knowlog.exporters.site.output import Seen
from knowlog.exporters.site.piece import Piece, from_json, to_json

_SCHEMA = """
create table if not exists piece (
    path text primary key, stamp text, piece text, html text, terms text
) without rowid;
create table if not exists memo (name text primary key, key text, value text) without rowid;
create table if not exists file (
    site text, name text, key text, digest text, size int, time int, primary key (site, name)
) without rowid;
"""
_VERSION = 4


class Product(NamedTuple):
    """A file of a site, and what it was made from.

    Attributes:
        key: Names what it was made from; empty where nobody asks.
        seen: How it was left.
    """

    key: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece as the last export left it.

    Attributes:
        stamp: Of the file it was made from.
        piece: What was made.
    """

    stamp: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Made:
    """A piece with its text, fresh from the renderer.

    Attributes:
        path: Of its entry.
        stamp: Of the file it was made from.
        piece: What was made.
        html: The text for the page.
        terms: Its words for search, as JSON.
    """

    path: str
    stamp: str
    piece: Piece
    html: str
    terms: str


class SiteCache:
    """Pieces and other results, each under a key that names what it was made from."""

    FILE = "site.sqlite"

    def __init__(self, folder: Path) -> None:
        """Open the cache, or a new one when the old one cannot be read.

        Args:
            folder: Where it lives.
        """
        self._file = folder / self.FILE
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
            self._base.execute("drop table if exists piece")
            self._base.execute("drop table if exists memo")
            self._base.execute("drop table if exists file")
            self._base.execute(f"pragma user_version = {_VERSION}")
        self._base.executescript(_SCHEMA)
        self._base.execute("begin")

    def kept(self) -> dict[str, Kept]:
        """Every piece of the last export, by path."""
        rows = self._base.execute("select path, stamp, piece from piece")
        return {path: Kept(stamp, from_json(piece)) for path, stamp, piece in rows}

    def keep(self, made: Iterable[Made]) -> Iterator[tuple[str, Piece]]:
        """Take in pieces as they come, and pass each on with its path."""
        for one in made:
            row = (one.path, one.stamp, to_json(one.piece), one.html, one.terms)
            self._base.execute("insert or replace into piece values (?, ?, ?, ?, ?)", row)
            yield one.path, one.piece

    def touch(self, stamps: Mapping[str, str]) -> None:
        """Note new stamps of files whose content is the same."""
        rows = [(stamp, path) for path, stamp in stamps.items()]
        self._base.executemany("update piece set stamp = ? where path = ?", rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the pieces of entries that are gone."""
        self._base.executemany("delete from piece where path = ?", [(path,) for path in paths])

    def html(self, path: str) -> str:
        """The text of one entry's page."""
        return self._text("html", path)

    def terms(self, path: str) -> str:
        """The words of one entry for search."""
        return self._text("terms", path)

    def _text(self, column: str, path: str) -> str:
        query = f"select {column} from piece where path = ?"  # noqa: S608  # one of two literals
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


def open_texts(file: Path) -> Callable[[str], str]:
    """Open a cache for its texts only: path of an entry to the text of its page."""
    base = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)

    def text(path: str) -> str:
        row = base.execute("select html from piece where path = ?", (path,)).fetchone()
        return str(row[0]) if row else ""

    # Python 3.13 and later warn of a connection that nobody closed.
    weakref.finalize(text, base.close)
    return text
