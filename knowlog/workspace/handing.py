"""Hand the log out to other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.errors import UsageError
from knowlog.settings.places import SETTINGS_FILE
from knowlog.workspace.core import Workspace

_MADE = ("obsidian", "jekyll")
"""Folders of a log that exports go to when no other is named."""

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowlog.domain.document import Problem
    from knowlog.domain.exports import Handed, Outgoing
    from knowlog.exporters.site.report import BuildReport


def export_jekyll(
    workspace: Workspace, out: Path | None = None
) -> "tuple[Path, BuildReport, tuple[str, ...]]":
    """Write the log as a Jekyll blog; arguments and answer as for `export_obsidian`."""
    from knowlog.domain.exports import Outgoing
    from knowlog.exporters.jekyll.export import export_jekyll
    from knowlog.workspace.leaving import inside, log_source

    folder = out or workspace.root / "jekyll"
    _check_place(workspace, folder)
    exported = export_jekyll(log_source(workspace, "jekyll", without=inside(workspace, folder)))
    going = [Outgoing(file, file, data) for file, data in exported.texts.items()]
    going += [
        Outgoing(path, file) for file, path in exported.copies.items() if file not in exported.texts
    ]
    return _handed_out(workspace, "jekyll", folder, going, exported.problems)


def export_obsidian(
    workspace: Workspace, out: Path | None = None
) -> "tuple[Path, BuildReport, tuple[str, ...]]":
    """Write the log as a vault.

    Args:
        workspace: The log.
        out: The folder of the vault; ``obsidian`` in the log if None.

    Returns:
        The folder, what was written and is not as it was in the log, and the paths of files there
        that somebody else changed, which are left alone.

    Raises:
        UsageError: The folder lies where the log keeps its entries.
        KnowlogError: It holds something else, or the disk refused.
    """
    from knowlog.exporters.obsidian import VaultSource, vault_files
    from knowlog.workspace.linking import linked_log

    folder = out or workspace.root / "obsidian"
    _check_place(workspace, folder)
    log = linked_log(workspace)
    made = tuple(f"{name.strip('/')}/" for name in (workspace.settings.text("site.out"), *_MADE))
    files = [path for path in log.files if path != SETTINGS_FILE and not path.startswith(made)]
    read = workspace.store.read_bytes
    going = vault_files(VaultSource(workspace.home, log.entries, files, read, log.names))
    return _handed_out(workspace, "obsidian", folder, going, {})


def _handed_out(
    workspace: Workspace,
    kind: str,
    folder: Path,
    going: "list[Outgoing]",
    said: "Mapping[str, tuple[Problem, ...]]",
) -> "tuple[Path, BuildReport, tuple[str, ...]]":
    from knowlog.exporters.folder import hand_out
    from knowlog.exporters.site.report import BuildReport, Written

    handed = hand_out(kind, folder, going, workspace.store.read_bytes)
    written = Written(handed.written, handed.unchanged, handed.removed)
    return folder, BuildReport(written, _problems(going, handed, said)), handed.kept


def _problems(
    going: "list[Outgoing]", handed: "Handed", said: "Mapping[str, tuple[Problem, ...]]"
) -> "dict[str, tuple[Problem, ...]]":
    from knowlog.domain.document import Problem

    found = {**said} | {
        one.source: tuple(Problem(said.line or 1, said.kind, said.message) for said in one.remarks)
        for one in going
        if one.remarks
    }
    sources = {one.path: one.source for one in going}
    for path in handed.kept:
        source = sources.get(path, path)
        kept = Problem(1, "kept", f"{path} was changed there by somebody else, so it is left alone")
        found[source] = (*found.get(source, ()), kept)
    return found


def _check_place(workspace: Workspace, out: Path) -> None:
    place = out.resolve()
    walked = [(workspace.root / folder).resolve() for folder in workspace.store.layout.folders]
    if workspace.root.is_relative_to(place) or any(place.is_relative_to(one) for one in walked):
        msg = f"{out} is where the log keeps its entries"
        raise UsageError(msg, "Name a folder outside of them: --out DIR")
