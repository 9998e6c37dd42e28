"""What rendering a body takes and gives back: plain values, so that no caller meets a library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from knowlog.domain.document import Problem
from knowlog.domain.links import LinkKind


@dataclass(frozen=True, slots=True)
class Embedded:
    """An entry that another one shows in its own text.

    Attributes:
        path: Relative to the log's root; an entry already on the way here is not entered again.
        body: Its Markdown.
        first_line: The line of its file on which the body starts, counted from 1.
    """

    path: str
    body: str
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads in the published log.

    Attributes:
        url: What goes into ``href`` or ``src``, without a fragment unless it is the target's own.
        title: The words for a wikilink that brings none.
        file: The file of the log that has to be published for this, relative to its root.
        width: Of an image, in CSS pixels.
        height: Of an image, in CSS pixels.
        entry: What ``![[...]]`` shows when the target is an entry.
        anchors: The heading ids that the target has; None when nobody looked.
    """

    url: str
    title: str = ""
    file: str = ""
    width: int | None = None
    height: int | None = None
    entry: Embedded | None = None
    anchors: frozenset[str] | None = None


class Resolver(Protocol):
    """Knows what the words between the brackets mean in this log."""

    def __call__(self, kind: LinkKind, target: str) -> Target | None:
        """Say where a link leads.

        Args:
            kind: How it is written; a tag comes without its ``#``.
            target: As written, percent escapes decoded, without the fragment. Never an address
                with a scheme or a host, and never a bare fragment: those are not asked for.

        Returns:
            None when the log has nothing of that name.
        """
        ...


def resolve_nothing(kind: LinkKind, target: str) -> None:
    """Know no target at all: links stay as they are written."""
    del kind, target


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What a body's own text does not say.

    Attributes:
        path: The file the body comes from, relative to the log's root.
        first_line: The line of the file on which the body starts, counted from 1.
        title: The entry's title; a heading that opens the body with the same words is left out.
        resolve: Where links, images, embeds and inline tags lead.
        macros: TeX macros of the log, name without backslash to definition with ``#1``.
        trust_html: Leave raw HTML exactly as it is, scripts included.
        frame_hosts: Hosts whose ``<iframe>`` may stay.
        id_prefix: Stands before every id, so that several bodies fit on one page.
        marks_missing: Show a link or picture that the log does not have as its words, marked,
            instead of one that fails when a reader follows it.
    """

    path: str = ""
    first_line: int = 1
    title: str = ""
    resolve: Resolver = resolve_nothing
    macros: Mapping[str, str] = field(default_factory=dict)
    trust_html: bool = False
    frame_hosts: frozenset[str] = frozenset()
    id_prefix: str = ""
    marks_missing: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of a table of contents.

    Attributes:
        level: As written, 1 to 6.
        id: What ``#id`` points at.
        text: Without markup.
        children: The headings below it.
    """

    level: int
    id: str
    text: str
    children: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class UsedLink:
    """A link that a body holds, and what became of it.

    Attributes:
        kind: How it is written.
        target: As written, without the fragment.
        fragment: As written, without ``#``.
        text: The words that are shown.
        line: Of the file, counted from 1.
        resolved: Where it leads; None for addresses outside the log and for broken links.
    """

    kind: LinkKind
    target: str
    fragment: str
    text: str
    line: int
    resolved: Target | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML, and what a page around it wants to know.

    Attributes:
        html: Safe to place in a page, unless the context trusts the author's HTML.
        toc: The headings, nested.
        links: Every link, image, embed and inline tag in the order of the text.
        problems: What was dropped, not understood or not found, by line of the file.
        features: Of ``audio``, ``code``, ``diagram``, ``footnotes``, ``frame``, ``image``,
            ``math``, ``mermaid``, ``table`` and ``video``.
        text: The words alone, blocks apart by a blank line, for search and summaries.
        math_characters: Every character that formulas show, for a font subset.
        css: Rules for the classes that took the place of inline styles; the same declarations
            have the same class in every body.
    """

    html: str
    toc: tuple[Heading, ...] = ()
    links: tuple[UsedLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    features: frozenset[str] = frozenset()
    text: str = ""
    math_characters: str = ""
    css: str = ""
