"""Bring a folder of another program into the log."""

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.actions import about, bring_in, init
from knowlog.actions.configure import with_values
from knowlog.actions.follow import as_moved, found_again, is_entry
from knowlog.domain.changes import ChangeSet, Elsewhere, FileChange
from knowlog.domain.describe import describe
from knowlog.domain.imports import Destination, Habits, Intake, Memory, State, Taken
from knowlog.domain.permalinks import permalink, place_of
from knowlog.errors import NotFoundError, UsageError
from knowlog.exporters.site.model import FILES, FOLDERS
from knowlog.importers.source import Source
from knowlog.settings.files import from_file
from knowlog.settings.load import combine, from_environment
from knowlog.settings.model import Layer
from knowlog.settings.places import SETTINGS_FILE
from knowlog.storage import importrecord as memories
from knowlog.storage.contents import read_file
from knowlog.storage.digests import digest_file
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.paths import OutsideError, resolve
from knowlog.storage.scan import EXTENSIONS
from knowlog.workspace.core import Workspace
from knowlog.workspace.examine import check_encoding
from knowlog.workspace.linking import parser
from knowlog.workspace.opening import settings_of

if TYPE_CHECKING:
    from knowlog.domain.ports import Importer

_STUBS = (init.ABOUT.encode(), about.ABOUT)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that is decided; nothing is written yet.

    Attributes:
        command: What the user asked for, in words.
        plan: What becomes of each file.
        settings: The settings that it makes.
        kept_settings: Those that the source has too and that stay what they are in the log.
        memory: What was remembered of the source before.
        config: The log's settings file before, or None.
        remembered: The file of all that is remembered, before, or None.
        name: The folder of the log, for a new settings file.
    """

    command: str
    plan: bring_in.Plan
    settings: Mapping[str, object]
    kept_settings: Mapping[str, object]
    memory: Memory
    config: bytes | None
    remembered: bytes | None
    name: str

    @property
    def is_new(self) -> bool:
        """Whether there is anything that only adds to the log."""
        return bool(self.plan.of(State.NEW) or self.settings)

    def changes(self, *, replace: bool) -> ChangeSet:
        """The change of everything that is to be written.

        Args:
            replace: Whether files that changed in the source replace those of the log.
        """
        due = self.plan.of(State.NEW, *([State.CHANGED] if replace else []))
        more = [*self._settings_change(), *self._memory_change(due)]
        return bring_in.change_set(self.command, due, more)

    def _settings_change(self) -> list[FileChange]:
        if not self.settings and self.config is not None:
            return []
        before = init.settings_text(self.name) if self.config is None else self.config.decode()
        text = with_values(before, self.settings, Path(SETTINGS_FILE))
        return [FileChange(SETTINGS_FILE, self.config, text.encode())]

    def _memory_change(self, due: tuple[bring_in.Step, ...]) -> list[FileChange]:
        known = bring_in.remembered((*due, *self.plan.of(State.SAME)), self.memory, self.settings)
        after = memories.write(memories.with_one(memories.read(self.remembered), known))
        return [FileChange(memories.PATH, self.remembered, after)]


def open_log(named: Path | None) -> Workspace:
    """The log to bring something into; an empty folder becomes one.

    Raises:
        NotFoundError: There is no log, and the folder is not empty.
    """
    folder = named or Path(os.environ.get("KNOWLOG_DIR") or ".")
    try:
        root, settings = settings_of(named)
    except NotFoundError:
        if named is not None or not _is_empty(folder):
            raise
    else:
        if root.resolve() != folder.resolve() or not _is_empty(root):
            return Workspace(root.resolve(), settings)
    new_log = Layer("a new log", {"entries": "entries"})
    return Workspace(folder.resolve(), combine([*from_environment(os.environ), new_log]))


def prepare(
    workspace: Workspace,
    kind: str,
    place: Path,
    habits: Habits | None = None,
    *,
    again: bool = False,
) -> Prepared:
    """Read a folder and decide what an import of it would do.

    Args:
        workspace: The log.
        kind: Which importer, such as ``jekyll``.
        place: The folder, or a single file.
        habits: What its owner says of it.
        again: Bring back what the user removed from the log.

    Raises:
        NotFoundError: There is no such folder.
        UsageError: It is the log itself, or there is no such encoding.
    """
    source = _opened(workspace, place, habits.encoding if habits else "")
    data = _read(workspace.root, memories.PATH)
    standing = dict.fromkeys(Source(workspace.root).files)
    memory = found_again(
        memories.find(memories.read(data), kind, str(source.root)),
        standing,
        lambda path: _read(workspace.root, path),
    )
    config = _read(workspace.root, SETTINGS_FILE)
    own = _own_settings(workspace) if config is not None else {}
    attempt = _Attempt(workspace, _importer(kind, source, habits), source, memory, own)
    plan = attempt.plan(standing)
    if strangers := bring_in.strangers(plan, memory):
        plan = attempt.plan(standing, strangers)
    source.progress(1, 1)
    plan = bring_in.with_removed(plan) if again else plan
    made = bring_in.settings_to_make(plan.intake.settings, memory, own)
    kept = {
        name: own[name]
        for name, value in plan.intake.settings.items()
        if name not in made and own[name] != value
    }
    command = f"import {kind} {place}"
    return Prepared(command, plan, made, kept, memory, config, data, workspace.root.name)


def _opened(workspace: Workspace, place: Path, encoding: str) -> Source:
    """The folder to read; raises as `prepare` does."""
    check_encoding(encoding)
    source = Source(place, without=workspace.root, encoding=encoding)
    if workspace.progress:
        source.progress = workspace.progress
    if source.root == workspace.root:
        msg = f"{place} is the log itself"
        raise UsageError(msg, "Import into another folder: mkdir log && cd log && knowlog import")
    return source


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One source on its way into one log."""

    workspace: Workspace
    importer: "Importer"
    source: Source
    memory: Memory
    own: Mapping[str, object]

    def plan(self, standing: Collection[str], avoid: Collection[str] = ()) -> bring_in.Plan:
        intake = self._read(bring_in.Places(self.memory, standing, avoid))
        made: dict[str, str] = {}
        if any(one.is_followed for one in self.memory.files.values()):
            at_first = self._read(bring_in.Places(self.memory, standing, avoid, at_first=True))
            made = {one.source: self._digest(one) for one in at_first.taken if is_entry(one.path)}
            intake = replace(intake, taken=tuple(map(self._as_moved, intake.taken)))
        return bring_in.plan(
            intake,
            self.memory,
            bring_in.Files(
                read=lambda path: _read(self.workspace.root, path),
                digest_file=lambda path: digest_file(_place(self.workspace.root, path))[0],
                copy=self._copy,
            ),
            _STUBS,
            made,
        )

    def _read(self, places: bring_in.Places) -> Intake:
        destination = Destination(
            home=self.workspace.home,
            zone=self.workspace.zone,
            place=places,
            settings=self.own,
            entries=tuple(
                one for one in self.workspace.entries() if one.path not in self.memory.files
            ),
            address=_addresses(self.workspace),
            pages=(*FILES, *FOLDERS),
            now=self.workspace.clock.now(),
        )
        return self.importer.read(destination)

    def _digest(self, taken: Taken) -> str:
        """Of what the import makes of a file; empty if it cannot be read just now."""
        try:
            return bring_in.digest(self._copy(taken.source) if taken.data is None else taken.data)
        except OSError:
            return ""

    def _as_moved(self, taken: Taken) -> Taken:
        one = self.memory.files.get(taken.path)
        if one is None or not (one.title or one.redirects):
            return taken
        try:
            data = self.source.read(taken.source) if taken.data is None else taken.data
        except OSError:
            return taken
        return replace(taken, data=as_moved(data, taken.path, one, edit, parser(self.workspace)))

    def _copy(self, path: str) -> Elsewhere:
        found, _ = digest_file(self.source.place(path))
        if found is None:
            raise FileNotFoundError("it is gone")
        return found


def _addresses(workspace: Workspace) -> Callable[[str, bytes, str], str]:
    """What says where a file would stand on the site."""

    def address(path: str, data: bytes, pattern: str) -> str:
        document = parse(data, path)
        entry = describe(document, workspace.zone)
        return "/" + permalink(entry, place_of(document), pattern)

    return address


def _importer(kind: str, source: Source, habits: Habits | None) -> "Importer":
    match kind:
        case "jekyll":
            from knowlog.importers.jekyll.importer import Jekyll

            return Jekyll(source)
        case "obsidian":
            from knowlog.importers.obsidian import Obsidian

            return Obsidian(source)
        case "markdown":
            from knowlog.importers.markdown import Markdown

            return Markdown(source, habits)
    msg = f"nothing can import {kind!r}"
    raise UsageError(msg, "Say: knowlog import --help")


def _own_settings(workspace: Workspace) -> dict[str, object]:
    """What the log's own file says, without what `init` wrote because it had to write something."""
    own = dict(from_file(workspace.root / SETTINGS_FILE, personal=False).values)
    if own.get("title") == workspace.root.name:
        del own["title"]
    return {name: value for name, value in own.items() if value not in ("", None)}


def _read(root: Path, path: str) -> bytes | None:
    return read_file(_place(root, path))


def _place(root: Path, path: str) -> Path:
    try:
        return resolve(root, path)
    except OutsideError as error:
        raise OSError(error.message) from error


def _is_empty(folder: Path) -> bool:
    """Whether a folder holds neither notes nor folders that anybody sees."""
    return folder.is_dir() and not any(
        item.is_dir() or item.name.lower().endswith(EXTENSIONS)
        for item in folder.iterdir()
        if not item.name.startswith(".")
    )
