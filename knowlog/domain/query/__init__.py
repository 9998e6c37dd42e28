"""The one query language of the program: ``parse`` turns text into a ``Query``."""

from knowlog.domain.query.parser import parse
from knowlog.domain.query.tree import Query

__all__ = ["Query", "parse"]
