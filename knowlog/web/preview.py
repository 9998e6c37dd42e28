"""Keeps the site of a log in memory and brings it up to date with the files."""

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from threading import get_ident

from knowlog.domain.addresses import file_of
from knowlog.errors import KnowlogError
from knowlog.exporters.site.cache import SiteCache
from knowlog.exporters.site.gather import Gatherer, problems
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import media_of, template_stamps
from knowlog.exporters.site.templates import Templates, site_values
from knowlog.exporters.site.views import Board
from knowlog.render.markdown import render
from knowlog.settings.places import SETTINGS_FILE
from knowlog.web.snapshot import Snapshot
from knowlog.workspace.core import Workspace
from knowlog.workspace.opening import JEKYLL_SETTINGS, config_file
from knowlog.workspace.publish import site_options, site_source

KEPT = "preview.sqlite"
"""What the last preview rendered, in the log's cache folder; apart from what exports keep, since
drafts are in it."""

Stamps = tuple[tuple[int, int] | None, ...]
"""Time of change in nanoseconds and size in bytes of each settings file; None where it is not."""


class Preview:
    """A log as a site that follows its files; one thread may use it.

    It writes nothing but a folder of its own, which goes with it, and a copy of that in the
    cache folder, so that the next preview starts quickly.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Begin.

        Args:
            workspace: The log; another one takes its place when the settings change.
        """
        self.workspace = workspace
        self._passing = tempfile.TemporaryDirectory(prefix="knowlog-", ignore_cleanup_errors=True)
        self._folder = Path(self._passing.name)
        self._take_over()
        self._memory = SiteCache(self._folder)
        self._thread = get_ident()
        self._trouble: tuple[str, ...] = ()
        self._moved: dict[str, str] = {}
        self._settings = self._setting_stamps()
        self._templates: tuple[object, Templates] | None = None
        self._seen: object = None

    def close(self) -> None:
        """Keep what was rendered for the next preview, and leave nothing else."""
        self._memory.close()
        self._passing.cleanup()

    def outdated(self) -> bool:
        """Whether the files say something that the last snapshot does not show."""
        try:
            self.workspace.refresh()
            return self._state(self._setting_stamps()) != self._seen
        except KnowlogError:
            return False  # somebody else holds the catalog; the next look will tell

    def snapshot(self) -> Snapshot:
        """The site as the files say now.

        Raises:
            KnowlogError: Something that cannot be worked around; the last snapshot holds on.
        """
        self._reopen()
        source = site_source(self.workspace)
        seen = self._state(self._settings)
        options = replace(site_options(self.workspace, drafts=True), base_url="")
        try:
            board = self._board(source, options)
        except sqlite3.DatabaseError:
            self._forget()
            board = self._board(source, options)
        self._seen = seen
        self._moved |= {
            file_of(article.address): article.entry.path for article in board.plan.everything
        }
        return Snapshot(
            board=board,
            templates=self._prepared(options, board),
            memory=self._folder,
            media=media_of(source),
            problems=problems(board),
            trouble=self._trouble,
            moved=self._moved,
        )

    def _board(self, source: SiteSource, options: SiteOptions) -> Board:
        return Gatherer(source, options, self._memory, render, self._piece).board()

    def _piece(self, path: str) -> str:
        if get_ident() == self._thread:
            return self._memory.piece(path)
        # A connection of SQLite belongs to one thread, and pages are made in many.
        with closing(SiteCache(self._folder)) as memory:
            return memory.piece(path)

    def keep(self) -> None:
        """Put what was rendered aside for the next preview."""
        cache = self.workspace.cache
        if cache is None:
            return
        self._memory.save()
        fresh = cache / f"{KEPT}.new"
        with suppress(OSError):
            shutil.copyfile(self._memory.file, fresh)
            fresh.replace(cache / KEPT)

    def _take_over(self) -> None:
        """Begin with what the last preview rendered, or the last export."""
        cache = self.workspace.cache
        for name in (KEPT, SiteCache.FILE):
            if cache and (cache / name).is_file():
                with suppress(sqlite3.Error):
                    _copy(cache / name, self._folder / SiteCache.FILE)
                return

    def _forget(self) -> None:
        """Begin without what the last preview left: it was damaged."""
        self._memory.close()
        self._memory.file.unlink(missing_ok=True)
        self._memory = SiteCache(self._folder)

    def _reopen(self) -> None:
        """Read the settings again when one of their files has changed."""
        stamps = self._setting_stamps()
        if stamps == self._settings:
            return
        self._settings = stamps
        before = self.workspace
        try:
            fresh = Workspace.open(before.root)
            site_options(fresh)
        except KnowlogError as error:
            self._trouble = tuple(filter(None, (error.message, error.hint)))
            return
        fresh.tell, fresh.progress = before.tell, before.progress
        before.catalog.close()
        self.workspace, self._trouble = fresh, ()

    def _setting_stamps(self) -> Stamps:
        root = self.workspace.root
        files = (root / SETTINGS_FILE, root / JEKYLL_SETTINGS, config_file())
        return tuple(map(_stamp, files))

    def _state(self, settings: Stamps) -> object:
        """Name what the site is made from, as far as the last look at the files has shown."""
        catalog = self.workspace.catalog
        own = template_stamps(self.workspace.root / "templates")
        return catalog.uid, catalog.sequence(), own, settings

    def _prepared(self, options: SiteOptions, board: Board) -> Templates:
        """Templates keep what they compiled for as long as nothing around them changes."""
        own = self.workspace.root / "templates"
        values = site_values(options, board.plan)
        # A page that is missing stands at any depth, so its links begin at the root.
        values["base_url"] = "/"
        key = (values, template_stamps(own))
        if self._templates is None or self._templates[0] != key:
            self._templates = key, Templates(values, own)
        return self._templates[1]


def _copy(source: Path, target: Path) -> None:
    """Copy a database, whole even while another process writes to it."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
