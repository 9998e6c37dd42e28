"""Add and remove tags in the front matter, each file in its own style."""

from collections.abc import Callable, Sequence

from knowlog.actions.write import rewrite
from knowlog.domain.changes import ChangeSet
from knowlog.domain.entry import Entry
from knowlog.domain.ports import EntryStore

EditTags = Callable[..., bytes]
"""``edit_tags(data, add=..., remove=...)`` of the front matter."""


def retag(
    store: EntryStore,
    entries: Sequence[Entry],
    edit_tags: EditTags,
    *,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
) -> ChangeSet:
    """The change that gives these entries those tags; nothing is written yet."""

    def change(data: bytes, entry: Entry) -> bytes:
        return edit_tags(data, add=tuple(add), remove=tuple(remove), path=entry.path)

    verb = "add" if add else "rm"
    subject = entries[0].id if len(entries) == 1 else f"{len(entries)} entries"
    return rewrite(store, entries, change, f"tag {verb} {subject} {' '.join([*add, *remove])}")
