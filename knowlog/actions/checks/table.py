"""Every check there is. To add one, write its function and a line in `CHECKS`."""

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
        of_file: Called with each file as it is read.
        of_log: Called once, when all of them are read.
        fix: What mends a finding of it, if anything does.
    """

    name: str
    of_file: Callable[[File], Iterable[Finding]] | None = None
    of_log: Callable[[Log], Iterable[Finding]] | None = None
    fix: Fix | None = None

    @property
    def about(self) -> str:
        """What it looks for: the first sentence that its function says of itself."""
        text = (self.of_file or self.of_log).__doc__ or ""
        return text.split("\n")[0].removesuffix(".")


_UTF8 = Fix("save the file as UTF-8", lambda log, _path, data: in_utf8(data, log.encoding))
_LETTERS = Fix("set the letters right; code stays", lambda log, _path, data: log.mend(data))
_QUOTES = Fix("quote values that YAML asks to be quoted", lambda log, _path, data: log.quote(data))
_YAML = Fix(
    "turn it into YAML, when it is asked for by name", lambda log, _, data: log.as_yaml(data)
)
_LINKS = Fix("follow files that moved", links.repair_links)
_IMAGES = Fix("follow files that moved", links.repair_images)
_HEADINGS = Fix("follow headings that were renamed", links.repair_anchors)
_REBUILD = Fix("build it anew from the files", None)

CHECKS: tuple[Check, ...] = (
    Check("secrets", texts.secrets),
    Check("conflicts", texts.conflict_markers),
    Check("files", of_log=whole.unreadable),
    Check("front-matter", headers.front_matter, fix=_QUOTES),
    Check("toml", headers.toml, fix=_YAML),
    Check("encoding", headers.encoding, fix=_UTF8),
    Check("mojibake", texts.mojibake, fix=_LETTERS),
    Check("dates", headers.time_of_day),
    Check("names", of_log=whole.names),
    Check("links", of_log=links.broken_links, fix=_LINKS),
    Check("anchors", of_log=links.broken_anchors, fix=_HEADINGS),
    Check("images", of_log=links.missing_images, fix=_IMAGES),
    Check("orphans", of_log=orphans.orphans),
    Check("ids", of_log=whole.ids),
    Check("titles", of_log=whole.titles),
    Check("copies", of_log=whole.bodies),
    Check("tags", of_log=whole.tags),
    Check("catalog", of_log=whole.catalog, fix=_REBUILD),
    Check("index", of_log=whole.index, fix=_REBUILD),
    Check("journal", of_log=whole.journal),
)
"""In the order in which they are told: what does most harm first."""
