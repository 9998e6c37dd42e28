"""A Jekyll blog imported and exported again: what differs, and whether it was reported.

    python -m benchmarks.roundtrip BLOG...

Prints a row for each blog. "Not reported" must be 0: every difference has a remark of the import
or a line of the export that tells of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path, PurePosixPath
from typing import Any

from knowlog.importers.jekyll.blog import Blog
from knowlog.importers.jekyll.scope import tags_of
from knowlog.importers.jekyll.texts import Reader, Text
from knowlog.importers.source import Source

# Which remarks tell of which difference.
TELL: Mapping[str, frozenset[str]] = {
    "file": frozenset({"html", "renamed"}),
    "keys": frozenset(
        {"default", "category", "unpublished", "future", "no-header", "mojibake", "encoding"}
    ),
    "date": frozenset[str](),
    "permalink": frozenset({"category"}),
    "tags": frozenset({"default", "category"}),
    "text": frozenset(
        "resolved liquid list highlight raw mojibake encoding html absent no-picture".split()
    ),
}


@dataclass
class Comparison:
    """What became of the texts of one blog."""

    texts: int = 0
    same: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    differ: Counter[str] = field(default_factory=Counter)
    unreported: list[str] = field(default_factory=list)


def knowlog(folder: Path, *words: str) -> dict[str, Any]:
    """Run a command in a folder and give its JSON."""
    command = [sys.executable, "-m", "knowlog", *words, "--json"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def texts_of(folder: Path) -> dict[str, Text]:
    """Every text of a blog by its path, HTML under the name that an import gives it."""
    blog = Blog(Source(folder))
    found = {}
    for text in Reader(blog, UTC).texts():
        path = PurePosixPath(text.source)
        found[str(path.with_suffix(".md") if path.suffix == ".html" else path)] = text
    return found


def differences(old: Text, new: Text) -> set[str]:
    """In what two versions of a text differ."""
    found = set()
    if old.source != new.source:
        found.add("file")
    if old.document.written != new.document.written:
        found.add("keys")
    if old.named.date != new.named.date:
        found.add("date")
    if set(old.addresses[:1]) != set(new.addresses[:1]):
        found.add("permalink")
    if tags_of(old) != tags_of(new) or old.named.categories != new.named.categories:
        found.add("tags")
    if old.document.body != new.document.body:
        found.add("text")
    return found


def compare(blog: Path, folder: Path) -> Comparison:
    """Import a blog, export it, and compare.

    Args:
        blog: It is only read.
        folder: An empty one to work in.
    """
    log, back = folder / "log", folder / "back"
    log.mkdir()
    report = knowlog(log, "import", "jekyll", str(blog), "--yes")
    export = knowlog(log, "export", "jekyll", "--out", str(back))
    told: dict[str, set[str]] = {}
    for one in report["files"]:
        told[one["source"]] = {remark["kind"] for remark in one["remarks"]}
    paths = {one["path"]: one["source"] for one in report["files"] if one["path"]}
    for problem in export["problems"]:
        told[paths[problem["path"]]].add(problem["kind"])
    done = Comparison(outcomes=Counter(report["counts"]))
    before, after = texts_of(blog), texts_of(back)
    for path, old in before.items():
        new = after.get(path)
        if new is None:
            if old.source in paths.values():
                done.unreported.append(f"{path}: gone")
            continue
        done.texts += 1
        found = differences(old, new)
        done.same += not found
        done.differ.update(found)
        done.unreported += [
            f"{path}: {what}" for what in sorted(found) if not TELL[what] & told[old.source]
        ]
    return done


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("blogs", nargs="+", type=Path)
    given = parser.parse_args()
    columns = ("texts", "the same", *TELL, "not reported")
    print("| blog | outcomes of the import |", " | ".join(columns), "|")
    print("|---|---|" + "--:|" * len(columns))
    for blog in given.blogs:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KNOWLOG_CACHE_DIR"] = str(Path(folder) / "cache")
            done = compare(blog.resolve(), Path(folder))
        outcomes = ", ".join(f"{count} {name}" for name, count in done.outcomes.items())
        cells = [done.texts, done.same, *(done.differ[what] for what in TELL), len(done.unreported)]
        print(f"| {blog.name} | {outcomes} |", " | ".join(map(str, cells)), "|")
        for line in done.unreported:
            print(f"  {line}", file=sys.stderr)


if __name__ == "__main__":
    main()
