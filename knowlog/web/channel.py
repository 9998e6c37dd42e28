"""Tells open pages that something changed, and counts how often it did."""

from threading import Condition


class Channel:
    """A number that grows with every change, for any number of threads to wait on."""

    def __init__(self) -> None:
        self._number = 0
        self._closed = False
        self._grown = Condition()

    def tell(self) -> None:
        """Say that something changed."""
        with self._grown:
            self._number += 1
            self._grown.notify_all()

    def close(self) -> None:
        """Say that nothing will change any more."""
        with self._grown:
            self._closed = True
            self._grown.notify_all()

    def wait(self, seen: int, seconds: float) -> int | None:
        """Wait for a number other than the one that was seen.

        Args:
            seen: What the last call gave; -1 the first time.
            seconds: At most so long.

        Returns:
            The number now, the same when the time has passed; None when the channel is closed.
        """
        with self._grown:
            self._grown.wait_for(lambda: self._closed or self._number != seen, seconds)
            return None if self._closed else self._number
