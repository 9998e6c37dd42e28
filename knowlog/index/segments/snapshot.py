"""One whole state of an index, opened for reading; it stays as it is while others write."""

from collections.abc import Iterator
from functools import cached_property

from knowlog.index.segments import manifest
from knowlog.index.segments.fields import NO_DAY
from knowlog.index.segments.filestore import FileStore
from knowlog.index.segments.manifest import Manifest
from knowlog.index.segments.sections import DamagedError, Sections
from knowlog.index.segments.segment import Segment

_TRIES = 5


class Snapshot:
    """The open segments of one state."""

    def __init__(self, store: FileStore, table: Manifest) -> None:
        """Open every segment of a state.

        Raises:
            DamagedError: A segment is not what the table says.
            OSError: A segment cannot be opened.
        """
        self._store = store
        self.table = table
        self.segments: list[Segment] = []
        for facts in table.segments:
            file = Sections(facts.name, store.open(facts.name))
            segment = Segment(file, frozenset(facts.deleted))
            if segment.file.seal != facts.seal or segment.documents != facts.documents:
                raise DamagedError(f"{facts.name} is not the file that was written")
            self.segments.append(segment)
        self.documents = sum(segment.documents - len(segment.deleted) for segment in self.segments)

    def is_stale(self) -> bool:
        """Whether somebody has written a newer state since."""
        try:
            return manifest.read(self._store) != self.table
        except (DamagedError, OSError):
            return True

    def verify(self) -> Iterator[str]:
        """What is wrong with the files, one sentence each; reads all of them."""
        for segment in self.segments:
            try:
                segment.file.verify()
            except DamagedError as error:
                yield str(error)

    @cached_property
    def newest(self) -> int:
        """The newest day of all documents, or NO_DAY."""
        return max((_newest(segment) for segment in self.segments), default=NO_DAY)


def _newest(segment: Segment) -> int:
    if not segment.deleted:
        return max(segment.days, default=NO_DAY)
    return max((segment.days[document] for document in segment.everything()), default=NO_DAY)


def open_newest(store: FileStore) -> Snapshot:
    """Open the newest state; when a writer took a segment away meanwhile, look again.

    Raises:
        FileNotFoundError: There is no index.
        DamagedError: The index is damaged or of another version.
        OSError: It cannot be read.
    """
    for _ in range(_TRIES):
        table = manifest.read(store)
        try:
            return Snapshot(store, table)
        except FileNotFoundError:
            continue
    raise DamagedError("files that the index names are missing")
