"""How long changes of many files take, as a ratio to ``sed -i`` over the files that change.

Whole processes, taken in turn so that a drifting machine is fair to both; medians. Each change is
undone before the next run.

    python -m benchmarks.bulk FOLDER [--runs N]

FOLDER holds Markdown in folders; it is copied, never changed. The entry that most others link to
gets another title; then, in a copy in which each note has its folder as a tag in front matter,
the most frequent tag gets another name. ``sed`` is told which files to change; the second ratio
is to ``grep -rl`` over the whole log that tells it.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

KNOWLOG = [sys.executable, "-m", "knowlog"]


class Change(NamedTuple):
    """A change, by this program and by ``sed``."""

    name: str
    log: Path
    command: list[str]
    old: str
    new: str


def seconds(command: list[str], log: Path | None = None) -> float:
    """The wall time of one run, in seconds; other programs than ours run in the log."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=log)
    return time.perf_counter() - start


def ask(log: Path, *arguments: str) -> dict[str, list[dict[str, str]]]:
    """What a command says in JSON."""
    command = [*KNOWLOG, "--log", str(log), *arguments]
    done = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return found


def renaming(log: Path) -> Change:
    """Another title for the entry that most others link to."""
    graph = ask(log, "links", "--graph", "json")
    linked = Counter(link["target"] for link in graph["links"])
    path = min(linked, key=lambda path: (-linked[path], path))
    command = [*KNOWLOG, "--log", str(log), "mv", path, "Another title for it", "--yes"]
    stem = Path(path).stem
    return Change(f"mv {path}", log, command, f"{stem}.md", "another-title-for-it.md")


def retagging(folder: Path, log: Path) -> Change:
    """Another name for the most frequent tag of a copy in which folders are tags."""
    tags = Counter[str]()
    for file in sorted(folder.rglob("*.md")):
        place = log / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        tag = place.parent.relative_to(log).as_posix()
        tags[tag] += tag != "."
        header = f"---\ntags: [{tag}]\n---\n" if tag != "." else ""
        place.write_bytes(header.encode() + file.read_bytes())
    tag = max(sorted(tags), key=lambda tag: tags[tag])
    command = [*KNOWLOG, "--log", str(log), "tag", "rename", tag, f"{tag}-notes", "--yes"]
    return Change(f"tag rename {tag}", log, command, f"^tags: \\[{tag}\\]", f"tags: [{tag}-notes]")


def measure(change: Change, runs: int) -> None:
    """Print the line of one change."""
    undo = [*KNOWLOG, "--log", str(change.log), "undo"]
    plan = ask(change.log, *change.command[5:], "--dry-run", "--json")
    files = [str(file) for file in plan["files"] if (change.log / str(file)).is_file()]
    script = f"s|{change.old}|{change.new}|"
    sed = ["sed", "-i", script, *files]
    searching = ["sh", "-c", f"grep -rlZ '{change.old}' . | xargs -0 sed -i '{script}'"]
    rows = []
    for _ in range(runs):
        backup = {file: (change.log / file).read_bytes() for file in files}
        row = [seconds(change.command)]
        seconds(undo)
        for command in (sed, searching):
            row.append(seconds(command, change.log))
            for file, data in backup.items():
                (change.log / file).write_bytes(data)
        rows.append(row)
        seconds([*KNOWLOG, "--log", str(change.log), "list", "--limit", "1"])
    own, bare, found = (statistics.median(column) for column in zip(*rows, strict=True))
    ratios = [statistics.median(row[0] / row[number] for row in rows) for number in (1, 2)]
    print(
        f"{change.name:<44} {len(files):>5} {own * 1000:6.0f}ms {bare * 1000:6.1f}ms "
        f"{ratios[0]:6.1f} {found * 1000:6.1f}ms {ratios[1]:6.1f}"
    )


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=11)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["KNOWLOG_CACHE_DIR"] = str(Path(place) / "cache")
        plain, tagged = Path(place) / "plain", Path(place) / "tagged"
        shutil.copytree(given.folder, plain, copy_function=shutil.copyfile)
        for folder in (plain, *(one for one in plain.rglob("*") if one.is_dir())):
            folder.chmod(0o755)
        print(
            f"{'change':<44} {'files':>5} {'knowlog':>8} {'sed':>8} {'ratio':>6} "
            f"{'grep+sed':>8} {'ratio':>6}"
        )
        measure(renaming(plain), given.runs)
        measure(retagging(given.folder, tagged), given.runs)


if __name__ == "__main__":
    main()
