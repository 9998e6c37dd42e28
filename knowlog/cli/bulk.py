"""Show, ask and carry out a change of files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import unified_diff
from types import MappingProxyType

from knowlog.cli.output import Output
from knowlog.cli.records import visible
from knowlog.cli.session import Session
from knowlog.domain.changes import ChangeSet, Content, Elsewhere, FileChange, Refusal
from knowlog.domain.text import counted
from knowlog.errors import ConflictError, LockedError
from knowlog.workspace import Workspace

TRIES = 3
"""How often a change is made anew while other programs keep changing other files."""

SHOWN = 10
"""How many files that stay as they are get a line; ``--json`` names them all."""


def carry_out(  # noqa: PLR0913 - what to do, and the options that every bulk command has
    session: Session,
    workspace: Workspace,
    changes: ChangeSet,
    *,
    dry_run: bool,
    yes: bool,
    json: bool = False,
    refused: Sequence[Refusal] = (),
    again: Callable[[], ChangeSet] | None = None,
    more: Mapping[str, object] = MappingProxyType({}),
) -> bool:
    """Apply a change set, or print its diff on a dry run; True if something was written.

    Args:
        session: Where to print and to ask.
        workspace: The log.
        changes: What to write.
        dry_run: Print the difference and write nothing.
        yes: Do not ask.
        json: Print one document instead of lines; ``docs/reference/json.md`` says which.
        refused: Files that should have changed as well and cannot.
        again: Makes the change set anew, if it was made from every entry of the log: one of them
            may change while a question is open, and then it must come out the same.
        more: What else the document says.
    """
    output = session.output
    _tell(output, refused)
    whole, changes = changes, shown(changes)
    written = bool(changes.files) and not dry_run and agreed(output, "Change", changes, yes=yes)
    if written:
        _apply(workspace, whole, again)
    if json:
        output.json({**record(changes, refused, dry_run=dry_run, written=written), **more})
    elif dry_run:
        for line in diffs(changes):
            output.line(line)
    elif written:
        old, _ = _renamed(changes) or (None, None)
        for change in changes.files:
            if change is not old:
                output.line(workspace.shown(change.path))
    if not (changes.files or refused):
        output.note("Nothing to change.")
    return written


def shown(changes: ChangeSet) -> ChangeSet:
    """A change set without the files that mean nothing to people."""
    paths = frozenset(visible(one.path for one in changes.files))
    return replace(changes, files=tuple(one for one in changes.files if one.path in paths))


def _apply(workspace: Workspace, changes: ChangeSet, again: Callable[[], ChangeSet] | None) -> None:
    """Write; raises ConflictError when the log has changed so that it would not be right."""
    for left in reversed(range(TRIES)):
        try:
            workspace.store.apply(changes, whole=again is not None)
        except ConflictError as error:
            if isinstance(error, LockedError) or again is None or not left or again() != changes:
                raise
        else:
            return


def agreed(output: Output, verb: str, changes: ChangeSet, *, yes: bool) -> bool:
    """Ask whether to change these files; say that nothing was changed where they are not to be."""
    agreed = output.confirm(f"{verb} {counted(len(changes.files), 'file')}?", yes=yes)
    if not agreed:
        output.note("Nothing was changed.")
    return agreed


def _tell(output: Output, refused: Sequence[Refusal]) -> None:
    """Say which files stay as they are, and why; how many, however many they are."""
    if refused:
        count = len(refused)
        output.note(
            "One file stays as it is:" if count == 1 else f"{count} files stay as they are:"
        )
        for one in refused[:SHOWN]:
            output.note(f"  {one.reason}")
        if count > SHOWN:
            output.note(f"  and {count - SHOWN} more, which --json names")


def record(
    changes: ChangeSet, refused: Sequence[Refusal] = (), *, dry_run: bool, written: bool
) -> dict[str, object]:
    """A bulk change as JSON; arguments as for `carry_out`."""
    document: dict[str, object] = {
        "command": changes.command,
        "written": written,
        "files": [change.path for change in changes.files],
        "refused": [{"path": one.path, "reason": one.reason} for one in refused],
    }
    if dry_run:
        document["diff"] = list(diffs(changes))
    return document


def diffs(changes: ChangeSet) -> Iterator[str]:
    """The changes as unified diffs; one file that goes while another comes was renamed."""
    old, new = _renamed(changes) or (None, None)
    if old is None or new is None:
        for change in changes.files:
            yield from diff(change)
        return
    yield f"rename from {old.path}"
    yield f"rename to {new.path}"
    yield from diff(FileChange(old.path, old.before, new.after), new.path)
    for change in changes.files:
        if change not in (old, new):
            yield from diff(change)


def _renamed(changes: ChangeSet) -> tuple[FileChange, FileChange] | None:
    """The one file that goes and the one that comes in its place, if that is what happens."""
    gone = [one for one in changes.files if one.after is None]
    come = [one for one in changes.files if one.before is None]
    return (gone[0], come[0]) if len(gone) == len(come) == 1 else None


def diff(change: FileChange, new_path: str = "") -> list[str]:
    """The change as a unified diff, its lines without their ends."""
    old = f"a/{change.path}" if change.before is not None else "/dev/null"
    new = f"b/{new_path or change.path}" if change.after is not None else "/dev/null"
    before, after = (_lines(content) for content in (change.before, change.after))
    if before is None or after is None:
        return [f"Binary files {old} and {new} differ"]
    return list(unified_diff(before, after, old, new, lineterm=""))


def _lines(content: Content | None) -> list[str] | None:
    """The lines of a text; None for what is none."""
    if isinstance(content, Elsewhere) or (content and b"\0" in content):
        return None
    return (content or b"").decode("utf-8", "backslashreplace").splitlines()
