"""From a log to a written site."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowlog.domain.document import Document, Problem
from knowlog.domain.entry import Entry
from knowlog.exporters.site.around import backlinks, related
from knowlog.exporters.site.cache import Kept, SiteCache
from knowlog.exporters.site.cards import Page
from knowlog.exporters.site.derived import derived_files
from knowlog.exporters.site.links import directory
from knowlog.exporters.site.lists import list_pages
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.output import OutputFolder, Staging, Written, open_output, times_of
from knowlog.exporters.site.permalinks import Place, place_of
from knowlog.exporters.site.piece import Piece, headings_of
from knowlog.exporters.site.plan import plan
from knowlog.exporters.site.printing import Press, manner_of
from knowlog.exporters.site.rendering import Renderer, Workshop, digest, outdated, render_all
from knowlog.exporters.site.source import SiteSource, from_documents
from knowlog.exporters.site.views import Board, board, entry_pages
from knowlog.render.markdown import render

Problems = Mapping[str, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an export did.

    Attributes:
        files: What became of each file of the site.
        problems: Path of an entry to what was dropped, missing or not understood in it.
    """

    files: Written
    problems: Problems


def export_site(
    documents: Iterable[tuple[Entry, Document]],
    options: SiteOptions,
    *,
    root: Path,
    out: Path,
    renderer: Renderer = render,
) -> BuildReport:
    """Write a log that is in memory as a static site; see :func:`export_log`."""
    return export_log(from_documents(root, documents), options, out=out, renderer=renderer)


def export_log(
    source: SiteSource,
    options: SiteOptions,
    *,
    out: Path,
    cache: Path | None = None,
    renderer: Renderer = render,
) -> BuildReport:
    """Write a log as a static site, anew only where something changed.

    Args:
        source: The log.
        options: How the site shall be.
        out: Where to write; made when missing.
        cache: A folder for what the next export may use again; None forgets it.
        renderer: Turns a body into HTML.

    Raises:
        ConflictError: The output folder holds something that is not ours.
        KnowlogError: The disk refused.
    """
    with tempfile.TemporaryDirectory(prefix="knowlog-") as forgotten:
        memory = SiteCache(cache or Path(forgotten))
        name = f"times {os.path.realpath(out)}"
        times = json.loads(memory.recall(name, "") or "{}")
        output = open_output(out, {file: (size, time) for file, (size, time) in times.items()})
        export = _Export(source, options, output, memory, renderer)
        done = False
        try:
            report, digests = export.run()
            memory.remember(name, "", json.dumps(times_of(output.path, digests)))
            done = True
        finally:
            memory.close(keep=done)
    return report


@dataclass(frozen=True, slots=True)
class _Export:
    source: SiteSource
    options: SiteOptions
    output: OutputFolder
    memory: SiteCache
    renderer: Renderer

    def run(self) -> tuple[BuildReport, Mapping[str, str]]:
        kept = self.memory.kept()
        planned = plan(self._places(kept), self.options)
        media = MediaFolder(
            self.source.root,
            frozenset(entry.path for entry in self.source.entries) | self.source.hidden,
        )
        pieces = self._pieces(planned, media, kept)
        on = self._board(planned, pieces)
        pages = [*entry_pages(on), *list_pages(on)]
        staging = self.output.start()
        digests = self._print(pages, staging) | self._copy(pieces, media, staging)
        for file, content in derived_files(on, self.memory):
            digests[file] = staging.write(file, content)
        problems = {path: found for path, found in _problems(pieces) if found}
        return BuildReport(self.output.finish(staging, digests), problems), digests

    def _places(self, kept: Mapping[str, Kept]) -> Iterator[tuple[Entry, Place]]:
        for entry in self.source.entries:
            if entry.draft and not self.options.drafts:
                continue
            before = kept.get(entry.path)
            stamp = self.source.stamps.get(entry.path, "")
            if before and stamp and before.stamp == stamp:
                yield entry, before.piece.place
            else:
                yield entry, place_of(self.source.read(entry.path))

    def _pieces(
        self, planned: SitePlan, media: MediaFolder, kept: Mapping[str, Kept]
    ) -> dict[str, Piece]:
        workshop = Workshop(
            options=self.options,
            directory=directory(planned, media),
            read=self.source.read,
            stamps=self.source.stamps,
            renderer=self.renderer,
            manner=manner_of(self.options),
        )
        again, touched = outdated(workshop, planned.everything, kept)
        made = dict(self.memory.keep(render_all(workshop, again)))
        self.memory.touch(touched)
        shown = {article.entry.path for article in planned.everything}
        self.memory.forget(path for path in kept if path not in shown)
        self.memory.save()
        return {path: made.get(path) or kept[path].piece for path in sorted(shown)}

    def _board(self, planned: SitePlan, pieces: Mapping[str, Piece]) -> Board:
        key = digest(
            *(f"{one.entry.path}\1{one.entry.title}\1{one.entry.tags}" for one in planned.articles),
            *(repr([mention.target for mention in piece.mentions]) for piece in pieces.values()),
        )
        known = self.memory.recall("related", key)
        near = json.loads(known) if known else related(planned.articles, pieces)
        if known is None:
            self.memory.remember("related", key, json.dumps(near))
        return board(planned, self.options, pieces, backlinks(planned.everything, pieces), near)

    def _print(self, pages: list[Page], staging: Staging) -> dict[str, str]:
        press = Press(
            self.options, self.source.root / "templates", self.memory.file, staging.folder
        )
        before = json.loads(self.memory.recall("pages", press.manner) or "{}")
        keys = {page.file: digest(page.key) for page in pages}
        same = {
            file: before[file][1]
            for file, key in keys.items()
            if file in before
            and before[file][0] == key
            and self.output.digests.get(file) == before[file][1]
        }
        fresh = [page for page in pages if page.file not in same]
        digests = same | dict(press.print_all(fresh))
        now = {file: (key, digests[file]) for file, key in keys.items()}
        self.memory.remember("pages", press.manner, json.dumps(now))
        return digests

    def _copy(
        self, pieces: Mapping[str, Piece], media: MediaFolder, staging: Staging
    ) -> dict[str, str]:
        before = json.loads(self.memory.recall("media", "") or "{}")
        now: dict[str, tuple[str, str]] = {}
        for path in sorted({path for piece in pieces.values() for path in piece.files}):
            file, real, stamp = media_address(path), media.real(path), media.stamp(path)
            if real is None:
                continue
            known = before.get(file)
            if known and known[0] == stamp and self.output.digests.get(file) == known[1]:
                now[file] = (stamp, known[1])
            else:
                now[file] = (stamp, staging.copy(file, real))
        self.memory.remember("media", "", json.dumps(now))
        return {file: value for file, (_, value) in now.items()}


def _problems(pieces: Mapping[str, Piece]) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    headings = {path: headings_of(piece.toc) for path, piece in pieces.items() if piece.fragments}
    for path, piece in pieces.items():
        lost = [
            Problem(
                one.line,
                "missing-heading",
                f"{one.target} has no heading #{one.id}",
                "the link leads to the top of that page",
            )
            for one in piece.fragments
            if one.target in pieces
            and one.id not in headings.setdefault(one.target, headings_of(pieces[one.target].toc))
        ]
        found = [*piece.problems, *lost]
        yield path, tuple(sorted(found, key=lambda problem: problem.line))
