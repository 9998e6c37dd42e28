"""The composition root: the rooms that know all others, and hand every action its ports."""

from knowlog.workspace.core import Workspace

__all__ = ["Workspace"]
