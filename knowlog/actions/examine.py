"""Look at every file for what is wrong with it, and mend what can be mended without a doubt."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from knowlog.actions.checks.material import File, Kept, Log
from knowlog.actions.checks.orphans import named_files
from knowlog.actions.checks.table import CHECKS, Check
from knowlog.actions.refresh import Progress
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.document import Document, Problem, unreadable
from knowlog.domain.entry import Entry
from knowlog.domain.findings import Finding
from knowlog.domain.splicing import text_before
from knowlog.errors import NotFoundError

Describe = Callable[[Document], Entry]
"""Says what a file is."""

SHORTEST_COPY = 80
"""Characters of a body from which on the same words are no chance."""


def examine(
    log: Log,
    paths: Sequence[str],
    describe: Describe,
    checks: Sequence[Check] = CHECKS,
    progress: Progress | None = None,
) -> list[Finding]:
    """Run checks on all files, each read once; one that cannot be read is told and skipped.

    Args:
        log: Is filled with what is kept of each file.
        paths: Which files.
        describe: Says what a file is.
        checks: Which checks.
        progress: Told how many files are read, of how many.

    Returns:
        What was found: by check in their order, then by path and line.
    """
    found: list[Finding] = []
    lost: dict[str, Problem] = {}
    for done, path in enumerate(paths, 1):
        if progress:
            progress(done, len(paths))
        try:
            data = log.store.read_bytes(path)
        except NotFoundError as error:
            lost[path] = unreadable(path, error.message, error.hint)
            continue
        document = log.store.parse(data, path)
        file = File(path, data, document, describe(document), log)
        log.kept[path] = _kept(file)
        for check in checks:
            if check.of_file:
                found += _stamped(check, check.of_file(file))
    log.skipped = {**log.skipped, **lost}
    for check in checks:
        if check.of_log:
            found += _stamped(check, check.of_log(log))
    order = {check.name: number for number, check in enumerate(checks)}
    return sorted(found, key=lambda one: (order[one.check], one.path, one.line))


def _kept(file: File) -> Kept:
    words = " ".join(file.document.body.split())
    digest = sha256(words.encode("utf-8", "replace")).digest()
    return Kept(
        entry=file.entry,
        body=digest if len(words) >= SHORTEST_COPY else b"",
        note=file.log.note_of(file.document, text_before(file.data, file.document.body)),
        named=named_files(file.data),
    )


def _stamped(check: Check, findings: Iterable[Finding]) -> Iterator[Finding]:
    return (replace(finding, check=check.name) for finding in findings)


def repair(log: Log, found: Iterable[Finding], names: Collection[str], command: str) -> ChangeSet:
    """The changes that fixes would make, to be shown before they are applied.

    Args:
        log: As `examine` filled it.
        found: What was found.
        names: The fixes that are wanted.
        command: What the user did, in words.
    """
    fixes = [(check.name, check.fix.repair) for check in CHECKS if check.fix and check.fix.repair]
    wanted = [(name, mend) for name, mend in fixes if name in names]
    paths = sorted({one.path for one in found if one.fix in dict(wanted)})
    files = []
    for path in paths:
        before = after = log.store.read_bytes(path)
        for _, mend in wanted:
            after = mend(log, path, after)
        if after != before:
            files.append(FileChange(path, before, after))
    return ChangeSet(command, tuple(files))


class Rows(Protocol):
    """The part of a catalog that can be compared with files."""

    def fingerprints(self) -> Mapping[str, str]:
        """Path to fingerprint, as of the last update."""
        ...

    def entries(self) -> Sequence[Entry]:
        """Every entry and page."""
        ...


def outdated(catalog: Rows, kept: Mapping[str, Kept], fingerprints: Mapping[str, str]) -> list[str]:
    """What the catalog holds of files that have not changed, and that they do not say.

    Args:
        catalog: As it is, not brought up to date.
        kept: What was read just now.
        fingerprints: Of the files that were read.
    """
    known = catalog.fingerprints()
    return [
        f"it says of {entry.path} what the file does not say"
        for entry in catalog.entries()
        if known.get(entry.path) == fingerprints.get(entry.path)
        and entry.path in kept
        and kept[entry.path].entry != entry
    ]
