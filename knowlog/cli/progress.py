"""A line on standard error while something takes long, gone when it is done."""

import time
from typing import TextIO

PATIENCE = 0.5
"""Seconds before the line appears; what is quicker needs no word."""
BEAT = 0.1
"""Seconds between two changes of the line."""


class ProgressLine:
    """Counts files on one line of a terminal.

    Attributes:
        stream: Where to write; the caller has seen that it is a terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        """Start the clock; nothing is shown yet."""
        self.stream = stream
        self._started = self._shown = time.monotonic()
        self._visible = False

    def __call__(self, done: int, total: int) -> None:
        """Show how many files are read, of how many; clear the line with the last one."""
        now = time.monotonic()
        if done >= total:
            self._clear()
        elif now - self._started >= PATIENCE and now - self._shown >= BEAT:
            self.stream.write(f"\r\x1b[2KReading {done:,} of {total:,} files")
            self.stream.flush()
            self._shown, self._visible = now, True

    def _clear(self) -> None:
        if self._visible:
            self.stream.write("\r\x1b[2K")
            self.stream.flush()
            self._visible = False
