"""How the process ends."""

import os
import subprocess
import sys

from tests.architecture.sources import ROOT


def leave(before: str, *options: str) -> "subprocess.CompletedProcess[str]":
    code = f"from knowlog.__main__ import leave\n{before}\nleave(7)"
    # What measures coverage watches, and keeps alive what is looked at here.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        cwd=ROOT,
        env=alone,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_printed_and_registered_comes_out() -> None:
    done = leave("import atexit; atexit.register(print, 'bye'); print('words', end='')")
    assert (done.returncode, done.stdout, done.stderr) == (7, "wordsbye\n", "")


def test_a_thread_may_finish() -> None:
    done = leave(
        "import threading\n"
        "go = threading.Event()\n"
        "threading.Thread(target=lambda: (go.wait(), print('written'))).start()\n"
        "import atexit; atexit.register(lambda: None)\n"
        "threading.Timer(0.05, go.set).start()"
    )
    assert (done.returncode, done.stdout) == (7, "written\n")


def test_nothing_is_taken_apart_when_nobody_watches() -> None:
    part = (
        "import sys\nclass Part:\n    def __del__(self): sys.stderr.write('apart')\nkept = Part()"
    )
    assert leave(part).stderr == ""
    assert leave(part, "-X", "dev").stderr == "apart"


def test_a_reader_that_left_is_no_traceback() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m knowlog --version | true"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
