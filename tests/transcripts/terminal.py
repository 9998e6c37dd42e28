"""A terminal for one command, as a program sees it: a size, an echo, keys that were typed."""

import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

ROWS, COLUMNS = 24, 80
END_OF_FILE = b"\x04"
# Each read of a program that finds nothing typed takes one end of file; nobody asks more often.
ENDS = 16


def run(
    shell: str, folder: Path, environment: Mapping[str, str], typed: str, seconds: float
) -> tuple[bytes, int]:
    """Run a shell command on a terminal of its own.

    Args:
        shell: The command.
        folder: Its working directory.
        environment: All of its environment.
        typed: The lines that are typed; behind them comes the end of the input. Not echoed.
        seconds: The time it has.

    Returns:
        All that appeared, with plain line ends, and the exit code.

    Raises:
        TimeoutError: It did not end in time; it has been killed.
    """
    with _terminal() as (keyboard, screen):
        process = subprocess.Popen(
            ["/bin/sh", "-c", shell],
            cwd=folder,
            env=dict(environment),
            stdin=screen,
            stdout=screen,
            stderr=screen,
            start_new_session=True,
        )
        os.close(screen)
        os.write(keyboard, typed.encode() + END_OF_FILE * ENDS)
        try:
            shown = b"".join(_output(keyboard, time.monotonic() + seconds))
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        return shown.replace(b"\r\n", b"\n"), process.wait(seconds)


@contextmanager
def _terminal() -> Iterator[tuple[int, int]]:
    keyboard, screen = pty.openpty()
    ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    settings = termios.tcgetattr(screen)
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(screen, termios.TCSANOW, settings)
    try:
        yield keyboard, screen
    finally:
        os.close(keyboard)


def _output(keyboard: int, deadline: float) -> Iterator[bytes]:
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([keyboard], [], [], left)[0]:
            message = "the command did not end in time"
            raise TimeoutError(message)
        try:
            piece = os.read(keyboard, 65536)
        except OSError:  # how Linux says that the last program has let go of the terminal
            return
        if not piece:
            return
        yield piece
