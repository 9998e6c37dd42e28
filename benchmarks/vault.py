"""How long a vault takes to come in and to go out again, as ratios to copying its files.

usage: python -m benchmarks.vault [NOTES]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import vaults

ROOT = Path(__file__).resolve().parents[1]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = vaults.make(count)
        vault.write(folder / "vault")
        (folder / "log").mkdir()
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "KNOWLOG_CACHE_DIR": str(folder / "cache"),
        }

        def knowlog(*words: str) -> None:
            command = [sys.executable, "-m", "knowlog", "--log", str(folder / "log"), *words]
            subprocess.run(command, check=True, env=environment, capture_output=True)

        copying = seconds(lambda: shutil.copytree(folder / "vault", folder / "copy"))
        bring = ("import", "obsidian", str(folder / "vault"))
        out = ("export", "obsidian", "--out", str(folder / "back"))
        print(f"{len(vault.files)} files, copied in {copying:.2f} s; times that:")
        for label, words in (
            ("import", bring),
            ("import, nothing new", bring),
            ("export", out),
            ("export, nothing new", out),
        ):
            took = seconds(lambda words=words: knowlog(*words))  # type: ignore[misc]  # bound now
            print(f"{label:>20}  {took:6.2f} s  {took / copying:6.1f}")


if __name__ == "__main__":
    main()
