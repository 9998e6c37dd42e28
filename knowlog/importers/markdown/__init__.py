"""A folder of Markdown with habits of its own becomes files of a log."""

from knowlog.importers.markdown.folder import Markdown

__all__ = ["Markdown"]
