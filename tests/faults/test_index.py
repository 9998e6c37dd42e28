"""Whatever befalls the search index: right answers, or a rebuild with a reason."""

import os
import random
import signal
import subprocess
import sys
import time
from errno import ENOSPC
from pathlib import Path

import pytest

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.errors import ConflictError, DamagedIndexError, KnowlogError
from knowlog.index.segments import parallel, writer
from knowlog.index.segments.builder import SegmentBuilder
from knowlog.index.segments.documents import Record
from knowlog.index.segments.filestore import FolderStore
from knowlog.index.segments.worker import Worker
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import MIXED, File, pairs

ROOT = Path(__file__).parents[2]
QUERIES = ("rebase", '"interactive rebase"', "tag:ml", "学习", "reb*", "date:2024-05", "title:code")

WORKER = """
import sys
from pathlib import Path
from knowlog.domain.freshness import IndexState
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import File, pairs
folder, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
index = WhooshIndex(folder)
print("ready", flush=True)
for number in range(rounds):
    index.state()
    files = [File(f"{name}-{i}.md", "Same", f"round{number} body{i} common") for i in range(20)]
    index.update(pairs(files), [], IndexState("u", 1))
"""


def start(folder: Path, name: str, rounds: int) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder), name, str(rounds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def answers(index: WhooshIndex) -> dict[str, list[str]]:
    return {query: [h.path for h in index.search(parse(query)).hits] for query in QUERIES}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    WhooshIndex(folder).update(pairs(MIXED), [], IndexState("u", 1))
    return folder


@pytest.fixture(scope="module")
def right() -> dict[str, list[str]]:
    index = WhooshIndex(None)
    index.update(pairs(MIXED), [], IndexState("u", 1))
    return answers(index)


def answers_or_rebuild(folder: Path) -> dict[str, list[str]]:
    """What the actions do: bring the index up to date, ask, and once more when it was damaged."""
    index = WhooshIndex(folder)
    for _ in range(2):
        if index.state().catalog_uid != "u":
            index.update(pairs(MIXED), [], IndexState("u", 1), rebuild=True)
        try:
            return answers(index)
        except DamagedIndexError:
            assert index.damage
            assert index.state() == IndexState()
    pytest.fail("damaged even after a rebuild")


def segment(folder: Path) -> Path:
    (file,) = folder.glob("*.segment")
    return file


def test_any_flipped_bit_is_noticed_or_does_not_matter(
    folder: Path, right: dict[str, list[str]]
) -> None:
    chance = random.Random(3)  # noqa: S311 - the same places every time
    whole = segment(folder).read_bytes()
    for _ in range(150):
        place, bit = chance.randrange(len(whole)), chance.randrange(8)
        broken = bytearray(whole)
        broken[place] ^= 1 << bit
        file = segment(folder)
        file.write_bytes(broken)
        assert WhooshIndex(folder).verify(), place
        assert answers_or_rebuild(folder) == right
        if file.exists():
            file.write_bytes(whole)  # no query touched that page
        else:
            whole = segment(folder).read_bytes()


def test_a_flipped_bit_in_the_table_is_noticed(folder: Path, right: dict[str, list[str]]) -> None:
    table = folder / "index.json"
    for place in range(0, len(table.read_bytes()) - 1, 7):
        broken = bytearray(table.read_bytes())
        broken[place] ^= 4
        table.write_bytes(broken)
        index = WhooshIndex(folder)
        assert index.state() == IndexState()
        assert index.damage
        assert answers_or_rebuild(folder) == right


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_truncated_segment_is_rebuilt(
    folder: Path, right: dict[str, list[str]], share: float
) -> None:
    file = segment(folder)
    data = file.read_bytes()
    file.write_bytes(data[: int(share * len(data))])
    assert answers_or_rebuild(folder) == right


def test_a_missing_segment_is_rebuilt(folder: Path, right: dict[str, list[str]]) -> None:
    segment(folder).unlink()
    assert answers_or_rebuild(folder) == right


def test_a_segment_of_another_log_is_rebuilt(
    folder: Path, tmp_path: Path, right: dict[str, list[str]]
) -> None:
    WhooshIndex(tmp_path / "other").update(pairs(MIXED[:3]), [], IndexState("o", 1))
    segment(folder).write_bytes(segment(tmp_path / "other").read_bytes())
    assert "not the file that was written" in _damage(folder)
    assert answers_or_rebuild(folder) == right


def test_another_version_is_rebuilt(
    folder: Path, right: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowlog.index.segments.manifest.FORMAT", 99)
    assert "another version" in _damage(folder)
    assert answers_or_rebuild(folder) == right


def _damage(folder: Path) -> str:
    index = WhooshIndex(folder)
    assert index.state() == IndexState()
    return index.damage


def test_an_index_that_others_can_write_is_not_believed(folder: Path) -> None:
    folder.chmod(0o777)
    assert "can be written by others" in _damage(folder)


def test_the_folder_is_private(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_leaves_the_old_state(
    folder: Path, right: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(ENOSPC, "No space left on device")

    for method in ("write", "replace_table"):
        with monkeypatch.context() as patch:
            patch.setattr(FolderStore, method, full)
            with pytest.raises(KnowlogError, match="No space left on device"):
                WhooshIndex(folder).update(pairs(MIXED[:1]), [], IndexState("u", 2))
        assert answers(WhooshIndex(folder)) == right
    assert WhooshIndex(folder).state() == IndexState("u", 1, len(MIXED))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_searched(folder: Path, right: dict[str, list[str]]) -> None:
    folder.chmod(0o500)
    try:
        assert answers(WhooshIndex(folder)) == right
    finally:
        folder.chmod(0o700)


def test_an_index_that_vanished_is_not_half_made(folder: Path) -> None:
    index = WhooshIndex(folder)
    index.state()
    (folder / "index.json").unlink()
    with pytest.raises(DamagedIndexError):
        index.update(pairs(MIXED[:1]), [], IndexState("u", 2))


@pytest.mark.parametrize("other", ["a", "z"])
def test_an_index_of_another_catalog_is_not_added_to(folder: Path, other: str) -> None:
    index = WhooshIndex(folder)
    index.state()
    WhooshIndex(folder).update(pairs(MIXED[:2]), [], IndexState(other, 9), rebuild=True)
    with pytest.raises(DamagedIndexError):
        index.update(pairs(MIXED[:1]), [], IndexState("u", 2))
    assert WhooshIndex(folder).state() == IndexState(other, 9, 2)


def test_a_writer_waits_for_another_and_then_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PATIENCE", 0.1)
    with FolderStore(folder).locked(0), pytest.raises(ConflictError):
        WhooshIndex(folder).update([], [], IndexState("u", 2))


def test_a_reader_keeps_its_state_while_others_write(
    folder: Path, right: dict[str, list[str]]
) -> None:
    index = WhooshIndex(folder)
    with index._reading() as snapshot:
        WhooshIndex(folder).update([], [f.path for f in MIXED], IndexState("u", 2))
        assert snapshot.documents == len(MIXED)
        assert snapshot.segments[0].path(0) == MIXED[0].path
    assert answers(index) != right


def test_the_index_holds_no_pickle(folder: Path) -> None:
    for file in folder.iterdir():
        assert b"\x80\x04\x95" not in file.read_bytes()
        assert not file.read_bytes().startswith(b"\x80")


def _kill_rounds(folder: Path, rounds: int) -> None:
    """Kill a writer at any moment: its last batch is there whole, or the one before."""
    chance = random.Random(rounds)  # noqa: S311 - the same moments every time
    for _ in range(rounds):
        process = start(folder, "killed", 10_000)
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        index = WhooshIndex(folder)
        assert index.state().catalog_uid == "u", index.damage
        assert not list(index.verify())
        found = index.search(parse("common"), limit=100).hits
        assert len({hit.path for hit in found}) == len(found)
        assert len(found) in {0, 20}
        if found:
            totals = {index.search(parse(f"round{n}")).total for n in range(10_000) if n < 60}
            assert totals <= {0, 20}
    WhooshIndex(folder).update([], [], IndexState("u", 9))
    assert not list(folder.glob("*.tmp"))


def test_a_killed_update_leaves_the_old_state_or_the_new(folder: Path) -> None:
    _kill_rounds(folder, 8)


@pytest.mark.slow
def test_two_hundred_killed_updates_leave_the_old_state_or_the_new(folder: Path) -> None:
    _kill_rounds(folder, 200)


def _together(folder: Path, processes: int, rounds: int) -> None:
    """Many write while this process searches: no error, and nothing lost at the end."""
    running = [start(folder, f"p{number}", rounds) for number in range(processes)]
    index = WhooshIndex(folder)
    while any(process.poll() is None for process in running):
        assert set(answers(index)["rebase"]) == {"git/rebase.md", "git/merge.md"}
    for process in running:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    assert index.search(parse("common")).total == 20 * processes
    assert index.search(parse(f"round{rounds - 1}")).total == 20 * processes
    assert not list(index.verify())


def test_two_writers_and_a_reader_lose_nothing(folder: Path) -> None:
    _together(folder, 2, 15)


@pytest.mark.slow
def test_twenty_writers_and_a_reader_lose_nothing(folder: Path) -> None:
    _together(folder, 20, 10)


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["before it starts", "at work", "never"])
def test_a_second_process_that_is_lost_costs_no_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    made: list[Worker] = []

    def start_worker(path: Path) -> Worker:
        if lost == "before it starts":
            monkeypatch.setattr("sys.executable", "/nowhere/python")
        made.append(Worker(path))
        return made[0]

    def killed(records: SegmentBuilder, record: Record) -> None:
        if made and lost == "at work":
            made[0]._process.kill()
            made[0]._process.wait()
        add(records, record)

    add = SegmentBuilder.add
    monkeypatch.setattr(SegmentBuilder, "add", killed)
    monkeypatch.setattr(parallel, "_PAYS_FROM", 1)
    monkeypatch.setattr(parallel, "_BATCH", 1)
    monkeypatch.setattr("knowlog.index.deferred.start_worker", start_worker)
    files = [File(f"{n:03}.md", f"Note {n}", f"common word{n}") for n in range(300)]
    WhooshIndex(folder).update(pairs(files), [], IndexState("u", 2))
    found = WhooshIndex(folder).search(parse("common"), limit=999)
    assert sorted(hit.path for hit in found.hits) == [file.path for file in files]
    assert not list(WhooshIndex(folder).verify())
    assert len(made) == (lost != "before it starts")
    for worker in made:
        assert worker._process.poll() is not None
