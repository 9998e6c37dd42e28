"""Measures the search beside stock Whoosh, SQLite FTS5 and ripgrep, in one run on one machine.

python -m benchmarks.search [--count N] [--seed N] [--notes FOLDER] [--corpora FOLDER] [--quick]

Ratios are what counts: times of different machines, or of a busy one, cannot be compared.
"""

import argparse
import gc
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks import notes as data
from benchmarks.engines import Engine, Fts5, Knowlog, StockWhoosh
from benchmarks.notes import Note
from benchmarks.ranking import Known, links, mean_reciprocal_rank, sentences, without_titles

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
COLD = """
import sys
from pathlib import Path
from knowlog.domain.query import parse
from knowlog.index.whoosh import WhooshIndex
for hit in WhooshIndex(Path(sys.argv[1])).search(parse(sys.argv[2])).hits:
    print(hit.path)
"""
COLD_FTS5 = """
import sqlite3, sys
sql = "SELECT path FROM f WHERE f MATCH ? ORDER BY bm25(f, 0, 3, 1.5, 1, 1) LIMIT 10"
for (path,) in sqlite3.connect(sys.argv[1] + "/fts.sqlite").execute(sql, [sys.argv[2]]):
    print(path)
"""
WARM = """
import resource, sys
from pathlib import Path
from benchmarks.engines import {kind}
def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()
engine = {kind}(Path({folder!r}))
before = resident()
engine.open()
for query in sys.stdin.read().splitlines():
    engine.words(query)
print(resident() - before)
"""

SEARCH = "knowlog search WORD"
AFTER_A_CHANGE = "knowlog search WORD, one note just changed"
SETTLED = 0.1
"""Seconds after which the clock of the file system has certainly moved on."""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="knowlog-bench-") as folder:
        chosen = list(data.read(options.notes)) if options.notes else None
        notes = chosen or data.made(options.count, options.seed)
        text = sum(len(document.body.encode()) for _, document in notes)
        print(f"{len(notes)} notes, {text / 1e6:.1f} MB; Python {platform.python_version()}\n")
        engines = _engines(Path(folder), quick=options.quick)
        _speed(engines, notes, text)
        _memory(engines, notes)
        _processes(notes, Path(folder))
        if options.corpora:
            til = list(data.read(options.corpora / "til"))
            known = links(options.corpora / "til" / "README.md", til)
            til = [note for note in til if note[0].path != "README.md"]
            _ranks(Path(folder), "corpora/til", til, known)
        else:
            _ranks(Path(folder), "the same notes", notes[:2000], [])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--quick", action="store_true", help="without stock Whoosh")
    return parser.parse_args()


def _engines(folder: Path, *, quick: bool) -> list[Engine]:
    engines: list[Engine] = [Knowlog(folder / "knowlog"), Fts5(folder / "fts5")]
    return engines if quick else [*engines, StockWhoosh(folder / "whoosh")]


def _speed(engines: Sequence[Engine], notes: Sequence[Note], text: int) -> None:
    queries = list(_queries(notes))
    rows: dict[str, list[float | None]] = {}
    gc.freeze()  # the notes are ours, and no engine shall pay for going through them
    for engine in engines:
        gc.collect()
        column = {"full build, s": _timed(engine.build, notes)}
        column["index : text"] = engine.size() / text
        updates = [_timed(engine.update, n) for n in notes[:20]]
        column["one note changed, ms"] = 1e3 * statistics.median(updates)
        words = [1e3 * _timed(engine.words, q) for q in queries]
        column["words, median ms"] = statistics.median(words)
        column["words, 95th of 100 ms"] = statistics.quantiles(words, n=20)[-1]
        starts = [q.split()[0][:3] for q in queries[:60]]
        column["prefix, median ms"] = _median(engine.prefix, starts)
        if engine.fuzzy("x") is not None:
            misspelt = [_misspelt(q.split()[0]) for q in queries[:30]]
            column["fuzzy, median ms"] = _median(engine.fuzzy, misspelt)
        for name, value in column.items():
            rows.setdefault(name, [None] * len(engines))[engines.index(engine)] = value
    _print_table([engine.name for engine in engines], rows)


def _median(ask: Callable[[str], object], queries: Sequence[str]) -> float:
    return 1e3 * statistics.median(_timed(ask, q) for q in queries)


def _timed(work: Callable[[T], object], given: T) -> float:
    """Seconds."""
    start = time.perf_counter()
    work(given)
    return time.perf_counter() - start


def _queries(notes: Sequence[Note]) -> Iterator[str]:
    """One to four words of a note, as they come."""
    chance = random.Random(7)  # noqa: S311 - the same queries every time
    for _ in range(300):
        body = chance.choice(notes)[1].body
        words = [w for w in re.findall(r"[A-Za-z]{3,}", body) if w not in {"OR", "AND", "NOT"}]
        if words:
            yield " ".join(chance.choices(words, k=chance.choice((1, 1, 2, 3, 4)))).lower()


def _misspelt(word: str) -> str:
    """With two letters in its middle swapped."""
    at = len(word) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _processes(notes: Sequence[Note], folder: Path) -> None:
    """Whole processes, from start to ten hits, turn by turn so that all meet the same noise."""
    word = next(_queries(notes)).split()[0]
    files = folder / "files"
    data.write(notes, files)
    python = [sys.executable, "-c"]
    knowlog = [sys.executable, "-m", "knowlog", "--log", str(files), "search", word]
    commands = {
        "python -c 'import typer'": [*python, "import typer"],
        SEARCH: knowlog,
        AFTER_A_CHANGE: knowlog,
        "knowlog's index": [*python, COLD, str(folder / "knowlog"), word],
        "fts5": [*python, COLD_FTS5, str(folder / "fts5"), word],
        **({"rg -l WORD": ["rg", "-l", word, str(files)]} if shutil.which("rg") else {}),
    }
    environment = os.environ | {"KNOWLOG_CACHE_DIR": str(folder / "cache")}
    started = time.perf_counter()
    _run(knowlog, environment)
    print(f"\nThe first search, which builds: {time.perf_counter() - started:.1f} s")
    time.sleep(SETTLED)  # what was written a moment ago is read once more
    _run(knowlog, environment)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(15):
        for name, command in commands.items():
            if name == AFTER_A_CHANGE:
                _change(files / notes[turn][1].path)
            times[name].append(1e3 * _timed(lambda c: _run(c, environment), command))
            if name == AFTER_A_CHANGE:
                time.sleep(SETTLED)  # what changed a moment ago is read once more
                _run(knowlog, environment)
    middles = {name: statistics.median(taken) for name, taken in times.items()}
    bases = [name for name in (*list(commands)[:2], "fts5", "rg -l WORD") if name in middles]
    print("| whole process | ms | " + " | ".join(f"x {base}" for base in bases) + " |")
    print("|---" * (2 + len(bases)) + "|")
    for name, middle in middles.items():
        ratios = " | ".join(f"{middle / middles[base]:.2f}" for base in bases)
        print(f"| {name} | {middle:.0f} | {ratios} |")


def _change(file: Path) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.write("\nOne more thought.\n")


def _memory(engines: Sequence[Engine], notes: Sequence[Note]) -> None:
    """What a process holds after a hundred queries beside what it held before; Linux tells."""
    if not Path("/proc/self/statm").exists():
        return
    queries = list(_queries(notes))[:100]
    print("\n| memory of a hundred queries | MB |\n|---|---|")
    for engine in engines:
        script = WARM.format(kind=type(engine).__name__, folder=str(engine.folder))
        command = [sys.executable, "-c", script]
        done = subprocess.run(
            command, cwd=ROOT, input="\n".join(queries), capture_output=True, text=True, check=True
        )
        print(f"| {engine.name} | {int(done.stdout) / 1e6:.0f} |")


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


def _print_table(names: Sequence[str], rows: dict[str, list[float | None]]) -> None:
    print("| | " + " | ".join(names) + " | " + " | ".join(f"x {n}" for n in names[1:]) + " |")
    print("|---" * (2 * len(names)) + "|")
    for name, values in rows.items():
        ratios = [values[0] / v if v and values[0] is not None else None for v in values[1:]]
        cells = [*(_cell(v) for v in values), *(_cell(r) for r in ratios)]
        print(f"| {name} | " + " | ".join(cells) + " |")


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _ranks(folder: Path, name: str, notes: Sequence[Note], linked: Sequence[Known]) -> None:
    stripped, titles = without_titles(notes)
    rare = sentences(notes)
    print(f"\n| MRR@10 on {name} | titles | sentences | links |\n|---|---|---|---|")
    own, fts5 = Knowlog(folder / "rank"), Fts5(folder / "rank-fts5")
    ways: dict[str, tuple[Engine, Callable[[str], list[str]]]] = {
        "knowlog, words side by side": (own, own.words),
        "knowlog, OR": (own, own.any_word),
        "fts5, OR": (fts5, fts5.words),
    }
    for way, (engine, search) in ways.items():
        engine.build(stripped)
        first = mean_reciprocal_rank(search, titles)
        second = mean_reciprocal_rank(search, rare)
        engine.build(notes)
        third = mean_reciprocal_rank(search, linked)
        last = f"{third:.3f}" if linked else "-"
        print(f"| {way} | {first:.3f} | {second:.3f} | {last} |")


if __name__ == "__main__":
    main()
