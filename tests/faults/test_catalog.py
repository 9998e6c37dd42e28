"""The catalog through kills, damage and disks that refuse: it never stops a command."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from knowlog.domain.entry import Entry
from knowlog.index.catalog import FILE_NAME, SqliteCatalog
from knowlog.index.database import DamagedError
from tests.faults.conftest import Worker
from tests.faults.worker import update_all

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@forks
def test_killed_while_updating(worker: Worker, tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - chance that can be repeated, no secret
    for _ in range(20):
        worker.ask("catalog", tmp_path, delay=chance.uniform(0, 0.03))
        catalog = SqliteCatalog(tmp_path)
        titles = {entry.title for entry in catalog.entries()}
        assert titles == set(catalog.fingerprints().values())
        assert len(titles) <= 1
        assert len(catalog.entries()) in {0, 300}


@forks
def test_many_that_find_no_catalog_make_one(worker: Worker, tmp_path: Path) -> None:
    assert worker.ask("readers", tmp_path, count=20) == {"failed": 0}


def damage(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.choice([1, 10, 1000])):
        if data:
            start = chance.randrange(len(data))
            data[start : start + chance.choice([1, 50])] = chance.randbytes(1)
    file.write_bytes(data)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_damaged_the_command_goes_on(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    file = tmp_path / FILE_NAME
    for _ in range(30):
        file.unlink(missing_ok=True)
        update_all(SqliteCatalog(tmp_path), 0)
        damage(file, chance)
        catalog = SqliteCatalog(tmp_path)
        catalog.refill = lambda catalog=catalog: update_all(catalog, 1)
        catalog.fingerprints()
        assert catalog.uid
        assert catalog.sequence() >= 0
        catalog.changes_since(0)
        catalog.newest(5)
        catalog.named("7")
        catalog.starting("7")
        catalog.problems()
        update_all(catalog, 2)
        assert {entry.title for entry in catalog.entries()} <= {"1", "2"}
        catalog.close()


def test_damage_that_nobody_can_mend_is_told(tmp_path: Path) -> None:
    update_all(SqliteCatalog(tmp_path), 0)
    catalog = SqliteCatalog(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"SQLite format 3\0" + bytes(9000))
    with pytest.raises(DamagedError, match="damaged"):
        catalog.entries()
    assert catalog.entries() == []


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY])
def test_a_cache_disk_that_refuses_is_worked_around_in_memory(tmp_path: Path, code: int) -> None:
    update_all(SqliteCatalog(tmp_path), 0)
    told: list[str] = []
    catalog = SqliteCatalog(tmp_path, tell=told.append)
    pragma = "max_page_count = 1" if code == sqlite3.SQLITE_FULL else "query_only = 1"
    catalog._database._connection.execute(f"PRAGMA {pragma}")
    catalog.update([(Entry("new", "new.md", "x" * 100_000), "1")], (), {})
    assert "cannot be written" in told[0]
    assert len(catalog.entries()) == 301
    assert len(SqliteCatalog(tmp_path).entries()) == 300


def test_a_catalog_that_cannot_be_opened_for_writing_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_all(SqliteCatalog(tmp_path), 0)
    real = sqlite3.connect

    def connect(name: str, *, uri: bool = False, **_: object) -> sqlite3.Connection:
        if name.endswith(FILE_NAME):
            name, uri = f"file:{tmp_path}/missing?mode=ro", True
        return real(name, uri=uri, isolation_level=None)

    monkeypatch.setattr(sqlite3, "connect", connect)
    told: list[str] = []
    catalog = SqliteCatalog(tmp_path, tell=told.append)
    assert "cannot be used" in told[0]
    assert len(catalog.fingerprints()) == len(catalog.entries()) == 300
    update_all(catalog, 1)
    assert {entry.title for entry in catalog.entries()} == {"1"}
