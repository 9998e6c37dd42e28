"""What is kept of the links of a log."""

from pathlib import Path

import pytest

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.graph import Note, note_of
from knowlog.errors import NotFoundError
from knowlog.index.catalog import SqliteCatalog
from knowlog.index.links import FILE_NAME, LinkStore, from_json, to_json

BODY = "# Über\n\n[[a#b|c]] ![x](<y z.png>) {% post_url d %}\n\n## Über ^k\n"
WRITTEN = {"aliases": ["Other", "/old/"], "permalink": "/here/", "categories": "a b", "slug": "s"}
NOTE = note_of(Document("x/ü.md", WRITTEN, WRITTEN, BODY, 7), liquid=True)


class Log:
    """A catalog, its texts, and what was read of them."""

    def __init__(self, folder: Path) -> None:
        self.catalog = SqliteCatalog(folder)
        self.texts: dict[str, str] = {}
        self.read: list[str] = []

    def write(self, **texts: str) -> None:
        self.texts |= texts
        found = ((Entry(name, name, name), text) for name, text in texts.items())
        self.catalog.update(found, (), {})

    def note(self, path: str) -> Note:
        self.read.append(path)
        if path not in self.texts:
            raise NotFoundError(path)
        return note_of(Document(path, {}, {}, self.texts[path]))

    def links(self, store: LinkStore) -> dict[str, list[str]]:
        self.read.clear()
        notes = store.notes(self.catalog, self.note)
        return {path: [link.target for link in note.links] for path, note in notes.items()}


@pytest.fixture
def log(tmp_path: Path) -> Log:
    log = Log(tmp_path)
    log.write(a="[[b]]", b="[[c]] [[d]]")
    return log


def test_a_note_comes_back_as_it_went_in() -> None:
    assert from_json("x/ü.md", to_json(NOTE)) == NOTE
    assert len(NOTE.links) == 3


def test_half_a_surrogate_pair_does_no_harm() -> None:
    note = note_of(Document("a", {}, {}, "[[\ud800]]"))
    assert [link.target for link in from_json("a", to_json(note)).links] == ["?"]


def test_only_what_changed_is_read_again(log: Log, tmp_path: Path) -> None:
    assert log.links(LinkStore(tmp_path, "")) == {"a": ["b"], "b": ["c", "d"]}
    assert log.read == ["a", "b"]
    log.write(a="[[x]]", c="")
    log.catalog.update((), ["b"], {})
    assert log.links(LinkStore(tmp_path, "")) == {"a": ["x"], "c": []}
    assert log.read == ["a", "c"]
    assert log.links(LinkStore(tmp_path, "")) == {"a": ["x"], "c": []}
    assert log.read == []


def test_another_manner_or_catalog_makes_everything_be_read_again(log: Log, tmp_path: Path) -> None:
    log.links(LinkStore(tmp_path, ""))
    assert log.links(LinkStore(tmp_path, "liquid")) == {"a": ["b"], "b": ["c", "d"]}
    assert log.read == ["a", "b"]
    (tmp_path / "catalog.sqlite").unlink()
    other = Log(tmp_path)
    other.write(b="[[e]]")
    assert other.links(LinkStore(tmp_path, "liquid")) == {"b": ["e"]}


def test_a_file_that_is_gone_a_moment_later_has_no_note(log: Log, tmp_path: Path) -> None:
    del log.texts["a"]
    assert log.links(LinkStore(tmp_path, "")) == {"b": ["c", "d"]}


def test_without_a_folder_everything_is_read_each_time(log: Log) -> None:
    assert log.links(LinkStore(None, "")) == {"a": ["b"], "b": ["c", "d"]}
    assert log.links(LinkStore(None, "")) == {"a": ["b"], "b": ["c", "d"]}
    assert log.read == ["a", "b"]


@pytest.mark.parametrize("damage", [b"nothing that SQLite knows", b""])
def test_damage_costs_a_reading_and_no_answer(log: Log, tmp_path: Path, damage: bytes) -> None:
    log.links(LinkStore(tmp_path, ""))
    (tmp_path / FILE_NAME).write_bytes(damage)
    assert log.links(LinkStore(tmp_path, "")) == {"a": ["b"], "b": ["c", "d"]}
    assert log.read == ["a", "b"]


def test_a_row_that_makes_no_sense_is_damage_too(log: Log, tmp_path: Path) -> None:
    told: list[str] = []
    store = LinkStore(tmp_path, "", told.append)
    log.links(store)
    store._database.change(lambda connection: connection.execute("UPDATE note SET data = '[1]'"))  # type: ignore[arg-type]  # what it returns is not looked at
    assert log.links(store) == {"a": ["b"], "b": ["c", "d"]}
    assert "makes no sense" in told[0]
