"""What was done to a log and can be taken back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change set that was applied and can be undone.

    Attributes:
        number: Later changes have higher ones.
        command: What the user did, in words.
        time: When, with an offset.
        paths: The files it wrote or removed.
    """

    number: int
    command: str
    time: datetime
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file in the log's trash.

    Attributes:
        path: Where it was.
        place: Where it lies now.
        removed: When it was removed, with an offset.
    """

    path: str
    place: str
    removed: datetime
