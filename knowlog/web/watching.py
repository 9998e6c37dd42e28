"""Waits until a file of the log may have changed.

The system's own events make it quick. They do not come from everywhere (network drives, shared
folders of virtual machines), so it looks by itself every few seconds too, and quickly where there
are no events at all.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from watchfiles import watch

from knowlog.storage.scan import SKIPPED_FOLDERS

QUIET = 0.02
"""Seconds without an event that end a save; editors write, rename and touch in one go."""
LONGEST = 0.2
"""Seconds after which an unbroken row of events is passed on all the same."""
LOOK = 2.0
"""Seconds between two looks without an event."""
POLL = 0.25
"""Seconds between two looks where the system gives no events."""


def changes(root: Path, out: Path, tell: Callable[[str], None]) -> Iterator[bool]:
    """Come back again and again: True after an event, False when it is time for a look.

    Args:
        root: The log.
        out: The folder of the exported site, whose changes are none of the log's.
        tell: Takes a word when there are no events to be had.
    """

    def ours(_change: object, path: str) -> bool:
        return concerns(PurePath(path), root, out)

    try:
        for events in watch(
            root,
            watch_filter=ours,
            debounce=round(LONGEST * 1000),
            step=round(QUIET * 1000),
            rust_timeout=round(LOOK * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield bool(events)
    except OSError as error:
        tell(f"The system does not report changes ({error}); the files are looked at instead.")
        while True:
            time.sleep(POLL)
            yield False


def concerns(path: PurePath, root: PurePath, out: PurePath) -> bool:
    """Whether a file may show on the site: not hidden, not of another program, not the site."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return False
    hidden = any(part.startswith(".") or part in SKIPPED_FOLDERS for part in parts)
    return bool(parts) and not hidden and not path.is_relative_to(out)
