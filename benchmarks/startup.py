"""How long commands take from start to end, as a ratio to ``python -c "import typer"``.

Whole processes, taken in turn so that a drifting machine is fair to both; medians.

    python benchmarks/startup.py [LOG] [--runs N]

LOG is a folder of Markdown; without one, two thousand notes are made from a seed.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOTES = 2_000
BASELINE = [sys.executable, "-c", "import typer"]
KNOWLOG = [sys.executable, "-m", "knowlog"]


def make_log(folder: Path) -> Path:
    """Notes of random words, the same for the same seed."""
    chance = random.Random(20261122)  # noqa: S311 - data for a benchmark, not a secret
    words = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 9)))
        for _ in range(5000)
    ]
    for number in range(NOTES):
        text = "\n\n".join(" ".join(chance.choices(words, k=60)) for _ in range(4))
        day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        header = f"---\ntitle: Note {number}\ndate: {day}\ntags: [{chance.choice(words)}]\n---\n"
        (folder / f"{day}-note-{number}.md").write_text(header + text, encoding="utf-8")
    return folder


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one run, in seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=21)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = given.log or make_log(Path(folder))
        environment = os.environ | {"KNOWLOG_CACHE_DIR": str(Path(folder) / "cache")}
        on_log = [*KNOWLOG, "--log", str(log)]
        commands = {
            "knowlog --version": [*KNOWLOG, "--version"],
            "knowlog list --limit 20": [*on_log, "list", "--limit", "20"],
            "knowlog search rebase": [*on_log, "search", "rebase"],
            "knowlog --help": [*KNOWLOG, "--help"],
        }
        print(f"{'command':<28} {'median':>8} {'baseline':>9} {'ratio':>6}")
        for name, command in commands.items():
            seconds(command, environment)
            pairs = [
                (seconds(command, environment), seconds(BASELINE, environment))
                for _ in range(given.runs)
            ]
            own, base = (statistics.median(column) for column in zip(*pairs, strict=True))
            ratio = statistics.median(one / other for one, other in pairs)
            print(f"{name:<28} {own * 1000:6.0f}ms {base * 1000:7.0f}ms {ratio:6.2f}")


if __name__ == "__main__":
    main()
