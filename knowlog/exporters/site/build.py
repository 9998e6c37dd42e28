"""From a log to a written site."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowlog.domain.document import Document, Problem
from knowlog.domain.entry import Entry
from knowlog.exporters.site.cache import SiteCache
from knowlog.exporters.site.derived import FontCutter, derived_files
from knowlog.exporters.site.gather import Gatherer, problems
from knowlog.exporters.site.lists import list_pages
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import OutputFolder, Staging, Written, open_output, times_of
from knowlog.exporters.site.printing import Press
from knowlog.exporters.site.rendering import Renderer, digest
from knowlog.exporters.site.source import SiteSource, from_documents
from knowlog.exporters.site.templates import site_values
from knowlog.exporters.site.views import Board, entry_pages
from knowlog.render.markdown import render
from knowlog.render.mathfont import subset

Digests = dict[str, str]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an export did.

    Attributes:
        files: What became of each file of the site.
        problems: Path of an entry to what was dropped, missing or not understood in it.
    """

    files: Written
    problems: Mapping[str, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What does the work that takes long to load or that a test replaces.

    Attributes:
        render: Turns a body into HTML.
        cut_font: Makes a math font; whoever knows when to load the means passes it in.
    """

    render: Renderer = render
    cut_font: FontCutter = subset


def export_site(
    documents: Iterable[tuple[Entry, Document]],
    options: SiteOptions,
    *,
    root: Path,
    out: Path,
) -> BuildReport:
    """Write a log that is in memory as a static site; see :func:`export_log`."""
    return export_log(from_documents(root, documents), options, out=out)


def export_log(
    source: SiteSource,
    options: SiteOptions,
    *,
    out: Path,
    cache: Path | None = None,
    tools: Tools | None = None,
) -> BuildReport:
    """Write a log as a static site, anew only where something changed.

    Args:
        source: The log.
        options: How the site shall be.
        out: Where to write; made when missing.
        cache: A folder for what the next export may use again; None forgets it.
        tools: What turns bodies into HTML and cuts fonts; None takes the log's own.

    Raises:
        ConflictError: The output folder holds something that is not ours.
        KnowlogError: The disk refused.
    """
    with tempfile.TemporaryDirectory(prefix="knowlog-") as forgotten:
        memory = SiteCache(cache or Path(forgotten))
        done = False
        try:
            report = _export(source, options, out, memory, tools or Tools())
            done = True
        finally:
            memory.close(keep=done)
    return report


def _export(
    source: SiteSource, options: SiteOptions, out: Path, memory: SiteCache, tools: Tools
) -> BuildReport:
    name = f"times {os.path.realpath(out)}"
    times = json.loads(memory.recall(name, "") or "{}")
    output = open_output(out, {file: (size, time) for file, (size, time) in times.items()})
    gatherer = Gatherer(source, options, memory, tools.render)
    on = gatherer.board()
    staging = output.start()
    digests = _print(on, source, memory, output, staging)
    digests |= _copy(on, gatherer.media, memory, output, staging)
    for file, content in derived_files(on, memory, tools.cut_font):
        digests[file] = staging.write(file, content)
    report = BuildReport(output.finish(staging, digests), problems(on.pieces))
    memory.remember(name, "", json.dumps(times_of(output.path, digests)))
    return report


def _print(
    on: Board, source: SiteSource, memory: SiteCache, output: OutputFolder, staging: Staging
) -> Digests:
    """Make the pages that are not already there as they shall be."""
    pages = [*entry_pages(on), *list_pages(on)]
    press = Press(
        site_values(on.options, on.plan), source.root / "templates", memory.file, staging.folder
    )
    before = json.loads(memory.recall("pages", press.manner) or "{}")
    keys = {page.file: digest(page.key) for page in pages}
    digests = {
        file: before[file][1]
        for file, key in keys.items()
        if file in before and before[file][0] == key and output.digests.get(file) == before[file][1]
    }
    fresh = [page for page in pages if page.file not in digests]
    digests |= dict(press.print_all(fresh))
    now = {file: (key, digests[file]) for file, key in keys.items()}
    memory.remember("pages", press.manner, json.dumps(now))
    return digests


def _copy(
    on: Board, media: MediaFolder, memory: SiteCache, output: OutputFolder, staging: Staging
) -> Digests:
    """Copy the files that entries show and that are not already there."""
    before = json.loads(memory.recall("media", "") or "{}")
    now: dict[str, tuple[str, str]] = {}
    shown = {path for piece in on.pieces.values() for path in piece.files}
    portrait = media.find("", on.options.picture) if on.options.picture else None
    for path in sorted(shown | ({portrait} if portrait else set())):
        file, real, stamp = media_address(path), media.real(path), media.stamp(path)
        if real is None:
            continue
        known = before.get(file)
        if known and known[0] == stamp and output.digests.get(file) == known[1]:
            now[file] = (stamp, known[1])
        else:
            now[file] = (stamp, staging.copy(file, real))
    memory.remember("media", "", json.dumps(now))
    return {file: value for file, (_, value) in now.items()}
