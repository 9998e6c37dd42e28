"""The site against Hugo, Pelican and Jekyll: the same notes, the same run, time and memory.

python benchmarks/site.py [NOTES...]

Each NOTES is a folder of Markdown; without any, 500 notes are made up. A generator that is not
installed is left out. Every figure is the best of three, in seconds of wall time, with the peak
memory of the largest process; the last columns are ratios to Hugo, or to knowlog without it.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 3
HUGO = """baseURL = "https://example.org/"
title = "Notes"
[markup.goldmark.renderer]
unsafe = true
"""
LAYOUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main>{{ .Content }}{{ range .Pages }}"
    '<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}</main></body></html>'
)
PELICAN = 'SITENAME = "Notes"\nPATH = "content"\nTIMEZONE = "UTC"\nDEFAULT_DATE = "fs"\n'
JEKYLL = "title: Notes\ndefaults:\n  - scope: {path: ''}\n    values: {layout: default}\n"


@dataclass(frozen=True)
class Generator:
    """One way to make a site of a folder of notes."""

    name: str
    prepare: Callable[[Path, Path], Path]
    command: Callable[[Path], Sequence[str]]


def knowlog_folder(notes: Path, work: Path) -> Path:
    shutil.copytree(notes, work)
    return work


def hugo_folder(notes: Path, work: Path) -> Path:
    shutil.copytree(notes, work / "content", ignore=shutil.ignore_patterns("README.md"))
    (work / "layouts" / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        (work / "layouts" / "_default" / f"{name}.html").write_text(LAYOUT)
    (work / "hugo.toml").write_text(HUGO)
    _with_header(work / "content", "---\ntitle: {title}\n---\n")
    return work


def pelican_folder(notes: Path, work: Path) -> Path:
    shutil.copytree(notes, work / "content")
    _with_header(work / "content", "Title: {title}\nSlug: n{number}\n\n")
    (work / "pelicanconf.py").write_text(PELICAN)
    return work


def jekyll_folder(notes: Path, work: Path) -> Path:
    shutil.copytree(notes, work)
    (work / "_layouts").mkdir()
    (work / "_layouts" / "default.html").write_text("<main>{{ content }}</main>")
    (work / "_config.yml").write_text(JEKYLL)
    _with_header(work, "---\ntitle: {title}\n---\n")
    return work


GENERATORS = (
    Generator(
        "knowlog",
        knowlog_folder,
        lambda work: [sys.executable, "-m", "knowlog", "--log", str(work), "export", "html"],
    ),
    Generator("hugo", hugo_folder, lambda work: ["hugo", "--quiet", "-s", str(work)]),
    Generator(
        "pelican",
        pelican_folder,
        lambda work: ["pelican", "-q", "-s", f"{work}/pelicanconf.py", "-o", f"{work}/output",
                      f"{work}/content"],
    ),
    Generator("jekyll", jekyll_folder, lambda work: ["jekyll", "build", "-q", "-s", str(work),
                                                     "-d", f"{work}/_site"]),
)  # fmt: skip


def _with_header(folder: Path, header: str) -> None:
    for number, file in enumerate(sorted(folder.rglob("*.md"))):
        text = file.read_text(encoding="utf-8", errors="replace")
        if not text.startswith("---"):
            title = '"' + file.stem.replace('"', "") + '"'
            file.write_text(header.format(title=title, number=number) + text, encoding="utf-8")


def made_up(folder: Path, count: int = 500) -> Path:
    words = "tide moon water sea shore wave spring neap ebb flood current gauge level".split()
    for number in range(count):
        text = " ".join(words[(number * step) % len(words)] for step in range(1, 160))
        body = f"# Note {number}\n\n{text}\n\n```python\nprint({number})\n```\n"
        (folder / f"note-{number}.md").write_text(body)
    return folder


def run(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds, and megabytes of the largest process."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - start, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measure(generator: Generator, notes: Path) -> tuple[list[float], float]:
    """Best times of full, nothing changed and one note changed; and the peak of the full run."""
    best, peak = [9e9] * 3, 0.0
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            work = generator.prepare(notes, place / "work")
            environment = os.environ | {"KNOWLOG_CACHE_DIR": str(place / "cache")}
            command = generator.command(work)
            full, memory = run(command, environment)
            nothing, _ = run(command, environment)
            note = max(work.rglob("*.md"), key=lambda file: (file.name != "README.md", file.name))
            with note.open("a", encoding="utf-8") as out:
                out.write("\nOne more line.\n")
            changed, _ = run(command, environment)
        best = [min(pair) for pair in zip(best, (full, nothing, changed), strict=True)]
        peak = max(peak, memory)
    return best, peak


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(name) for name in sys.argv[1:]] or [made_up(Path(folder))]
        for notes in given:
            count = sum(1 for _ in notes.rglob("*.md"))
            print(f"{notes.name}: {count} notes")
            print(f"{'':10}{'full':>8}{'nothing':>9}{'one':>8}{'MB':>7}   ratios")
            rows = {
                one.name: measure(one, notes)
                for one in GENERATORS
                if one.name == "knowlog" or shutil.which(one.name)
            }
            base, memory = rows.get("hugo", rows["knowlog"])
            for name, (times, peak) in rows.items():
                ratios = "  ".join(f"{a / b:.2f}" for a, b in zip(times, base, strict=True))
                figures = f"{times[0]:8.2f}{times[1]:9.2f}{times[2]:8.2f}{peak:7.0f}"
                print(f"{name:10}{figures}   {ratios}  {peak / memory:.2f}")


if __name__ == "__main__":
    main()
