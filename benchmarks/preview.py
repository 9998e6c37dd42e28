"""From a saved file to the changed page: the live preview in a real Chromium.

python -m benchmarks.preview [NOTES]

NOTES is a folder of Markdown, which is copied; without it, 2,000 notes are made up. One entry is
saved twenty times, and each time it is measured how long it takes from the write until the page
that shows it holds the new words. Beside it, how long the preview takes to start, with nothing
kept from before and then with all of it, and what it takes of a core while nothing happens.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.notes import made

EDITS = 20
TARGET = 300
IDLE = 5.0
WATCH = """() => {
    window.seen = {};
    new MutationObserver(() => {
        const found = document.querySelector('.prose').innerText.match(/edit number \\d+/g) ?? [];
        for (const one of found) window.seen[one] ??= performance.timeOrigin + performance.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def log_in(folder: Path, notes: Path | None) -> Path:
    """A log to write in."""
    log = folder / "log"
    if notes is not None:
        shutil.copytree(notes, log)
        return log
    for _, document in made(2_000):
        file = log / document.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document.body, encoding="utf-8")
    return log


def started(log: Path, cache: Path) -> tuple["subprocess.Popen[str]", str, float]:
    """Start a preview; its address, and the seconds until it could be looked at."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "knowlog", "--log", str(log), "serve", "--port", "0"]
    process = subprocess.Popen(
        command,
        env=os.environ | {"KNOWLOG_CACHE_DIR": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().strip(), time.perf_counter() - began


def stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    process.wait(30)


def idle(process: "subprocess.Popen[str]") -> float | None:
    """What share of a core it takes while nothing happens; None where the system does not say."""

    def used() -> float:
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    if not Path("/proc/self/stat").exists():
        return None
    before = used()
    time.sleep(IDLE)
    return (used() - before) / IDLE


def edits(page: Page, file: Path) -> list[float]:
    """Milliseconds from each save to the changed page."""
    text = file.read_text(encoding="utf-8")
    page.evaluate(WATCH)
    taken = []
    for number in range(EDITS):
        words = f"edit number {number}"
        saved = time.time() * 1000
        file.write_text(f"{text}\n\n{words}\n", encoding="utf-8")
        page.get_by_text(words, exact=True).wait_for()
        taken.append(page.evaluate(f"window.seen['{words}']") - saved)
        time.sleep(0.3)  # as a writer would, and so that two saves are not taken for one
    return taken


def main() -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        print("no browser found: looked for chromium, chromium-browser")
        return
    with tempfile.TemporaryDirectory() as scratch:
        log = log_in(Path(scratch), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        cache = Path(scratch) / "cache"
        count = sum(1 for _ in log.rglob("*.md"))
        process, _, cold = started(log, cache)
        stop(process)
        process, url, warm = started(log, cache)
        share = idle(process)
        file = sorted(log.rglob("*.md"))[count // 2]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
            )
            page = chromium.new_page()
            page.goto(f"{url}{file.stem}/")
            page.locator(".prose").wait_for()
            taken = edits(page, file)
            chromium.close()
        stop(process)
    print(f"{count} notes, {EDITS} saves of {file.relative_to(log)}")
    print(f"save to page   median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")
    print(f"target         at most {TARGET} ms")
    print(f"start          {cold:.2f} s with nothing kept, {warm:.2f} s with all of it")
    if share is not None:
        print(f"idle           {100 * share:.1f} % of a core")


if __name__ == "__main__":
    main()
