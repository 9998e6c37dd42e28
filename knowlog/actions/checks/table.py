"""Every check there is. To add one, write its function and a line here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from knowlog.actions.checks import headers, links, orphans, texts, whole
from knowlog.actions.checks.material import File, Log
from knowlog.domain.encoding import in_utf8
from knowlog.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that a person only has to agree to.

    Attributes:
        what: What it does, in words that follow "to".
        repair: Takes the log, a path and its bytes, and gives the bytes that it shall have; the
            same when there is nothing to do. None for what is built anew from the files.
    """

    what: str
    repair: Callable[[Log, str, bytes], bytes] | None


class Check(NamedTuple):
    """One thing to look for.

    Attributes:
        name: For ``--only`` and ``--fix``.
        about: What it looks for, in a few words.
        of_file: Called with each file as it is read.
        of_log: Called once, when all of them are read.
        fix: What mends a finding of it, if anything does.
    """

    name: str
    about: str
    of_file: Callable[[File], Iterable[Finding]] | None = None
    of_log: Callable[[Log], Iterable[Finding]] | None = None
    fix: Fix | None = None


_UTF8 = Fix("save the file as UTF-8", lambda _log, _path, data: in_utf8(data))
_LETTERS = Fix(
    "set letters right that were read in the wrong encoding, code left alone",
    lambda log, _path, data: log.mend(data),
)
_HEADINGS = Fix("point them at the headings as they are called now", links.repair_anchors)
_LINKS = Fix("point them at where the files are now", links.repair_links)
_IMAGES = Fix("point them at where the files are now", links.repair_images)
_REBUILD = Fix("build it anew from the files", None)

CHECKS: tuple[Check, ...] = (
    Check("secrets", "keys and tokens about to be published", texts.secrets),
    Check("conflicts", "conflicts of git that nobody resolved", texts.conflict_markers),
    Check("files", "files that cannot be read", of_log=whole.unreadable),
    Check("front-matter", "front matter that others cannot read", headers.front_matter),
    Check("encoding", "bytes that are not UTF-8", headers.encoding, fix=_UTF8),
    Check("mojibake", "letters read in the wrong encoding", texts.mojibake, fix=_LETTERS),
    Check("dates", "dates to come, or against the file's name", headers.time_of_day),
    Check("names", "names that break on another system", of_log=whole.names),
    Check("links", "links to what is not there", of_log=links.broken_links, fix=_LINKS),
    Check(
        "anchors",
        "links to headings that are not there",
        of_log=links.broken_anchors,
        fix=_HEADINGS,
    ),
    Check("images", "images that are not there", of_log=links.missing_images, fix=_IMAGES),
    Check("orphans", "files beside the entries that nobody names", of_log=orphans.orphans),
    Check("ids", "entries with one id", of_log=whole.ids),
    Check("titles", "entries with one title", of_log=whole.titles),
    Check("copies", "entries with one text", of_log=whole.bodies),
    Check("tags", "tags that are probably one", of_log=whole.tags),
    Check("catalog", "damage to the catalog", of_log=whole.catalog, fix=_REBUILD),
    Check("index", "damage to the search index", of_log=whole.index, fix=_REBUILD),
    Check("journal", "damage to what undo needs", of_log=whole.journal),
)
"""In the order in which they are told: what does most harm first."""

NAMES = tuple(check.name for check in CHECKS)
