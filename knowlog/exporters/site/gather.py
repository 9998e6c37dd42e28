"""Brings together what pages are made from, taking over from the last export what still holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowlog.domain.document import Problem
from knowlog.domain.entry import Entry
from knowlog.domain.permalinks import Place, place_of
from knowlog.exporters.site.around import backlinks, related
from knowlog.exporters.site.cache import Kept, SiteCache
from knowlog.exporters.site.graph import Spot, edges_of, spots
from knowlog.exporters.site.links import directory
from knowlog.exporters.site.media import MediaFolder, media_address
from knowlog.exporters.site.model import SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.piece import Piece
from knowlog.exporters.site.plan import plan
from knowlog.exporters.site.printing import manner_of
from knowlog.exporters.site.rendering import Renderer, Workshop, digest, outdated, render_all
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import media_of
from knowlog.exporters.site.views import Board


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Renders a log and works out what stands around each entry.

    Attributes:
        source: The log.
        options: Of the site.
        memory: What the last export left.
        renderer: Turns a body into HTML.
    """

    source: SiteSource
    options: SiteOptions
    memory: SiteCache
    renderer: Renderer

    @property
    def media(self) -> MediaFolder:
        """The files beside the entries."""
        return media_of(self.source)

    def board(self) -> Board:
        """Do it all."""
        kept = self.memory.kept()
        planned = plan(self._places(kept), self.options)
        pieces = self._pieces(planned, kept)
        titles = (
            f"{one.entry.path}\1{one.entry.title}\1{one.entry.tags}" for one in planned.articles
        )
        links = {path: [one.target for one in piece.mentions] for path, piece in pieces.items()}
        key = digest(*titles, repr(links))
        near = self.memory.recall("related", key)
        if near is None:
            near = json.dumps(related(planned.articles, pieces))
            self.memory.remember("related", key, near)
        return Board(
            plan=planned,
            options=self.options,
            pieces=pieces,
            backlinks=backlinks(planned.everything, pieces),
            related=json.loads(near),
            graph=self._graph(links),
            portrait=self._portrait(),
        )

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

    def _pieces(self, planned: SitePlan, kept: Mapping[str, Kept]) -> dict[str, Piece]:
        workshop = Workshop(
            options=self.options,
            directory=directory(planned, self.media),
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

    def _graph(self, links: Mapping[str, list[str]]) -> list[Spot]:
        edges = edges_of({path: [to for to in ends if to in links] for path, ends in links.items()})
        key = digest(repr(edges))
        known = self.memory.recall("graph", key)
        if known is not None:
            return [Spot(*row) for row in json.loads(known)]
        found = spots(edges)
        rows = [(spot.path, spot.x, spot.y, spot.links) for spot in found]
        self.memory.remember("graph", key, json.dumps(rows))
        return found

    def _portrait(self) -> str:
        picture = self.options.picture
        if not picture or "://" in picture:
            return picture
        file = self.media.find("", picture)
        return media_address(file) if file else ""


def problems(pieces: Mapping[str, Piece]) -> dict[str, tuple[Problem, ...]]:
    """Collect what a person should know, by the path of the entry and in the order of its lines."""
    found: dict[str, tuple[Problem, ...]] = {}
    for path, piece in pieces.items():
        lost = [
            Problem(
                one.line,
                "missing-heading",
                f"{one.target} has no heading #{one.id}",
                "The link leads to the top of that page.",
            )
            for one in piece.fragments
            if one.target in pieces and one.id not in pieces[one.target].places
        ]
        if lost or piece.problems:
            both = (*piece.problems, *lost)
            found[path] = tuple(sorted(both, key=lambda problem: problem.line))
    return found
