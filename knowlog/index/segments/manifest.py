"""The table of contents of an index: one small JSON file, replaced as a whole.

The second line is the CRC-32 of the first, so that a damaged table is never believed.
"""

import json
from typing import NamedTuple
from zlib import crc32

from knowlog.domain.freshness import IndexState
from knowlog.index.segments.filestore import FileStore
from knowlog.index.segments.sections import FORMAT, DamagedError


class SegmentFacts(NamedTuple):
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

    @property
    def live(self) -> int:
        """How many of its documents are still there."""
        return self.documents - len(self.deleted)


_NEW = IndexState()


class Manifest(NamedTuple):
    """One whole state of an index.

    Attributes:
        generation: Grows with every update.
        state: How far the index has followed its catalog.
        segments: Oldest first.
        lengths: For each text field the sum of its lengths over the documents there are.
    """

    generation: int = 0
    state: IndexState = _NEW
    segments: tuple[SegmentFacts, ...] = ()
    lengths: tuple[int, ...] = (0, 0, 0, 0)


def read(store: FileStore) -> Manifest:
    """The newest state of the index in a store.

    Raises:
        FileNotFoundError: There is no index.
        DamagedError: The table is damaged or of another version.
        OSError: The table cannot be read.
    """
    line, _, rest = store.table().partition(b"\n")
    if rest.strip() != f"{crc32(line):08x}".encode():
        raise DamagedError("the table of the index is damaged")
    try:
        table = json.loads(line)
        if table["format"] != FORMAT:
            raise DamagedError("the table of the index is of another version")
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
        raise DamagedError("the table of the index does not say what it should") from error


def write(store: FileStore, manifest: Manifest) -> None:
    """Make a state the newest one.

    Raises:
        OSError: The disk refused; the old state stands.
    """
    table = {
        **manifest._asdict(),
        "format": FORMAT,
        "state": manifest.state._asdict(),
        "segments": [facts._asdict() for facts in manifest.segments],
    }
    line = json.dumps(table, separators=(",", ":")).encode()
    store.replace_table(line + f"\n{crc32(line):08x}\n".encode())
