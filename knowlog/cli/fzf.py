"""Choose an entry with fzf, for those who have it in their fingers."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line
from knowlog.errors import KnowlogError


def pick_with_fzf(entries: Sequence[Entry], text: str, log: Path) -> Entry | None:
    """Let the user choose among entries; None when they leave.

    Args:
        entries: What there is to choose from, best first.
        text: What fzf's own field holds at first.
        log: For the preview.

    Raises:
        KnowlogError: fzf is not installed or failed.
    """
    program = shutil.which("fzf")
    if program is None:
        msg = "fzf is not installed"
        raise KnowlogError(msg, "Install it, or: knowlog config set --user picker built-in")
    # fzf replaces {1} by the quoted path, so nothing of an entry is read by the shell.
    preview = shlex.join([sys.executable, "-m", "knowlog", "--log", str(log), "show"]) + " -- {1}"
    lines = "\n".join(f"{entry.path}\t{one_line(entry.title)}" for entry in entries)
    options = ["--delimiter=\t", "--with-nth=2..", f"--query={text}", f"--preview={preview}"]
    done = subprocess.run(
        [program, *options, "--no-sort"],
        input=lines.encode("utf-8", "replace"),
        stdout=subprocess.PIPE,
        env=os.environ,
        check=False,
    )
    path = done.stdout.decode("utf-8", "replace").partition("\t")[0]
    return next((entry for entry in entries if entry.path == path), None)
