"""From a log to a written site."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from knowlog.domain.links import LinkKind
from knowlog.exporters.site.cache import SiteCache
from knowlog.exporters.site.derived import FontCutter, derived_files
from knowlog.exporters.site.gather import Gatherer, problems
from knowlog.exporters.site.lists import list_pages
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import MEDIA
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import OutputFolder, Staging, open_output, times_of
from knowlog.exporters.site.printing import Press
from knowlog.exporters.site.rendering import digest
from knowlog.exporters.site.report import BuildReport
from knowlog.exporters.site.searchdata import search_files
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import Answer, inputs_of, remembered, stand_name, times_name
from knowlog.exporters.site.templates import site_values
from knowlog.exporters.site.views import Board, entry_pages
from knowlog.render.markdown import render

Digests = dict[str, str]


def export_log(
    source: SiteSource,
    options: SiteOptions,
    *,
    out: Path,
    cache: Path | None = None,
    cut_font: FontCutter,
) -> BuildReport:
    """Write a log as a static site, anew only where something changed.

    Args:
        source: The log.
        options: How the site shall be.
        out: Where to write; made when missing.
        cache: A folder for what the next export may use again; None forgets it.
        cut_font: Makes the math font; loading what it needs takes long, so a caller loads it
            when it is called, which is seldom.

    Raises:
        ConflictError: The output folder holds something that is not ours.
        KnowlogError: The disk refused.
    """
    with tempfile.TemporaryDirectory(prefix="knowlog-") as forgotten:
        memory = SiteCache(cache or Path(forgotten))
        try:
            report = _export(source, options, out, memory, cut_font)
            memory.save()
        finally:
            memory.close()
    return report


def _export(
    source: SiteSource, options: SiteOptions, out: Path, memory: SiteCache, cut_font: FontCutter
) -> BuildReport:
    times = json.loads(memory.recall(times_name(out), "") or "{}")
    output = open_output(out, {file: (size, time) for file, (size, time) in times.items()})
    gatherer = Gatherer(source, options, memory, render)
    on = gatherer.board()
    staging = output.start()
    digests = _print(on, source, memory, output, staging)
    digests |= _copy(on, gatherer.media, memory, output, staging)
    for file, content in derived_files(on, memory, cut_font):
        digests[file] = staging.write(file, content)
    digests |= _index(on, memory, output, staging)
    report = BuildReport(output.finish(staging, digests), problems(on.pieces))
    memory.remember(times_name(out), "", json.dumps(times_of(output.path, digests)))
    answers = _answers(on, gatherer.media)
    memory.remember(stand_name(out), inputs_of(source, options), remembered(answers, report))
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


def _index(on: Board, memory: SiteCache, output: OutputFolder, staging: Staging) -> Digests:
    """Make the data of the search, unless every entry has the words and the row it had."""
    articles = on.plan.everything
    rows = (
        f"{on.cards[e.path].key}{e.summary}{on.pieces[e.path].terms}"
        for e in (article.entry for article in articles)
    )
    key = digest(*rows)
    known = memory.recall("search", key)
    if known is not None:
        digests: Digests = json.loads(known)
        if all(output.digests.get(file) == value for file, value in digests.items()):
            return digests
    digests = {}
    for file, content in search_files(articles, memory.terms):
        digests[file] = staging.write(file, content)
    memory.remember("search", key, json.dumps(digests))
    return digests


def _answers(on: Board, media: MediaFolder) -> Iterator[Answer]:
    """Name every file beside the entries that shows on the site, or that is missing."""
    for path, piece in on.pieces.items():
        for kind, target, answer in piece.marks:
            if kind == LinkKind.TAG or (answer and not answer.startswith(MEDIA)):
                continue
            file = media.find(path, target) or ""
            yield path, target, file, media.stamp(file) if file else ""
    picture = on.options.picture
    if picture and "://" not in picture:
        file = media.find("", picture) or ""
        yield "", picture, file, media.stamp(file) if file else ""
