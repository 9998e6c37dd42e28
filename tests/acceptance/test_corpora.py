"""Whole logs that people wrote, read from end to end and left as they are.

``KNOWLOG_CORPORA`` names a folder; each folder in it is opened as a log.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.roundtrip import compare
from knowlog.actions.relate import links_of
from knowlog.cli.main import run
from knowlog.cli.records import document_record
from knowlog.errors import ExitCode
from knowlog.storage.layout import is_jekyll
from knowlog.workspace import Workspace
from knowlog.workspace.linking import linked_log
from knowlog.workspace.reading import html_of, plain
from tests.linked import broken

# Read while tests are collected: no test itself sees the variables of who runs it.
FOLDER = os.environ.get("KNOWLOG_CORPORA", "")
CORPORA = sorted(path for path in Path(FOLDER).iterdir() if path.is_dir()) if FOLDER else []
QUERIES = ("the", "git rebase", '"of the"', "title:a*", "-the", "since:2016", "データ", "C++ zzz")
WALKED = 50
"""Every so many entries one is shown through the command line too."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPORA, reason="KNOWLOG_CORPORA names no folder with logs in it"),
]


@pytest.fixture(params=CORPORA, ids=lambda path: path.name)
def corpus(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A log; after the test each of its files is what it was, and there is none more."""
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    folder: Path = request.param
    before = _files(folder)
    yield folder
    assert _files(folder) == before


def _files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _codes(corpus: Path, *commands: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    return {words: run(["--log", str(corpus), *words]) for words in commands}


def test_it_is_listed_and_measured(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _codes(corpus, ("list", "--json")) == {("list", "--json"): ExitCode.OK}
    entries = json.loads(capsys.readouterr().out)
    assert entries
    assert all(entry["title"] and (corpus / entry["path"]).is_file() for entry in entries)
    codes = _codes(corpus, ("list", "--sort", "title", "--pages"), ("stats",), ("about",))
    assert set(codes.values()) == {ExitCode.OK}


def test_it_is_searched(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = _codes(corpus, *(("search", "--json", "--", query) for query in QUERIES))
    assert set(codes.values()) == {ExitCode.OK}
    assert '"score"' in capsys.readouterr().out


def test_every_entry_is_shown(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = Workspace.open(corpus)
    entries = workspace.entries()
    for entry in entries:
        found, document = workspace.read(entry.path)
        assert plain(found, document, 80).strip()
        assert html_of(workspace, found, document) or not document.body.strip()
        json.dumps(document_record(found, document, links_of(document), []))
    shown = [("show", entry.path, *how) for entry in entries[::WALKED] for how in ((), ("--json",))]
    assert set(_codes(corpus, *shown).values()) == {ExitCode.OK}
    assert "Traceback" not in capsys.readouterr().err


def test_it_is_published(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "site"
    command = ("export", "html", "--out", str(out))
    assert _codes(corpus, command) == {command: ExitCode.OK}
    assert (out / "index.html").is_file()
    assert broken(out) == []
    capsys.readouterr()
    assert _codes(corpus, command) == {command: ExitCode.OK}
    assert ": 0 written" in capsys.readouterr().out


def test_it_is_examined(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(_codes(corpus, ("doctor",)).values()) <= {ExitCode.OK, ExitCode.PROBLEMS}
    assert "bug in knowlog" not in capsys.readouterr().err


def test_what_is_mended_stays_mended_and_can_be_taken_back(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(corpus, copy)
    before = _files(copy)
    run(["--log", str(copy), "doctor", "--fix", "--yes"])
    capsys.readouterr()
    run(["--log", str(copy), "doctor", "--json"])
    assert [one for one in json.loads(capsys.readouterr().out) if one["fix"]] == []
    while run(["--log", str(copy), "undo"]) == ExitCode.OK:
        pass
    kept = {path: digest for path, digest in _files(copy).items() if ".knowlog" not in path}
    assert kept == before


@pytest.mark.parametrize("corpus", [path for path in CORPORA if is_jekyll(path)], indirect=True)
def test_a_blog_comes_in_and_goes_out_with_every_difference_told(
    corpus: Path, tmp_path: Path
) -> None:
    done = compare(corpus, tmp_path)
    assert done.texts > 0
    assert done.unreported == []
    assert (done.differ["date"], done.differ["permalink"], done.differ["tags"]) == (0, 0, 0)
    assert run(["--log", str(tmp_path / "log"), "doctor"]) == ExitCode.OK


def test_entries_move_and_come_back(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = shutil.copytree(corpus, tmp_path / "log", copy_function=shutil.copyfile)
    before, graph = _files(log), linked_log(Workspace.open(log)).graph
    linked = Counter(edge.path for edge in graph.edges if edge.path.endswith(".md"))
    paths = [path for path, _ in linked.most_common(3)]
    entries = Workspace.open(log).entries()
    paths += [entry.path for entry in entries[:: len(entries) // 8]]
    moved = 0
    for number, path in enumerate(dict.fromkeys(paths)):
        wanted = f"Another title, no. {number}: 日本" if number % 2 else f"{Path(path).parent}/sub/"
        moved += run(["--log", str(log), "mv", path, wanted.removeprefix("./"), "--yes"]) == 0
        assert len(linked_log(Workspace.open(log)).graph.broken) <= len(graph.broken)
    assert moved > 1
    for _ in range(moved):
        assert run(["--log", str(log), "undo"]) == ExitCode.OK
    capsys.readouterr()
    now = {path: digest for path, digest in _files(log).items() if not path.startswith(".knowlog")}
    assert now == before
