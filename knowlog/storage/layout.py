"""Which files of a folder are entries; decided once, when a log is opened."""

import os
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from knowlog.errors import UsageError
from knowlog.settings.places import SETTINGS_FILE

PRIVATE_FOLDER = ".knowlog"
SITE_MARK = ".knowlog-site.json"
"""A file of this name is in every exported site."""
EXPORT_MARK = ".knowlog-export.json"
"""A file of this name is in every export to another program's folder."""

_TEMPLATE_FOLDER = re.compile(rb'"folder"\s*:\s*"([^"\\]*)"')


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
        skipped: Folders that are never walked, relative to the root.
    """

    kind: str
    folders: tuple[str, ...]
    home: str
    root_pages: RootPages = RootPages.ABOUT
    skipped: frozenset[str] = frozenset()

    def holds(self, path: str) -> bool:
        """Whether a Markdown file at this path would be an entry for all that its path says."""
        parts = path.split("/")
        if any(part.startswith(".") for part in parts):
            return False
        if any(path.startswith(f"{folder}/") for folder in self.skipped):
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
    if settings:
        return _named("entries")
    return Layout("folder", ("",), "", skipped=_templates_of_vault(root))


def _templates_of_vault(root: Path) -> frozenset[str]:
    """The folder of templates as the settings of an Obsidian vault name it."""
    try:
        found = _TEMPLATE_FOLDER.search((root / ".obsidian" / "templates.json").read_bytes())
    except OSError:
        return frozenset()
    folder = found[1].decode("utf-8", "replace").strip("/") if found else ""
    return frozenset({folder} if folder else ())


def is_jekyll(root: Path) -> bool:
    """Whether a folder is a Jekyll blog, whose entries are where Jekyll has them."""
    return (root / "_config.yml").is_file() or (root / "_posts").is_dir()


def is_site(folder: str) -> bool:
    """Whether a folder is what an export wrote: nothing in it is of the log."""
    marks = (os.path.join(folder, mark) for mark in (SITE_MARK, EXPORT_MARK))  # noqa: PTH118  # of every folder
    return any(map(os.path.exists, marks))


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
