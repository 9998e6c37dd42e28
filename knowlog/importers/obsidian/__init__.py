"""An Obsidian vault becomes files of a log."""

from knowlog.importers.obsidian.vault import Obsidian

__all__ = ["Obsidian"]
