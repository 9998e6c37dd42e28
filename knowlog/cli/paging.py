"""Long output through the pager that the user likes."""

import os
import shutil
import subprocess
import sys

from knowlog.cli.programs import words_of

USUAL = "less -FRX"


def page(text: str, command: str = "") -> None:
    """Show text through a pager; straight to standard output where there is none.

    Args:
        text: With colours where they are wanted.
        command: The user's pager; else ``PAGER``, else ``less -FRX``. ``cat`` or an empty
            ``PAGER`` means none.
    """
    try:
        words = words_of(command or os.environ.get("PAGER", USUAL))
    except ValueError:
        words = []  # a quote that is never closed names no program
    program = shutil.which(words[0]) if words else None
    if program is None or words[0] == "cat":
        sys.stdout.write(text)
        return
    if words == ["less"]:
        words = words_of(USUAL)
    sys.stdout.flush()
    with subprocess.Popen([program, *words[1:]], stdin=subprocess.PIPE) as process:
        try:
            process.communicate(text.encode("utf-8", "replace"))
        except KeyboardInterrupt:
            process.wait()
