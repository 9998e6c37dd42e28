"""Look at every file for what is wrong with it, and mend what can be mended without a doubt."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.dates import unreadable_dates
from knowlog.domain.describe import fields_of
from knowlog.domain.document import Document, Problem
from knowlog.domain.encoding import in_utf8
from knowlog.domain.findings import Finding
from knowlog.domain.ports import EntryStore
from knowlog.errors import NotFoundError

Mend = Callable[[bytes], bytes]
Check = Callable[[Document, bytes], Iterable[Finding]]

_WHY = {
    "encoding": "Other programs refuse the file or show other letters.",
    "invalid-yaml": "Other programs refuse the file; here its keys are read one by one.",
    "invalid-toml": "Other programs refuse the file; here its keys are read one by one.",
    "duplicate-key": "Only the last value counts; programs disagree, and the others are lost.",
    "invalid-date": "The entry sorts as if it had no date.",
    "invalid-value": "The value is taken as text.",
    "open-header": "Everything is taken for the body: title, tags and date are lost.",
    "header-too-long": "It is not read: title, tags and date are lost.",
    "nul-byte": "Editors and search tools take the file for a binary one.",
}


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that a person only has to agree to.

    Attributes:
        name: For ``doctor --fix NAME``.
        what: What it does, for the help.
        repair: A file to the same file repaired; the same bytes when there is nothing to do.
    """

    name: str
    what: str
    repair: Callable[[bytes], bytes]


def checks(mend: Mend) -> tuple[Check, ...]:
    """Every check of a single file.

    Args:
        mend: Sets text right that was read in the wrong encoding.
    """
    return (oddities, dates, lambda document, data: mojibake(document, data, mend))


def fixes(mend: Mend) -> tuple[Fix, ...]:
    """Every repair; argument as `checks`."""
    return (
        Fix("encoding", "save the file as UTF-8", in_utf8),
        Fix("mojibake", "set letters right that were read in the wrong encoding", mend),
    )


def examine(store: EntryStore, paths: Iterable[str], checks: Iterable[Check]) -> Iterator[Finding]:
    """Run all checks on all files; one that cannot be read is skipped."""
    for path in paths:
        try:
            document, data = store.read(path), store.read_bytes(path)
        except NotFoundError:
            continue
        for check in checks:
            yield from check(document, data)


def repair(store: EntryStore, paths: Iterable[str], fix: Fix) -> ChangeSet:
    """The changes that a fix would make, to be shown before they are applied."""
    before = {path: store.read_bytes(path) for path in paths}
    changes = [FileChange(path, data, fix.repair(data)) for path, data in before.items()]
    command = f"doctor --fix {fix.name}"
    return ChangeSet(command, tuple(one for one in changes if one.before != one.after))


def oddities(document: Document, data: bytes) -> Iterator[Finding]:
    """What the reader of the file found odd."""
    del data
    for problem in document.problems:
        yield as_finding(document.path, problem)


def as_finding(path: str, problem: Problem) -> Finding:
    """A problem with the reason why it matters."""
    why = _WHY.get(problem.kind, "")
    fix = problem.kind if problem.kind == "encoding" else ""
    return Finding(path, problem.line, problem.kind, problem.message, why, problem.hint, fix)


def dates(document: Document, data: bytes) -> Iterator[Finding]:
    """Dates that no form of a date explains."""
    told = {problem.line for problem in document.problems if problem.kind == "invalid-date"}
    fields = fields_of(document)
    for key in unreadable_dates(fields):
        line = _line_of_key(data, key)
        if line not in told:
            message = f"{key}: {fields[key]!r} is not a date."
            why, hint = _WHY["invalid-date"], "Write it as 2024-05-31 or 2024-05-31 14:00 +0200."
            yield Finding(document.path, line, "invalid-date", message, why, hint)


def mojibake(document: Document, data: bytes, mend: Mend) -> Iterator[Finding]:
    """Text that was once read in the wrong encoding; the first such line stands for all."""
    mended = mend(data)
    if mended == data:
        return
    lines = zip(data.split(b"\n"), mended.split(b"\n"), strict=True)
    changed = [(number, *pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1]]
    number, old, new = changed[0]
    shown, meant = _first_difference(old.decode(), new.decode())
    more = f" ({len(changed)} lines)" if len(changed) > 1 else ""
    message = f"{shown!r} was probably {meant!r} before it was saved in the wrong encoding{more}."
    why = "It is shown and searched for as it stands."
    hint = "knowlog doctor --fix mojibake shows the repair first."
    yield Finding(document.path, number, "mojibake", message, why, hint, "mojibake")


def twins(paths: Iterable[str]) -> Iterator[Finding]:
    """Files whose names differ only in case or in how their accents are encoded."""
    first: dict[str, str] = {}
    for path in sorted(paths):
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
        other = first.setdefault(key, path)
        if other != path:
            message = f"Its name differs from {other} only in case or in the form of its accents."
            why = "On macOS and Windows only one of them survives a copy or a clone."
            yield Finding(path, 1, "twin-names", message, why, "Rename one of them: knowlog mv.")


def _line_of_key(data: bytes, key: str) -> int:
    pattern = rb"(?mi)^[ \t\"']*" + re.escape(key.encode()) + rb"[\"']?[ \t]*[:=]"
    found = re.search(pattern, data)
    return 1 + data.count(b"\n", 0, found.start()) if found else 1


def _first_difference(old: str, new: str) -> tuple[str, str]:
    """The words around the first place where two lines differ."""
    pairs = zip(old.split(), new.split(), strict=False)
    return next(((before, after) for before, after in pairs if before != after), (old, new))
