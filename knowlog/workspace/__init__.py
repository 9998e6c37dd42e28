"""The composition root: the package that knows all others, and hands every action its ports."""

from knowlog.workspace.core import Workspace

__all__ = ["Workspace"]
