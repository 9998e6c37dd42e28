"""What an export reads: a log as its catalog knows it, and a way to open one file of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class SiteSource:
    """A log, most of which nobody has opened.

    Attributes:
        root: Its folder; images and files that entries show are below it.
        entries: Every entry and page that may be published; drafts may be among them.
        stamps: Path to an opaque string; equal means that the file did not change.
        read: Opens one file by its path.
        manner: Names what the entries were read with, such as the settings of the log.
        hidden: Paths of entries that are not among these and must not be copied as files either.
        measure: Gives the width and height of a picture in pixels, or None. What it needs takes
            time to load, so a caller loads it when it is called, which is seldom.
        rest: Called when hardly a file will be read any more: lets go of what was kept for that.
    """

    root: Path
    entries: tuple[Entry, ...]
    stamps: Mapping[str, str]
    read: Callable[[str], Document]
    manner: str = ""
    hidden: frozenset[str] = frozenset()
    measure: Callable[[Path], tuple[int, int] | None] = lambda _: None
    rest: Callable[[], None] = lambda: None
