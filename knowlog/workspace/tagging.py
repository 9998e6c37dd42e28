"""Tags of many entries at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowlog.actions import retag as action
from knowlog.actions.retag import Retagged
from knowlog.domain.entry import Entry
from knowlog.storage.frontmatter.renaming import rename_tags
from knowlog.storage.frontmatter.tagging import edit_tags
from knowlog.workspace.core import Workspace
from knowlog.workspace.linking import follow_headings, parser


def retag(
    workspace: Workspace,
    entries: Sequence[Entry],
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    where: str = "",
) -> Retagged:
    """What it takes to add tags to entries or to take them off.

    Args:
        workspace: The log.
        entries: Which.
        add: Tags to add.
        remove: Tags to take off.
        where: The query that found the entries, if one did.
    """
    subject = f"--where {where!r}" if where else ""
    read = parser(workspace)
    return action.retag(
        workspace.store, entries, edit_tags, read, add=add, remove=remove, subject=subject
    )


def rename(
    workspace: Workspace, entries: Sequence[Entry], names: Mapping[str, str], command: str
) -> Retagged:
    """What it takes to give tags, and those below them, other names in these entries.

    Raises:
        UsageError: A new name cannot stand where the old one stands.
    """
    read = parser(workspace)
    done = action.rename(workspace.store, entries, rename_tags, read, names, command)
    return replace(done, changes=follow_headings(workspace, done.changes))
