"""The links of a log, for whoever asks what leads where."""

from dataclasses import replace
from typing import TYPE_CHECKING

from knowlog.actions.linking import LinkedLog
from knowlog.actions.move import Moved, Mover
from knowlog.actions.reroute import Draft, Rerouter
from knowlog.actions.retitle import Parse
from knowlog.domain.changes import ChangeSet, FileChange
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.moving import is_path, path_at
from knowlog.errors import UsageError
from knowlog.exporters.site.model import RESERVED
from knowlog.storage.attachments import other_files
from knowlog.storage.reading import body
from knowlog.workspace.core import Workspace
from knowlog.workspace.notes import notes_of

if TYPE_CHECKING:
    from knowlog.actions.rehead import Reheaded
    from knowlog.actions.surroundings import Surroundings


def linked_log(workspace: Workspace) -> LinkedLog:
    """The log as the files say now, with all that its links ask of it.

    Its ``graph`` says where each link leads. ``graph.broken`` lists what leads nowhere: each edge
    has the path and line of the file that holds the link, the link as it is written, and its
    ``fault``; ``graph.near(edge)`` names what may have been meant. Links to the web are not looked
    at. See `knowlog.domain.graph.Graph`.
    """
    entries = workspace.entries()
    notes = notes_of(workspace.store, workspace.catalog, workspace.cache, workspace.tell)
    liquid = workspace.store.layout.kind == "jekyll"
    files, folders = other_files(str(workspace.root), {entry.path for entry in entries})
    pattern = workspace.settings.text("site.permalink")
    return LinkedLog(entries, notes, files, folders, pattern, RESERVED, liquid)


def surroundings_of(workspace: Workspace, entry: Entry) -> "tuple[LinkedLog, Surroundings]":
    """The log, and where an entry of it leads, what leads to it, and what only names it."""
    from knowlog.actions.surroundings import surroundings

    log = linked_log(workspace)
    return log, surroundings(entry, log, workspace.store)


def orphans(workspace: Workspace) -> list[Entry]:
    """The entries that no other entry links to, newest first; pages stand in the menu anyway."""
    log = linked_log(workspace)
    lonely = set(log.graph.orphans)
    return [entry for entry in log.entries if entry.path in lonely and not entry.is_page]


def move(workspace: Workspace, entry: Entry, wanted: str, *, redirect: bool) -> Moved:
    """What it would change to give an entry another title, or another path.

    Args:
        workspace: The log.
        entry: Which.
        wanted: A title; or a path from the log's root, which ends in ``.md`` or, for a folder
            that the file shall move to, in ``/``.
        redirect: Let the old address on the site lead to the new one.

    Raises:
        UsageError: The title is empty, or the path leads to where there are no entries.
        ConflictError: Another file has that name.
        KnowlogError: The front matter cannot be changed.
    """
    from knowlog.storage.frontmatter.editing import edit

    mover = Mover(linked_log(workspace), workspace.store, edit, parser(workspace))
    if not is_path(wanted):
        moved = mover.retitle(entry, wanted, redirect=redirect)
        return _remembered(workspace, moved, entry.path, " ".join(wanted.split()))
    path = path_at(entry.path, _inside(workspace, wanted))
    layout = workspace.store.layout
    if not layout.holds(path):
        where = " or ".join(f"{folder}/" for folder in layout.folders)
        raise UsageError(f"a file at {path} would be no entry", f"Entries are under {where}.")
    return _remembered(workspace, mover.relocate(entry, path, redirect=redirect), entry.path)


def _remembered(workspace: Workspace, moved: Moved, path: str, title: str = "") -> Moved:
    """The move with what is remembered of imports, which follows it."""
    from knowlog.actions.follow import followed
    from knowlog.storage import importrecord as memories
    from knowlog.storage.contents import read_file

    data = read_file(workspace.root / memories.PATH)
    known = memories.read(data)
    after = [followed(one, moved, path, title) for one in known]
    if after == known:
        return moved
    change = FileChange(memories.PATH, data, memories.write(after))
    files = (*moved.changes.files, change)
    return replace(moved, changes=replace(moved.changes, files=files))


def change_heading(workspace: Workspace, entry: Entry, heading: str, words: str) -> "Reheaded":
    """What it would change to give a heading of an entry other words.

    Args:
        workspace: The log.
        entry: Which has it.
        heading: Its words or its anchor.
        words: What it shall say.

    Raises:
        UsageError: There are no words.
        NotFoundError: The entry has no such heading.
        KnowlogError: The heading cannot say that.
    """
    from knowlog.actions.rehead import rehead

    log = linked_log(workspace)
    return rehead(entry, heading, words, log, workspace.store, parser(workspace))


def _inside(workspace: Workspace, wanted: str) -> str:
    """A path from the root of the log, whether it was given so or as the system names it."""
    for root in (workspace.root, workspace.root.resolve()):
        if wanted.startswith(f"{root}/"):
            return wanted.removeprefix(f"{root}/")
    return wanted


def follow_headings(workspace: Workspace, changes: ChangeSet) -> ChangeSet:
    """A change of texts with the links that must follow headings whose words it changes."""
    drafts = {
        one.path: Draft(one.path, one.before, one.after)
        for one in changes.files
        if isinstance(one.before, bytes) and isinstance(one.after, bytes)
    }
    parse = parser(workspace)
    rerouter = Rerouter(LinkedLog((), {}), workspace.store, parse)
    texts = (one for one in drafts.values() if body(one.before) != body(one.after))
    if not any(map(rerouter.renamed_headings, texts)):
        return changes
    rerouter.log = linked_log(workspace)
    return replace(changes, files=tuple(rerouter.with_links(drafts)))


def parser(workspace: Workspace) -> Parse:
    """Says what bytes would be as an entry of the log."""

    def parse(data: bytes, path: str) -> tuple[Entry, Document]:
        document = workspace.store.parse(data, path)
        return describe(document, workspace.zone), document

    return parse
