"""Write the log as another program has it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.errors import NotFoundError, UsageError
from knowlog.workspace.core import Workspace

if TYPE_CHECKING:
    from knowlog.exporters.jekyll.source import Exported, Item, LogSource
    from knowlog.exporters.site.report import BuildReport


def leave(workspace: Workspace, kind: str, out: Path | None = None) -> "tuple[Path, BuildReport]":
    """Write the whole log into a folder of another program.

    Args:
        workspace: The log.
        kind: Which program: ``jekyll``.
        out: The folder; one of this name in the log if None.

    Returns:
        The folder, and what was written to it.

    Raises:
        ConflictError: The folder holds something that no export of ours put there.
        UsageError: The folder would be among the entries of the log.
    """
    from knowlog.exporters.jekyll.export import export_jekyll
    from knowlog.exporters.site.output import open_output
    from knowlog.exporters.site.report import BuildReport

    folder = out or workspace.root / kind
    _check(workspace, folder)
    output = open_output(folder, {})
    exported = export_jekyll(log_source(workspace, kind, without=_inside(workspace, folder)))
    staging = output.start()
    digests = {file: staging.write(file, data) for file, data in exported.texts.items()}
    for file, path in _copies(exported).items():
        digests[file] = staging.copy(file, workspace.root / path)
    return folder, BuildReport(output.finish(staging, digests), exported.problems)


def log_source(workspace: Workspace, kind: str, without: tuple[str, ...] = ()) -> "LogSource":
    """The whole log, read.

    Args:
        workspace: The log.
        kind: Which program it goes to.
        without: Folders, with a slash behind, whose files nobody means.
    """
    from knowlog.exporters.jekyll.source import LogSource
    from knowlog.storage import memory as memories
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


def _copies(exported: "Exported") -> dict[str, str]:
    return {file: path for file, path in exported.copies.items() if file not in exported.texts}


def _is_private(path: str) -> bool:
    """Whether a file is none that an entry may show: hidden, settings, or a text."""
    from knowlog.storage.scan import EXTENSIONS

    hidden = any(part.startswith(".") for part in path.split("/"))
    return hidden or path.lower().endswith((*EXTENSIONS, ".toml"))


def _inside(workspace: Workspace, folder: Path) -> tuple[str, ...]:
    """The folders in the log that exports have written, this one included."""
    out = [folder, workspace.root / workspace.settings.text("site.out")]
    resolved = (one.resolve() for one in out)
    root = workspace.root.resolve()
    return tuple(
        f"{one.relative_to(root).as_posix()}/"
        for one in resolved
        if one.is_relative_to(root) and one != root
    )


def _check(workspace: Workspace, folder: Path) -> None:
    walked = (workspace.root / one for one in workspace.store.layout.folders)
    if any(folder.resolve().is_relative_to(place.resolve()) for place in walked):
        msg = f"{folder} is among the entries of the log"
        raise UsageError(msg, "Name a folder outside of them: --out ../blog")
