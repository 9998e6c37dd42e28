"""Bring the catalog and the index up to what the files say now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from knowlog.domain.document import Document, Problem, unreadable
from knowlog.domain.entry import Entry
from knowlog.domain.freshness import Changes, IndexState, Scan, compare

if TYPE_CHECKING:
    from knowlog.domain.ports import Catalog, EntryStore, SearchIndex
from knowlog.errors import NotFoundError

Read = Callable[[str], tuple[Entry, Document]]
"""Reads one file of the log and says what it is."""

FEW = 200
"""Files that are read while other processes wait for the catalog; it takes a tenth of a second."""

KEPT = 64_000_000
"""Characters of text that are kept from the catalog's look at new files for the index's."""

Progress = Callable[[int, int], None]
"""Told after each file how many are done and how many there are."""


class ReadOnce:
    """Reads what the catalog and then the index ask for once, as far as memory allows."""

    def __init__(self, read: Read) -> None:
        """Wrap what reads a file."""
        self._read = read
        self._kept: dict[str, tuple[Entry, Document]] = {}
        self._room = KEPT

    def __call__(self, path: str) -> tuple[Entry, Document]:
        """The file as it was read the first time; the second time lets go of it."""
        if kept := self._kept.pop(path, None):
            self._room += len(kept[1].body)
            return kept
        found = self._read(path)
        size = len(found[1].body)
        if size <= self._room:
            self._kept[path] = found
            self._room -= size
        return found


class Refreshed(NamedTuple):
    """What a refresh found.

    Attributes:
        changes: What differed from the last look.
        skipped: Files that could not be looked at or read, with the reason.
    """

    changes: Changes
    skipped: Mapping[str, Problem]


def refresh_catalog(
    store: "EntryStore", catalog: "Catalog", read: Read, progress: Progress | None = None
) -> Refreshed:
    """Read whatever changed since the last look; one bad file never stops the rest.

    What changed, if it is not much, is looked at once more and read while nobody else changes the
    catalog: a slower process must not put what it saw in the place of what another saw later.
    """
    scan = store.scan()
    changes = compare(catalog.fingerprints(), scan.fingerprints)
    if not changes:
        return Refreshed(changes, scan.problems)
    if len(changes.added) + len(changes.changed) > FEW:
        return _take_in(scan, changes, catalog, read, progress)
    with catalog.exclusive():
        now = store.look((*changes.added, *changes.changed, *changes.gone))
        scan = scan._replace(fingerprints={**scan.fingerprints, **now})
        changes = Changes(
            added=tuple(path for path in changes.added if path in now),
            changed=tuple(path for path in changes.changed if path in now),
            gone=tuple(path for path in changes.gone if path not in now),
        )
        return _take_in(scan, changes, catalog, read, progress)


def _take_in(
    scan: Scan, changes: Changes, catalog: "Catalog", read: Read, progress: Progress | None
) -> Refreshed:
    skipped = dict(scan.problems)
    problems: dict[str, Sequence[Problem]] = {}
    gone = list(changes.gone)
    entries = list(_read_all(changes, scan, read, problems, skipped, gone, progress))
    catalog.update(entries, gone, problems)
    return Refreshed(changes, skipped)


def _read_all(  # noqa: PLR0913, PLR0917 - the three collections are what the caller keeps
    changes: Changes,
    scan: Scan,
    read: Read,
    problems: dict[str, Sequence[Problem]],
    skipped: dict[str, Problem],
    gone: list[str],
    progress: Progress | None,
) -> Iterator[tuple[Entry, str]]:
    paths = (*changes.added, *changes.changed)
    for done, path in enumerate(paths, 1):
        try:
            entry, document = read(path)
        except NotFoundError as error:
            skipped[path] = unreadable(path, error.message, error.hint)
            gone.append(path)
            continue
        if document.problems:
            problems[path] = document.problems
        yield entry, scan.fingerprints[path]
        if progress:
            progress(done, len(paths))


def refresh_index(
    catalog: "Catalog", index: "SearchIndex", read: Read, progress: Progress | None = None
) -> bool:
    """Hand the index what the catalog learnt since it last looked; True if anything was written."""
    state = index.state()
    rebuild = state.catalog_uid != catalog.uid
    sequence = catalog.sequence()
    if not rebuild and state.sequence == sequence:
        return False
    changes = catalog.changes_since(0 if rebuild else state.sequence)
    kept = [change for change in changes if change.entry is not None]
    documents = _documents([change.path for change in kept], read, progress)
    gone = [change.path for change in changes if change.entry is None]
    index.update(documents, gone, IndexState(catalog.uid, sequence), rebuild=rebuild)
    return True


def _documents(
    paths: Sequence[str], read: Read, progress: Progress | None
) -> Iterator[tuple[Entry, Document]]:
    for done, path in enumerate(paths, 1):
        try:
            yield read(path)
        except NotFoundError:
            continue  # gone since the scan; the next refresh says so to the catalog
        if progress:
            progress(done, len(paths))
