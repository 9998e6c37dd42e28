"""Show, ask and carry out a change of files."""

from difflib import unified_diff

from knowlog.cli.session import Session
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.workspace import Workspace


def carry_out(
    session: Session, workspace: Workspace, changes: ChangeSet, *, dry_run: bool, yes: bool
) -> bool:
    """Apply a change set, or print its diff on a dry run; True if something was written."""
    output = session.output
    if not changes.files:
        output.note("Nothing to change.")
        return False
    if dry_run:
        for change in changes.files:
            for line in diff(change):
                output.line(line)
        return False
    count = len(changes.files)
    if not output.confirm(f"Change {count} file{'s' if count > 1 else ''}?", yes=yes):
        output.note("Nothing was changed.")
        return False
    workspace.store.apply(changes)
    for change in changes.files:
        output.line(workspace.shown(change.path))
    return True


def diff(change: FileChange) -> list[str]:
    """The change as a unified diff, its lines without their ends."""
    before, after = (
        (data or b"").decode("utf-8", "backslashreplace").splitlines()
        for data in (change.before, change.after)
    )
    old = f"a/{change.path}" if change.before is not None else "/dev/null"
    new = f"b/{change.path}" if change.after is not None else "/dev/null"
    return list(unified_diff(before, after, old, new, lineterm=""))
