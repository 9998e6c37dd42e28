"""Brings together what pages are made from, taking over from the last export what still holds."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from knowlog.domain.document import Problem
from knowlog.domain.entry import Entry
from knowlog.domain.permalinks import Place, place_of
from knowlog.exporters.site.around import linkers, related
from knowlog.exporters.site.cache import Kept, SiteCache
from knowlog.exporters.site.gist import Gist, unpacked
from knowlog.exporters.site.graph import Graph, edges_of, graph
from knowlog.exporters.site.links import Directory, names_of
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.piece import Pieces, as_place, digest
from knowlog.exporters.site.plan import plan
from knowlog.exporters.site.printing import manner_of
from knowlog.exporters.site.rendering import Renderer, Workshop, outdated, render_all
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import code_stamps, media_of
from knowlog.exporters.site.views import Board

Links = Mapping[str, list[str]]
"""The path of every entry to the paths of those it links to."""


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Renders a log and works out what stands around each entry.

    Attributes:
        source: The log.
        options: Of the site.
        memory: What the last export left.
        renderer: Turns a body into HTML.
        read_piece: Path of an entry to its piece, for the board; the memory's own where not given.
        media: The files beside the entries.
    """

    source: SiteSource
    options: SiteOptions
    memory: SiteCache
    renderer: Renderer
    read_piece: Callable[[str], str] | None = None
    media: MediaFolder = field(init=False)

    def __post_init__(self) -> None:
        """Look at the files beside the entries once."""
        object.__setattr__(self, "media", media_of(self.source))

    def board(self) -> Board:
        """Do it all."""
        self.memory.belong_to(repr(code_stamps()))
        kept = self.memory.kept()
        planned = plan(self._places(kept), self.options)
        gists = self._gists(planned, kept)
        found = {path: unpacked(gist.links) for path, gist in gists.items() if gist.links}
        links = {path: [target for target, _ in rows] for path, rows in found.items()}
        return Board(
            plan=planned,
            options=self.options,
            gists=gists,
            pieces=Pieces(gists, self.read_piece or self.memory.piece),
            places=cache(lambda path: frozenset(self.memory.places(path).split("\n"))),
            linkers=linkers(planned.everything, found),
            related=self._related(planned, links),
            graph=self._graph(links, gists),
            portrait=self._portrait(),
        )

    def _places(self, kept: Mapping[str, Kept]) -> Iterator[tuple[Entry, Place]]:
        nowhere = Place()
        for entry in self.source.entries:
            if entry.draft and not self.options.drafts:
                continue
            before = kept.get(entry.path)
            stamp = self.source.stamps.get(entry.path, "")
            if before and stamp and before.stamp == stamp:
                row = before.gist.place
                yield entry, as_place(unpacked(row)) if row else nowhere
            else:
                yield entry, place_of(self.source.read(entry.path))

    def _gists(self, planned: SitePlan, kept: Mapping[str, Kept]) -> dict[str, Gist]:
        workshop = Workshop(
            options=self.options,
            directory=Directory(planned, self.media),
            read=self.source.read,
            stamps=self.source.stamps,
            renderer=self.renderer,
            manner=manner_of(self.options),
        )
        names = digest(*names_of(planned))
        same = self.memory.recall("names", names) is not None
        pieces = Pieces({path: before.gist for path, before in kept.items()}, self.memory.piece)

        marks = None if same else lambda path: pieces[path].marks
        if not same:  # what is saved from here on was made under other names
            self.memory.remember("names", "", "")
        again, touched = outdated(workshop, planned.everything, kept, marks)
        made = {one.path: one.gist for one in self.memory.keep(render_all(workshop, again))}
        self.source.rest()
        self.memory.touch(touched)
        shown = {article.entry.path for article in planned.everything}
        self.memory.forget(path for path in kept if path not in shown)
        self.memory.remember("names", names, "")
        self.memory.save()
        return {path: made.get(path) or kept[path].gist for path in sorted(shown)}

    def _related(self, planned: SitePlan, links: Links) -> dict[str, list[str]]:
        titles = (
            f"{one.entry.path}\1{one.entry.title}\1{one.entry.tags}" for one in planned.articles
        )
        key = digest(*titles, repr(links))
        known = self.memory.recall("related", key)
        if known is None:
            found = related(planned.articles, links)
            known = json.dumps({path: near for path, near in found.items() if near})
            self.memory.remember("related", key, known)
        near: dict[str, list[str]] = json.loads(known)
        return near

    def _graph(self, links: Links, gists: Mapping[str, Gist]) -> Graph:
        known = {path: [to for to in ends if to in gists] for path, ends in links.items()}
        key = digest(repr(known))
        found = self.memory.recall("graph", key)
        if found is None:
            found = json.dumps(graph(edges_of(known)))
            self.memory.remember("graph", key, found)
        linked, edges, hubs, entries, pairs = json.loads(found)
        return Graph(
            [(path, links) for path, links in linked],
            [(one, two) for one, two in edges],
            [(path, links) for path, links in hubs],
            entries,
            pairs,
        )

    def _portrait(self) -> str:
        picture = self.options.picture
        if not picture or "://" in picture:
            return picture
        file = self.media.find("", picture)
        return media_address(file) if file else ""


def problems(on: Board) -> dict[str, tuple[Problem, ...]]:
    """Collect what a person should know, by the path of the entry and in the order of its lines."""
    found: dict[str, tuple[Problem, ...]] = {}
    for path, gist in on.gists.items():
        if not gist.reports:
            continue
        own, fragments = unpacked(gist.reports)
        lost = [
            Problem(
                line,
                "missing-heading",
                f"{target} has no heading #{place}",
                "The link leads to the top of that page.",
            )
            for target, place, line in fragments
            if target in on.gists and place not in on.places(target)
        ]
        if lost or own:
            both = grouped((*(Problem(*row) for row in own), *lost))
            found[path] = tuple(sorted(both, key=lambda problem: problem.line))
    return found


def grouped(problems: Collection[Problem]) -> Iterator[Problem]:
    """Tell what is the same once, at its first place, with how often it is there."""
    times = Counter((one.kind, one.message, one.hint) for one in problems)
    for (kind, message, hint), count in times.items():
        line = min(one.line for one in problems if (one.kind, one.message) == (kind, message))
        yield Problem(line, kind, f"{message} ({count} times)" if count > 1 else message, hint)
