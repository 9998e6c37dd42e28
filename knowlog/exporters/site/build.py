"""From a log to a written site."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from knowlog.exporters.site.cache import SiteCache
from knowlog.exporters.site.derived import FontCutter, derived_files
from knowlog.exporters.site.gather import Gatherer, problems
from knowlog.exporters.site.gist import unpacked
from knowlog.exporters.site.lists import list_pages
from knowlog.exporters.site.making import Making
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import MEDIA
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import open_output
from knowlog.exporters.site.piece import digest
from knowlog.exporters.site.printing import Press
from knowlog.exporters.site.report import BuildReport
from knowlog.exporters.site.searchdata import shard_files, text_blocks, update_search
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import (
    Answer,
    code_stamps,
    inputs_of,
    remembered,
    site_name,
    stand_name,
)
from knowlog.exporters.site.templates import site_values
from knowlog.exporters.site.views import Board, entry_pages
from knowlog.exporters.site.wordchanges import numbered, update_words
from knowlog.render.markdown import render
from knowlog.storage.lock import hold


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
        cache: A folder for what the next export may use again; without one, or where it
            cannot be written, all is forgotten.
        cut_font: Makes the math font; loading what it needs takes long, so a caller loads it
            when it is called, which is seldom.

    Raises:
        ConflictError: The output folder holds something that is not ours.
        LockedError: Another export of the log does not come to an end.
        KnowlogError: The disk refused.
    """
    with tempfile.TemporaryDirectory(prefix="knowlog-") as forgotten:
        folder = cache if cache and os.access(cache, os.W_OK) else Path(forgotten)
        with (
            hold(folder, what="the site is being written"),
            closing(SiteCache(folder)) as memory,
        ):
            report = _export(source, options, out, memory, cut_font)
            memory.save()
    return report


def _export(
    source: SiteSource, options: SiteOptions, out: Path, memory: SiteCache, cut_font: FontCutter
) -> BuildReport:
    site = site_name(out)
    memory.belong_to(repr(code_stamps()))  # before anything is taken over from other code
    before = memory.products(site)
    output = open_output(out, {file: product.seen for file, product in before.items()})
    gatherer = Gatherer(source, options, memory, render)
    on = gatherer.board()
    making = Making(before, output, output.start())
    try:
        press = _press(on, source, memory, making)
        _print(on, press, memory, making)
        _copy(on, gatherer.media, making)
        for file, content in derived_files(on, memory, press.templates, cut_font):
            making.write(file, content)
        update_search(on, memory, making)
        written, products = making.finish()
    except BaseException:
        output.give_up()
        raise
    memory.keep_products(site, before, products)
    report = BuildReport(written, problems(on))
    answers = _answers(on, gatherer.media)
    memory.remember(stand_name(out), inputs_of(source, options), remembered(answers, report))
    return report


def _press(on: Board, source: SiteSource, memory: SiteCache, making: Making) -> Press:
    return Press(
        on.options,
        site_values(on.options, on.plan),
        source.root / "templates",
        memory.file,
        making.staging.folder,
    )


def _print(on: Board, press: Press, memory: SiteCache, making: Making) -> None:
    """Make the pages and the lists of words that are not already there as they shall be."""
    pages = [*list_pages(on), *entry_pages(on)]
    keys = {page.file: digest(press.manner, page.key) for page in pages}
    fresh = [page for page in pages if not making.stands(page.file, keys[page.file])]
    blocks = {
        name: (key, block)
        for key, block in text_blocks(on, numbered(on))
        for name in block.names
        if not making.stands(name, key)
    }
    printed = press.print_all(
        fresh,
        list({block.first: block for _, block in blocks.values()}.values()),
        update_words(on, memory),
    )
    for page in fresh:
        making.take(page.file, keys[page.file], printed.digests[page.file])
    for name, (key, _) in blocks.items():
        making.take(name, key, printed.digests[name])
    memory.keep_words(printed.groups)
    for group in printed.groups:
        for file in shard_files(group):
            making.take(file, group.key, printed.digests[file])


def _copy(on: Board, media: MediaFolder, making: Making) -> None:
    """Copy the files that entries show and that are not already there."""
    shown = {path for gist in on.gists.values() if gist.files for path in gist.files.split("\n")}
    portrait = media.find("", on.options.picture) if on.options.picture else None
    for path in sorted(shown | ({portrait} if portrait else set())):
        real = media.real(path)
        if real is not None:
            making.copy(media_address(path), real, media.stamp(path))


def _answers(on: Board, media: MediaFolder) -> Iterator[Answer]:
    """Name every file beside the entries that shows on the site, or that is missing."""
    for path, gist in on.gists.items():
        files, _ = unpacked(gist.watched) or ((), ())
        for target, address, stamp in files:
            yield path, target, address.removeprefix(MEDIA), stamp
    picture = on.options.picture
    if picture and "://" not in picture:
        file = media.find("", picture) or ""
        yield "", picture, file, media.stamp(file) if file else ""
