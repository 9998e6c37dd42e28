"""The files of a log that are no entries: images and whatever else an entry may link to."""

import os
from collections.abc import Container

from knowlog.storage.layout import is_site
from knowlog.storage.scan import SKIPPED_FOLDERS, is_unicode


def other_files(root: str, entries: Container[str]) -> tuple[list[str], list[str]]:
    """Look through the whole folder of a log.

    Args:
        root: The log's real path.
        entries: The paths of the entries, which are left out.

    Returns:
        The files and the folders, both relative to the root with ``/`` between the parts; what
        is hidden, made by other programs or not valid Unicode is left out, and so are sites.
    """
    files: list[str] = []
    folders: list[str] = []
    pending = [("", root)]
    while pending:
        prefix, folder = pending.pop()
        for item in _listed(folder):
            path = prefix + item.name
            if item.name.startswith(".") or not is_unicode(path):
                continue
            if item.is_dir(follow_symlinks=False):
                if item.name not in SKIPPED_FOLDERS and not is_site(item.path):
                    folders.append(path)
                    pending.append((f"{path}/", item.path))
            elif path not in entries:
                files.append(path)
    return sorted(files), sorted(folders)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as items:
            return list(items)
    except OSError:  # gone a moment ago, or not ours to read
        return []
