"""Whether a site already shows what an export would write, found out without making anything.

This is all that runs when nothing changed, so nothing that takes long to load is loaded here: no
templates, no renderer, no highlighter.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache
from hashlib import blake2b
from pathlib import Path

from knowlog import __version__
from knowlog.domain.document import Problem
from knowlog.exporters.site.cache import Product, SiteCache
from knowlog.exporters.site.media import MediaFolder
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import MANIFEST
from knowlog.exporters.site.report import BuildReport, Written
from knowlog.exporters.site.source import SiteSource

_PACKAGE = Path(__file__).parents[2]
_MAKERS = ("render", "domain", "index", "exporters/site")
_SHAPING = (".py", ".html", ".xml", ".css", ".js", ".svg")

Answer = tuple[str, str, str, str]
"""The path of an entry, what it names, the file of the log that this was, and its state."""


def standing(
    source: SiteSource, options: SiteOptions, *, out: Path, cache: Path | None
) -> BuildReport | None:
    """Report that all stands as it is, or None when something has to be made.

    Args:
        source: The log.
        options: How the site shall be.
        out: Where the site is.
        cache: What the last export left.
    """
    if cache is None or not (cache / SiteCache.FILE).exists():
        return None
    with closing(SiteCache(cache)) as memory:
        known = memory.recall(stand_name(out), inputs_of(source, options))
        products = {} if known is None else memory.products(site_name(out))
    if known is None:
        return None
    found = json.loads(known)
    media = media_of(source)
    if not _answers_hold(found["answers"], media) or not _files_stand(out, products):
        return None
    problems = {
        path: tuple(Problem(*one) for one in rows) for path, rows in found["problems"].items()
    }
    files = tuple(file for file in products if file != MANIFEST)
    return BuildReport(Written(unchanged=files), problems)


def remembered(answers: Iterable[Answer], report: BuildReport) -> str:
    """Write down what the next run has to know to tell that nothing changed."""
    problems = {
        path: [[one.line, one.kind, one.message, one.hint] for one in found]
        for path, found in report.problems.items()
    }
    return json.dumps({"answers": list(answers), "problems": problems})


def media_of(source: SiteSource) -> MediaFolder:
    """The files beside the entries of a log."""
    entries = frozenset(entry.path for entry in source.entries)
    return MediaFolder(source.root, entries | source.hidden, source.measure)


def inputs_of(source: SiteSource, options: SiteOptions) -> str:
    """Name everything that a site is made from, other than files beside the entries."""
    names = blake2b(repr((code_stamps(), options, source.manner)).encode(), digest_size=16)
    for row in template_stamps(source.root / "templates"):
        names.update(row.encode())
    for path in sorted(source.stamps):
        names.update(f"\0{path}\1{source.stamps[path]}".encode())
    return names.hexdigest()


@cache
def code_stamps() -> tuple[str, ...]:
    """Name the state of the code and templates that make a site, so that a new one makes anew."""
    return (__version__, *(stamp for room in _MAKERS for stamp in _stamps(str(_PACKAGE / room))))


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        if item.name.endswith(_SHAPING):
            status = item.stat()
            yield f"{item.name} {status.st_mtime_ns} {status.st_size}"
        elif item.is_dir() and not item.name.startswith("__"):
            yield from _stamps(item.path)


def own_templates(folder: Path) -> list[Path]:
    """The files of a log that take the place of built-in templates."""
    return sorted(file for file in folder.glob("*.*ml") if file.suffix in {".html", ".xml"})


def template_stamps(folder: Path) -> list[str]:
    """Name the state of the log's own templates."""
    files = own_templates(folder)
    return [f"{file.name} {file.stat().st_mtime_ns} {file.stat().st_size}" for file in files]


def site_name(out: Path) -> str:
    """Name what is remembered of the files of a site."""
    return os.path.realpath(out)


def stand_name(out: Path) -> str:
    """Name what is remembered of an export."""
    return f"stand {os.path.realpath(out)}"


def _answers_hold(answers: Iterable[Answer], media: MediaFolder) -> bool:
    return all(
        (media.find(source, target) or "") == file and (media.stamp(file) if file else "") == stamp
        for source, target, file, stamp in answers
    )


def _files_stand(out: Path, products: Mapping[str, Product]) -> bool:
    base = os.path.join(os.path.realpath(out), "")  # noqa: PTH118  # of every file, each run
    look: Callable[[str], os.stat_result] = os.stat
    try:
        for file, (_, (_, size, time)) in products.items():
            status = look(base + file)
            if status.st_mtime_ns != time or status.st_size != size:
                return False
    except OSError:
        return False
    return True
