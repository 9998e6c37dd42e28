"""The composition root: opens a log and hands every action its ports.

This is the one package that knows all others. It imports them only when something asks, so that
a command pays for what it uses and for nothing else.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from knowlog.errors import KnowlogError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from knowlog.actions.refresh import Progress, Read, Refreshed
    from knowlog.actions.write import Draft
    from knowlog.domain.document import Document, Problem
    from knowlog.domain.entry import Entry
    from knowlog.domain.periods import Period
    from knowlog.domain.query import Query
    from knowlog.index.catalog import SqliteCatalog
    from knowlog.index.whoosh import WhooshIndex
    from knowlog.settings.model import Settings
    from knowlog.settings.zone import SystemClock
    from knowlog.storage.changelog import ChangeLog
    from knowlog.storage.folder import Folder

Message = Callable[[str], None]
Answer = TypeVar("Answer")


class Workspace:
    """A log that is open.

    Attributes:
        root: The log's folder, its real path.
        settings: All settings, from all their places.
        tell: Takes one-line messages about the work behind the scenes.
        progress: Told how many files are read, of how many.
    """

    def __init__(self, root: Path, settings: "Settings") -> None:
        """Keep what was found; nothing is read yet."""
        self.root = root
        self.settings = settings
        self.tell: Message = lambda _text: None
        self.progress: Progress | None = None
        self._skipped_told = False

    @classmethod
    def open(cls, named: Path | None = None) -> "Workspace":
        """Open the log that is meant.

        Args:
            named: The folder the user named, if any.

        Raises:
            NotFoundError: There is no log, or the folder does not exist.
            UsageError: Some setting is not understood.
        """
        from knowlog.workspace.opening import settings_of

        given, settings = settings_of(named)
        return cls(given.resolve(), settings)

    # The ports, each imported when first used.

    @cached_property
    def zone(self) -> "tzinfo":
        """The log's time zone."""
        from knowlog.settings.zone import named_zone

        return named_zone(self.settings.text("timezone"))

    @cached_property
    def clock(self) -> "SystemClock":
        """The present in the log's time zone."""
        from knowlog.settings.zone import SystemClock

        return SystemClock(self.zone)

    @cached_property
    def store(self) -> "Folder":
        """The files."""
        from knowlog.storage.folder import Folder
        from knowlog.storage.layout import detect
        from knowlog.workspace.opening import take_apart

        layout = detect(self.root, self.settings.text("entries") or None)
        return Folder(self.root, layout, take_apart, self._open_changes)

    def _open_changes(self, root: Path) -> "ChangeLog":
        from knowlog.storage.changelog import ChangeLog

        return ChangeLog(root, tell=self.tell, now=self.clock.now)

    @cached_property
    def catalog(self) -> "SqliteCatalog":
        """The metadata of every entry."""
        from knowlog.index.catalog import SqliteCatalog

        return SqliteCatalog(self.cache, refill=self.refresh, tell=self.tell)

    @cached_property
    def index(self) -> "WhooshIndex":
        """The full text."""
        from knowlog.index.whoosh import WhooshIndex

        return WhooshIndex((self.cache or self._passing) / "index")

    @cached_property
    def cache(self) -> Path | None:
        """Where everything derived from this log is; None where there is no such place."""
        from knowlog.storage.cache import open_cache

        try:
            return open_cache(self.root)
        except KnowlogError as error:
            self.tell(f"Nothing is kept for the next command: {error.message}")
            return None

    @cached_property
    def _passing(self) -> Path:
        """Where the index lives for this one run, when there is no cache folder."""
        import atexit
        import tempfile

        folder = tempfile.TemporaryDirectory(
            prefix="knowlog-",
            ignore_cleanup_errors=True,  # Windows removes no file that is mapped into memory
        )
        atexit.register(folder.cleanup)
        return Path(folder.name)

    # What commands ask for.

    @property
    def home(self) -> str:
        """The folder that new entries go to, relative to the log."""
        return self.store.layout.home

    def refresh(self, *, quiet: bool = False, read: "Read | None" = None) -> "Refreshed":
        """Look at the files and bring the catalog up to date.

        Args:
            quiet: Leave it to the caller to say which files were left out.
            read: Reads a file that differs, where the caller wants to know of it.
        """
        from knowlog.actions.refresh import refresh_catalog

        refreshed = refresh_catalog(self.store, self.catalog, read or self.read, self.progress)
        if not quiet:
            self._tell_skipped(refreshed.skipped)
        return refreshed

    def _tell_skipped(self, skipped: "Mapping[str, Problem]") -> None:
        """One line on what was left out, once in a command, however much it is."""
        if not skipped or self._skipped_told:
            return
        self._skipped_told = True
        path, problem = next(iter(skipped.items()))
        if len(skipped) == 1:
            self.tell(f"{path}: {problem.message}")
        else:
            self.tell(f"{len(skipped)} files were left out; `knowlog doctor` says which and why.")

    def entries(self) -> "Sequence[Entry]":
        """Every entry and page as the files say now, newest first."""
        self.refresh()
        return self.catalog.entries()

    def select(  # noqa: PLR0913 - each narrows the list in its own way
        self,
        query: str = "",
        *,
        tags: tuple[str, ...] = (),
        since: "datetime | None" = None,
        until: "datetime | None" = None,
        draft: bool | None = None,
        pages: bool = False,
        sort: str = "date",
        limit: int | None = None,
    ) -> "Sequence[Entry]":
        """The entries that fit, in order; pages too where a query asks, as everywhere else.

        Raises:
            UsageError: The query or the order makes no sense.
        """
        from knowlog.index.catalog import Filter

        self.refresh()
        which = Filter(tags, since, until, draft, pages or bool(query))
        if not query and sort == "date":
            return self.catalog.newest(limit, which)
        from knowlog.actions.sorting import ordered

        entries = self.catalog.newest(None, which)
        if query:
            found = self.matching(query)
            entries = [entry for entry in entries if entry.path in found]
        return ordered(entries, sort)[:limit]

    def matching(self, text: str) -> "frozenset[str]":
        """The paths of all entries that a query finds, every word of it required.

        Raises:
            QueryError: The query has no meaning.
        """
        query = self.query(text)
        return self.ask(lambda index: index.matching(query))

    def query(self, text: str) -> "Query":
        """Understand a query; its dates are meant in the log's time zone.

        Raises:
            QueryError: The query has no meaning.
        """
        from knowlog.domain.query import parse

        return parse(text, lambda: self.clock.now())  # noqa: PLW0108 - the clock is made when asked

    def ask(self, question: "Callable[[WhooshIndex], Answer]") -> "Answer":
        """Ask the index something when it has taken in what the files say now.

        Damage that only shows when the index is read costs one rebuild, never an answer.
        """
        from knowlog.errors import DamagedIndexError

        self.refresh_index()
        try:
            return question(self.index)
        except DamagedIndexError:
            self.refresh_index()
            return question(self.index)

    def refresh_index(self) -> None:
        """Bring the catalog and the index up to what the files say now.

        Where the index cannot be written, this run works on a copy of it.
        """
        from knowlog.actions.refresh import ReadOnce, refresh_index

        read = ReadOnce(self.read)
        self.refresh(read=read)
        try:
            refresh_index(self.catalog, self.index, read, self.progress)
        except KnowlogError as error:
            self.tell(f"This run keeps a search index of its own: {error.message}")
            self.index = self._index_for_this_run()
            refresh_index(self.catalog, self.index, self.read, self.progress)
        if self.index.damage:
            self.tell(f"The search index cannot be used and is built anew: {self.index.damage}")

    def _index_for_this_run(self) -> "WhooshIndex":
        from contextlib import suppress
        from shutil import copyfile, copytree, rmtree

        from knowlog.index.whoosh import WhooshIndex

        folder = self._passing / "index"
        rmtree(folder, ignore_errors=True)
        if self.cache is not None:
            with suppress(OSError):  # shutil.Error is one; what is not whole is built anew
                copytree(self.cache / "index", folder, copy_function=copyfile)
                folder.chmod(0o700)
        return WhooshIndex(folder)

    def emptiness(self) -> str:
        """Why a list came out empty."""
        if self.catalog.newest(1):
            return "No entry fits."
        return 'There are no entries yet. Write one: knowlog new "What I learned today"'

    def read(self, path: str) -> "tuple[Entry, Document]":
        """Read one file and say what it is."""
        from knowlog.domain.describe import describe

        document = self.store.read(path)
        return describe(document, self.zone), document

    def pick(self, name: str) -> "Entry":
        """The entry that the user means by a name."""
        from knowlog.actions.pick import pick

        self.refresh()
        exact = self.catalog.named(name)  # most names are; all others need every entry
        if len(exact) == 1:
            return exact[0]
        return pick(name, self.catalog.entries(), self._known_as)

    def _known_as(self, name: str) -> str:
        from knowlog.workspace.notes import known_as, notes_of

        return known_as(name, notes_of(self.store, self.catalog, self.cache, self.tell))

    def composer(
        self, template: str, values: "Mapping[str, str]", body: str
    ) -> "Callable[[Draft], bytes]":
        """What makes the bytes of a new entry from a template.

        Args:
            template: Its name; empty for the log's usual one.
            values: More values for the template.
            body: The text of the entry.

        Raises:
            NotFoundError: There is no such template.
        """
        from knowlog.actions.write import front_matter, template_values

        name = template or self.settings.text("template")
        folder = self.root / "templates"
        if name == "default" and not (folder / "default.md").is_file():
            from knowlog.storage.frontmatter.composing import compose

            return lambda draft: compose(front_matter(draft), body)
        from knowlog.render.template import find_template, render_template

        text, source = find_template(folder, name)
        author = self.settings.text("author")
        return lambda draft: render_template(
            text, source, {"author": author, "body": body, **template_values(draft), **values}
        ).encode()

    def period(self, text: str) -> "Period":
        """A stretch of time as the user typed it, in the log's time zone."""
        from knowlog.domain.periods import read_period

        return read_period(text, self.clock.now())

    def moment(self, text: str) -> "datetime":
        """A date or time as the user typed it, in the log's time zone."""
        from knowlog.domain.periods import read_moment

        return read_moment(text, self.clock.now())

    def shown(self, path: str) -> str:
        """A path of the log as the user can use it from where they are."""
        whole = self.root / path
        try:
            return str(whole.relative_to(Path.cwd()))
        except (ValueError, OSError):  # elsewhere, or in a folder that is gone
            return str(whole)
