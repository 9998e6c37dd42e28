"""Read the whole log for another program."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.errors import NotFoundError
from knowlog.workspace.core import Workspace

if TYPE_CHECKING:
    from knowlog.exporters.jekyll.source import Item, LogSource


def log_source(workspace: Workspace, kind: str, without: tuple[str, ...] = ()) -> "LogSource":
    """The whole log, read.

    Args:
        workspace: The log.
        kind: Which program it goes to.
        without: Folders, with a slash behind, whose files nobody means.
    """
    from knowlog.exporters.jekyll.source import LogSource
    from knowlog.storage import importrecord as memories
    from knowlog.storage.contents import read_file
    from knowlog.workspace.linking import linked_log

    linked = linked_log(workspace)
    files = [path for path in linked.files if not path.startswith(without)]
    linked = replace(linked, files=files)
    others = frozenset(path for path in files if not _is_private(path))
    remembered = memories.read(read_file(workspace.root / memories.PATH))
    origins = {
        path: one
        for memory in remembered
        if memory.kind == kind
        for path, one in memory.files.items()
    }
    return LogSource(
        root=workspace.root,
        home=workspace.home,
        items=tuple(_items(workspace)),
        names=linked.names,
        zone=workspace.zone,
        settings=workspace.settings.values,
        origins=origins,
        is_file=others.__contains__,
    )


def _items(workspace: Workspace) -> "list[Item]":
    from knowlog.exporters.jekyll.source import Item

    found = []
    for entry in workspace.entries():
        try:
            _, document = workspace.read(entry.path)
            found.append(Item(entry, document, workspace.store.read_bytes(entry.path)))
        except NotFoundError:
            continue  # gone in this moment
    return found


def _is_private(path: str) -> bool:
    """Whether a file is none that an entry may show: hidden, settings, or a text."""
    from knowlog.storage.scan import EXTENSIONS

    hidden = any(part.startswith(".") for part in path.split("/"))
    return hidden or path.lower().endswith((*EXTENSIONS, ".toml"))


def inside(workspace: Workspace, folder: Path) -> tuple[str, ...]:
    """The folders in the log that exports have written, this one included."""
    out = [folder, workspace.root / workspace.settings.text("site.out")]
    resolved = (one.resolve() for one in out)
    root = workspace.root.resolve()
    return tuple(
        f"{one.relative_to(root).as_posix()}/"
        for one in resolved
        if one.is_relative_to(root) and one != root
    )
