"""The links of a log: which file names which, and what leads nowhere."""

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowlog.domain.anchors import heading_place, link_place
from knowlog.domain.dates import split_name
from knowlog.domain.document import Document
from knowlog.domain.guesses import Guesses
from knowlog.domain.headerlinks import find_header_links
from knowlog.domain.headings import find_places
from knowlog.domain.links import Link, LinkKind, find_links, find_liquid
from knowlog.domain.literal import masked
from knowlog.domain.names import Names, places, without_ending, without_query
from knowlog.domain.permalinks import Place, place_of
from knowlog.domain.targets import target_for

BROKEN_LINK = "broken-link"
BROKEN_ANCHOR = "broken-anchor"
MISSING_IMAGE = "missing-image"
MISSING_EMBED = "missing-embed"

_FAULTS: Mapping[LinkKind, str] = {
    LinkKind.IMAGE: MISSING_IMAGE,
    LinkKind.EMBED: MISSING_EMBED,
    LinkKind.PROPERTY: MISSING_IMAGE,
}
_ALWAYS_THERE = frozenset({"", "top"})
"""Fragments that every page has, by the HTML standard."""
_TEMPLATE_MARKS = ("{{", "{%")


@dataclass(frozen=True, slots=True)
class Note:
    """What the links of a log ask of one file.

    Attributes:
        path: Relative to the log's root.
        links: Those that stay in the log, in the order of the text; ``line`` counts in the body.
        anchors: Every id that a link to it can name, with the words of the heading; other ids
            have none.
        body_line: The line of the file on which the body starts, counted from 1.
        place: What its front matter says of its names and addresses.
    """

    path: str
    links: tuple[Link, ...]
    anchors: Mapping[str, str]
    body_line: int = 1
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Edge:
    """A link of the log and where it leads.

    Attributes:
        source: The path of the file that holds it.
        line: The line of that file, counted from 1.
        link: As it is written.
        path: The entry or file that it leads to; empty when nothing has that name.
        fault: ``broken-link``, ``broken-anchor``, ``missing-image`` or ``missing-embed``; empty
            when all is well.
    """

    source: str
    line: int
    link: Link
    path: str
    fault: str = ""


def note_of(document: Document, *, liquid: bool = False, before: str = "") -> Note:
    """Find the links and the places of a document.

    Args:
        document: What was read.
        liquid: Take the tags of Jekyll for links too.
        before: The text of the file up to the body, if its links are asked for too.
    """
    mask = masked(document.body)
    found = list(find_links(document.body, mask))
    if liquid:
        found = sorted([*found, *find_liquid(document.body, mask)], key=lambda link: link.start)
    found = [*find_header_links(before, document.properties), *found]
    links = tuple(link for link in found if stays_inside(link))
    anchors = find_places(document.body, mask).anchors
    return Note(document.path, links, anchors, document.body_line, place_of(document))


def stays_inside(link: Link) -> bool:
    """Whether a link names something of the log, as against the web or what a template fills in."""
    if link.is_external or not (link.target or link.fragment):
        return False
    return not any(mark in link.place or mark in link.fragment for mark in _TEMPLATE_MARKS)


class Graph:
    """Every link of a log with where it leads.

    Attributes:
        edges: By path of the source, then in the order of its text.
    """

    def __init__(
        self,
        notes: Iterable[Note],
        names: Names,
        folders: Collection[str] = frozenset(),
        pages: Collection[str] = (),
    ) -> None:
        """Look up what each link means.

        Args:
            notes: Every entry of the log.
            names: What the entries and the other files of the log answer to.
            folders: Paths of folders, which a link may lead to as well.
            pages: Addresses of pages that the site makes by itself, without the slash before.
        """
        self._notes = {note.path: note for note in sorted(notes, key=lambda note: note.path)}
        self._names = names
        self._folders = folders
        self._anchor_guesses: dict[tuple[str, bool], Guesses] = {}
        self._pages = frozenset(page.strip("/") for page in pages)
        self.edges = tuple(self._edges())

    def _edges(self) -> Iterable[Edge]:
        for note in self._notes.values():
            for link in note.links:
                meant = self._names.first(link, note.path)
                if meant is None and link.loose:
                    continue  # it may be no link
                path = meant[1] if meant else ""
                line = note.body_line + link.line - 1
                yield Edge(note.path, line, link, path, self.fault(link, note.path, path))

    def fault(self, link: Link, source: str, found: str) -> str:
        """What is wrong with a link, as for `Edge`.

        Args:
            link: As it is written.
            source: The path of the file that holds it.
            found: What it leads to, or empty.
        """
        if not found:
            fault = _FAULTS.get(link.kind, BROKEN_LINK)
            fine = self._leads_to_folder(link, source) or self._leads_to_page(link)
            return "" if fine else fault
        note = self._notes.get(found)
        if note is None or anchor_of(link) in _ALWAYS_THERE or anchor_of(link) in note.anchors:
            return ""
        return BROKEN_ANCHOR

    def _leads_to_folder(self, link: Link, source: str) -> bool:
        if link.kind.is_wiki or link.kind.is_liquid:
            return False
        return any(path in self._folders for _, path in places(link.place, source))

    def _leads_to_page(self, link: Link) -> bool:
        """Whether an address is one of the site's own: its home, a list, a feed."""
        place = link.place
        return place == "/" or (place.startswith("/") and place.strip("/") in self._pages)

    def out_of(self, path: str) -> list[Edge]:
        """The links of a file, in the order of its text."""
        return [edge for edge in self.edges if edge.source == path]

    def into(self, path: str) -> list[Edge]:
        """The links of other files to this one."""
        return [edge for edge in self.edges if edge.path == path and edge.source != path]

    @cached_property
    def broken(self) -> list[Edge]:
        """The links that lead nowhere, or to a heading that is not there."""
        return [edge for edge in self.edges if edge.fault]

    @cached_property
    def orphans(self) -> list[str]:
        """The paths of the files that no other file links to."""
        reached = {edge.path for edge in self.edges if edge.path != edge.source}
        return [path for path in self._notes if path not in reached]

    def near(self, edge: Edge) -> str:
        """What a broken link may have meant, as the link would write it; empty without a guess.

        For a broken anchor this is the fragment alone, for any other link the target.
        """
        if edge.fault == BROKEN_ANCHOR:
            return self._near_anchor(edge)
        wanted = without_ending(posixpath.basename(without_query(edge.link.target)))
        likest = self._guesses.best(split_name(wanted)[1])  # a date says nothing of what is meant
        path = self._names.called(wanted, edge.source) or self._names.called(likest, edge.source)
        return target_for(edge.link, edge.source, None, path, self._names) if path else ""

    def _near_anchor(self, edge: Edge) -> str:
        wiki = edge.link.kind.is_wiki
        known = self._anchor_guesses.get((edge.path, wiki))
        if known is None:
            anchors = self._notes[edge.path].anchors
            known = (
                Guesses(text or name for name, text in anchors.items())
                if wiki
                else Guesses(anchors)
            )
            self._anchor_guesses[edge.path, wiki] = known
        return known.best(edge.link.fragment.rpartition("#")[2] if wiki else edge.link.fragment)

    @cached_property
    def _guesses(self) -> Guesses:
        return Guesses(name for name, _ in self._names.known())


def anchor_of(link: Link) -> str:
    """The id that the fragment of a link names, empty when it has none."""
    if link.kind.is_wiki:
        return heading_place(link.fragment) if link.fragment else ""
    return link_place(link.fragment.partition(":~:")[0])
