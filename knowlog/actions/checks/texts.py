"""What stands in a file that should not: broken letters, conflicts, secrets."""

from collections.abc import Iterator

from knowlog.actions.checks.material import File
from knowlog.domain.conflicts import conflicts
from knowlog.domain.findings import Finding
from knowlog.domain.secrets import find_secrets


def mojibake(file: File) -> Iterator[Finding]:
    """Letters that were read in the wrong encoding, outside of code.

    The first line that has some stands for all of a file.
    """
    mended = file.log.mend(file.data)
    if mended == file.data:
        return
    lines = zip(file.data.split(b"\n"), mended.split(b"\n"), strict=True)
    changed = [(number, *pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1]]
    number, old, new = changed[0]
    shown, meant = _first_difference(old.decode(), new.decode())
    more = f" ({len(changed)} lines)" if len(changed) > 1 else ""
    message = f"{shown!r} was probably {meant!r} before it was saved in the wrong encoding{more}"
    why = "It is shown and searched for as it stands."
    hint = "knowlog doctor --fix mojibake shows the repair first."
    yield Finding(file.path, number, "mojibake", message, why, hint, "mojibake")


def conflict_markers(file: File) -> Iterator[Finding]:
    """Conflicts of git that nobody resolved, outside of code."""
    for line in conflicts(file.text):
        message = "a conflict of git begins here, and nobody resolved it"
        why = "Both versions and the marks between them are read, and published, as text."
        yield Finding(
            file.path, line, "conflict", message, why, "Keep what is right; take the marks out."
        )


def secrets(file: File) -> Iterator[Finding]:
    """Keys, tokens and passwords of the usual kinds about to be published."""
    for secret in sorted(find_secrets(file.text), key=lambda one: one.start):
        line = file.text.count("\n", 0, secret.start) + 1
        message = f"this looks like {secret.kind}: {secret.shown}"
        why = "Whoever reads the site, or a clone of the log, can use it."
        hint = "Revoke it where it was issued, then take it out: old versions keep it."
        yield Finding(file.path, line, "secret", message, why, hint, severity=file.severity)


def _first_difference(old: str, new: str) -> tuple[str, str]:
    """The words around the first place where two lines differ."""
    pairs = zip(old.split(), new.split(), strict=False)
    return next(((before, after) for before, after in pairs if before != after), (old, new))
