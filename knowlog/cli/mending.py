"""Show what doctor would mend, ask, and mend it; and what it knows, for a shell that asks."""

from knowlog.cli import bulk
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.domain.changes import ChangeSet
from knowlog.domain.text import counted
from knowlog.workspace import Workspace, examine
from knowlog.workspace.examine import Examination


def mend(  # noqa: PLR0913 - what was found, and the options that every bulk command has
    session: Session,
    workspace: Workspace,
    found: Examination,
    name: str,
    *,
    dry_run: bool,
    yes: bool,
    json: bool,
) -> dict[str, object]:
    """Mend what can be mended, once a person has seen it and agreed.

    Args:
        session: Where to show and to ask.
        workspace: The log.
        found: What was found.
        name: Of the only fix that is wanted; empty for all of them.
        dry_run: Show and mend nothing.
        yes: Do not ask.
        json: Show nothing.

    Returns:
        What was done, for JSON.
    """
    output = session.output
    changes = examine.repairs(found, name)
    rebuilding = examine.needs_rebuilding(found, name)
    if not (changes.files or rebuilding):
        output.note("Nothing that was found can be mended by itself.")
    if changes.files and not (json or (yes and not dry_run)):
        _show(output, changes)
    written = bool(changes.files) and not dry_run and bulk.agreed(output, "Mend", changes, yes=yes)
    if written:
        workspace.store.apply(changes)
        files = counted(len(changes.files), "file")
        output.note(f"Mended {files}; `knowlog undo` takes it back.")
    if rebuilding:
        _rebuild(output, workspace, dry_run=dry_run)
    done = bulk.record(changes, dry_run=dry_run, written=written)
    return {**done, "rebuilt": rebuilding and not dry_run}


def _show(output: Output, changes: ChangeSet) -> None:
    for change in changes.files:
        for line in bulk.diff(change):
            output.line(line)


def _rebuild(output: Output, workspace: Workspace, *, dry_run: bool) -> None:
    if dry_run:
        output.note("The catalog and the index would be built anew.")
        return
    examine.build_anew(workspace)
    output.note("The catalog and the index are built anew.")


def checks(incomplete: str) -> list[tuple[str, str]]:
    """The checks of doctor that start as typed, with what they look for."""
    return [(one.name, one.about) for one in examine.checks() if one.name.startswith(incomplete)]


def fixes(incomplete: str) -> list[tuple[str, str]]:
    """The checks of doctor that have a fix, with what that does."""
    found = (one for one in examine.checks() if one.fix and one.name.startswith(incomplete))
    return [(one.name, one.fix.what if one.fix else "") for one in found]
