"""What an export did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowlog.domain.document import Problem


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files of a site.

    Attributes:
        written: New or changed files.
        unchanged: Files that were left as they are.
        removed: Files that the site no longer has.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an export did.

    Attributes:
        files: What became of each file of the site.
        problems: Path of an entry to what was dropped, missing or not understood in it.
    """

    files: Written
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
