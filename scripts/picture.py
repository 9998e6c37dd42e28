"""Draw the picture of the README: a real session, run in a terminal of its own, as an SVG.

``python scripts/picture.py docs/session.svg``; ``make docs`` does it. Long output is cut where a
pager would stop at the first screen.
"""

import io
import os
import pty
import re
import shutil
import struct
import sys
import tempfile
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
WIDTH, HEIGHT = 92, 60
SCREEN = 26
"""After so many lines of one command its first screen is full."""
SESSION = [
    "knowlog list --limit 3",
    "knowlog search 'logQ correction' --limit 2",
    "knowlog show attention",
    "knowlog stats",
]
FONT_FACE = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def run(command: str, environment: dict[str, str], folder: str) -> str:
    """What a command prints on a terminal of the picture's size."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        words = ["sh", "-c", command.replace("knowlog", f"{sys.executable} -m knowlog", 1)]
        os.execvpe("sh", words, environment)  # noqa: S606 - our own command in the child
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    shown = bytearray()
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says the terminal is gone when the child ends
            break
        if not piece:
            break
        shown += piece
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode("utf-8", "replace").replace("\r\n", "\n")


def main() -> None:
    """Copy the project's log, run the session in the copy, and write the picture."""
    target = Path(sys.argv[1])
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "entries", Path(folder) / "entries")
        shutil.copy(ROOT / "knowlog.toml", folder)
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "COLUMNS": str(WIDTH),
            "LINES": str(HEIGHT),
            "KNOWLOG_CACHE_DIR": f"{folder}/.cache",
            "KNOWLOG_CONFIG_DIR": f"{folder}/.config",
            "KNOWLOG_NOW": "2026-11-22T18:30:00+05:30",
            "PAGER": f"head -n {SCREEN}",
        }
        for command in SESSION:
            shown = run(command, environment, folder)
            console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
            console.print(Text.from_ansi(shown.rstrip("\n")))
            console.print()
    target.write_text(_alone(console.export_svg(title="knowlog", unique_id="session")), "utf-8")


def _alone(svg: str) -> str:
    """The picture without fonts from the network: the reader's own have to do."""
    svg = FONT_FACE.sub("", svg).replace("Fira Code, monospace", FONTS)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines() if line.strip())


if __name__ == "__main__":
    main()
