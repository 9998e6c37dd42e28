"""Which files of a folder are entries; decided once, when a log is opened."""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from knowlog.errors import UsageError

SETTINGS_FILE = "knowlog.toml"
PRIVATE_FOLDER = ".knowlog"
SITE_MARK = ".knowlog-site.json"
"""A file of this name is in every exported site."""


class RootPages(Enum):
    """Which files at the root are entries when the root itself is not walked."""

    ABOUT = "about"
    FRONT_MATTER = "front matter"


@dataclass(frozen=True, slots=True)
class Layout:
    """What kind of log a folder is.

    Attributes:
        kind: ``log``, ``jekyll`` or ``folder``.
        folders: What is walked to any depth, relative to the root; an empty string is the root.
        home: The folder that new entries go to.
        root_pages: Which files at the root are entries too.
        skipped: Names at the root that are never walked.
    """

    kind: str
    folders: tuple[str, ...]
    home: str
    root_pages: RootPages = RootPages.ABOUT
    skipped: frozenset[str] = frozenset()

    def holds(self, path: str) -> bool:
        """Whether a Markdown file at this path would be an entry for all that its path says."""
        parts = path.split("/")
        if any(part.startswith(".") for part in parts) or parts[0] in self.skipped:
            return False
        if any(not folder or path.startswith(f"{folder}/") for folder in self.folders):
            return True
        about = parts[-1].lower().rpartition(".")[0] == "about"
        return len(parts) == 1 and (about or self.root_pages is RootPages.FRONT_MATTER)


def detect(root: Path, entries: str | None = None, collections: tuple[str, ...] = ()) -> Layout:
    """Say what kind of log a folder is.

    Args:
        root: The folder.
        entries: The folder of the entries as the settings name it, ``.`` for the root itself.
        collections: More folders of a Jekyll site, as its ``_config.yml`` names them.

    Raises:
        UsageError: The settings name a folder outside the log.
    """
    if entries is not None:
        return _named(entries)
    settings = (root / SETTINGS_FILE).is_file()
    jekyll = is_jekyll(root)
    own = (root / "entries").is_dir() and not (root / ".obsidian").is_dir()
    if own and (settings or not jekyll):
        return _named("entries")
    if jekyll:
        folders = ("_posts", "_drafts", *(f"_{name}" for name in collections))
        return Layout("jekyll", folders, "_posts", RootPages.FRONT_MATTER)
    return _named("entries") if settings else Layout("folder", ("",), "")


def is_jekyll(root: Path) -> bool:
    """Whether a folder is a Jekyll blog, whose entries are where Jekyll has them."""
    return (root / "_config.yml").is_file() or (root / "_posts").is_dir()


def is_site(folder: str) -> bool:
    """Whether a folder is an exported site: nothing in it is of the log."""
    return os.path.exists(os.path.join(folder, SITE_MARK))  # noqa: PTH110, PTH118  # of every folder


def _named(entries: str) -> Layout:
    path = PurePosixPath(entries.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entries:
        raise UsageError(
            f"the entries of a log cannot be in {entries!r}, outside it",
            'Name a folder inside the log, such as entries = "entries".',
        )
    folder = "" if path == PurePosixPath() else str(path)
    # The templates that `new` fills in are Markdown too, and no entries.
    return Layout("log", (folder,), folder, skipped=frozenset({"templates"}))
