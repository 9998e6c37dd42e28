"""The table of contents of an index: one small JSON file, replaced as a whole.

The second line is the CRC-32 of the first, so that a damaged table is never believed.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from zlib import crc32

from knowlog.domain.ports import IndexState
from knowlog.index.segments.pages import FORMAT, DamagedError

NAME = "index.json"


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """What the table of contents knows of a segment.

    Attributes:
        name: Its file in the index folder.
        seal: The checksum that names its content.
        documents: How many it was written with.
        deleted: The numbers of those that are gone since, ascending.
    """

    name: str
    seal: int
    documents: int
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """One whole state of an index.

    Attributes:
        generation: Grows with every update.
        state: How far the index has followed its catalog.
        segments: Oldest first.
        lengths: For each text field the sum of its lengths over the documents there are.
    """

    generation: int = 0
    state: IndexState = field(default_factory=IndexState)
    segments: tuple[SegmentFacts, ...] = ()
    lengths: tuple[int, ...] = (0, 0, 0, 0)


def read(folder: Path) -> Manifest:
    """The newest state of the index in a folder.

    Raises:
        FileNotFoundError: There is no index.
        DamagedError: The table is damaged or of another version.
        OSError: The table cannot be read.
    """
    text = (folder / NAME).read_bytes()
    line, _, rest = text.partition(b"\n")
    if rest.strip() != f"{crc32(line):08x}".encode():
        raise DamagedError(f"{NAME} is damaged")
    try:
        table = json.loads(line)
        if table["format"] != FORMAT:
            raise DamagedError(f"{NAME} is of another version")
        return Manifest(
            generation=table["generation"],
            state=IndexState(**table["state"]),
            segments=tuple(
                SegmentFacts(s["name"], s["seal"], s["documents"], tuple(s["deleted"]))
                for s in table["segments"]
            ),
            lengths=tuple(table["lengths"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"{NAME} does not say what it should") from error


def write(folder: Path, manifest: Manifest) -> None:
    """Make a state the newest one: readers see the old table or the new, nothing between.

    Raises:
        OSError: The disk refused; the old table stands.
    """
    line = json.dumps({"format": FORMAT, **asdict(manifest)}, separators=(",", ":")).encode()
    beside = folder / f"{NAME}.{os.getpid()}.tmp"
    try:
        beside.write_bytes(line + f"\n{crc32(line):08x}\n".encode())
        beside.replace(folder / NAME)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
