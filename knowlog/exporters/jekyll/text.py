"""The body of an entry as Jekyll reads it: its links as addresses, its braces not as Liquid."""

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from knowlog.domain.anchors import anchor
from knowlog.domain.document import Problem
from knowlog.domain.links import Link, LinkKind, escaped, find_links
from knowlog.domain.literal import literal_stretches
from knowlog.exporters.jekyll.places import Place
from knowlog.exporters.jekyll.source import Item, LogSource

_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_BRACES = re.compile(r"\{\{|\{%")
_CALLOUT = re.compile(r"(?m)^[ \t]*>[ \t]*\[![a-zA-Z]+\]")

Splice = tuple[int, int, str]
"""Start, end and new text, in characters of the body."""


@dataclass(slots=True)
class Body:
    """What becomes of one body.

    Attributes:
        text: As Jekyll reads it.
        files: Paths in the log of the files it needs.
        problems: What is not as it was, lines counted in the body.
    """

    text: str
    files: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BodyWriter:
    """Turns the bodies of a log into those of a blog.

    Attributes:
        source: The log.
        places: Path of an entry to its place in the blog.
        file_place: Path of a file of the log to its path in the blog.
        base: The path in front of every address, or an empty string.
        stays: Finds Liquid that an import left as it was, as spans; see `render.liquid.kept`.
    """

    source: LogSource
    places: dict[str, Place]
    file_place: Callable[[str], str]
    base: str
    stays: Callable[[str], "tuple[list[tuple[int, int]], list[tuple[int, int]]]"]

    def write(self, item: Item) -> Body:
        """Make the body of one entry."""
        body = item.document.body
        done = Body(body)
        splices = [splice for splice in self._links(item, done) if splice is not None]
        if _BRACES.search(body):
            wrapped = list(self._liquid(body, splices))
            splices += wrapped
            opened = [start for start, _, text in wrapped if text]
            if opened and not self.source.back(item.entry.path).get("raw"):
                line = body.count("\n", 0, min(opened)) + 1
                message = "braces that are no Liquid stand in `raw`"
                done.problems.append(Problem(line, "raw", message))
        pieces, at = [], 0
        for start, end, new in sorted(splices):
            pieces += [body[at:start], new]
            at = end
        done.text = "".join([*pieces, body[at:]])
        if found := _CALLOUT.search(body):
            line = body.count("\n", 0, found.start()) + 1
            message = "a callout is a quotation in Jekyll"
            done.problems.append(Problem(line, "callout", message))
        return done

    def _links(self, item: Item, done: Body) -> Iterator[Splice | None]:
        body = item.document.body
        before = self.source.back(item.entry.path).get("addresses")
        known = before if isinstance(before, dict) else {}
        for link in find_links(body):
            old = known.get(body[link.target_start : link.target_end])
            if isinstance(old, str):
                yield link.target_start, link.target_end, old
                self._target(next(iter(self.source.names.find(link, item.entry.path)), ""), done)
                continue
            path = next(iter(self.source.names.find(link, item.entry.path)), "")
            if not link.target or link.is_external:
                continue
            target = self._target(path, done)
            if target is None:
                yield self._broken(link, item, done)
            elif link.kind.is_wiki:
                yield link.start, link.end, self._markdown(link, target, path)
            else:
                fragment = f"#{link.fragment}" if link.fragment else ""
                yield link.target_start, link.target_end, escaped(target) + fragment

    def _target(self, path: str, done: Body) -> str | None:
        """The address of an entry or a file; None when there is none of this path."""
        if path in self.places:
            return self.base + self.places[path].address
        if not path or not self.source.is_file(path):
            return None
        done.files.add(path)
        return f"{self.base}/{self.file_place(path)}"

    def _broken(self, link: Link, item: Item, done: Body) -> Splice | None:
        """Double brackets that name nothing are words, and often they always were."""
        if link.kind.is_wiki:
            is_plain = item.entry.path in self.source.origins
            if is_plain or item.document.body.startswith("(", link.end):
                return None
            message = f"{link.target} is not in the log, so its link is plain text"
            done.problems.append(Problem(link.line, "broken-link", message))
            return link.start, link.end, link.text or link.target
        message = f"{link.target} is not in the log, so its link stays as it is"
        done.problems.append(Problem(link.line, "broken-link", message))
        return None

    def _markdown(self, link: Link, target: str, path: str) -> str:
        words = link.text or link.target or self.source.names.entries[path].title
        fragment = f"#{anchor(link.fragment)}" if link.fragment else ""
        is_picture = link.kind is LinkKind.EMBED and path not in self.places
        if is_picture and words.replace("x", "").isdecimal():
            words = posixpath.basename(path)  # ``![[a.png|300]]`` names a width
        return f"{'!' if is_picture else ''}[{words}]({escaped(target)}{fragment})"

    def _liquid(self, body: str, splices: list[Splice]) -> Iterator[Splice]:
        """Wrap braces that are no Liquid in ``raw``; Liquid that an import left is Liquid again."""
        kept, marks = self.stays(body)
        for start, end in marks:
            yield start, end, ""
        spans = _Spans([*kept, *((start, end) for start, end, _ in splices)])
        code = []
        for part in literal_stretches(body):
            inside = body[part.start : part.end]
            if _BRACES.search(inside) and not spans.overlap(part.start, part.end):
                code.append((part.start, part.end))
                yield from _raw(body, part.start, part.end)
        spans = _Spans([*spans.all, *code])
        for start, end in _braces(body):
            if not spans.overlap(start, end):
                yield start, start, "{% raw %}"
                yield end, end, "{% endraw %}"


def _braces(body: str) -> Iterator[tuple[int, int]]:
    """What Jekyll would take for Liquid, or at least for the start of it."""
    at = 0
    ends = {"{{": "}}", "{%": "%}"}
    while found := _BRACES.search(body, at):
        end = body.find(ends[found[0]], found.end()) if found[0] in ends else -1
        if end < 0:
            ends.pop(found[0], None)
        at = end + 2 if end >= 0 else found.end()
        yield found.start(), at


class _Spans:
    """Parts of a body, asked which of them a part meets."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.all = sorted(spans)
        self._starts = [start for start, _ in self.all]
        self._ends = list(accumulate((end for _, end in self.all), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with this part."""
        number = bisect_left(self._starts, end)
        return number > 0 and self._ends[number - 1] > start


def _raw(body: str, start: int, end: int) -> Iterator[Splice]:
    """``raw`` around a fenced block, or inside a code span."""
    part = body[start:end]
    ticks = len(part) - len(part.lstrip("`"))
    if _FENCED.match(part) or "\n" in part:
        line_start = body.rfind("\n", 0, start) + 1
        before = body[line_start:start]
        indent = re.match(r"[ \t>]*", before + part)
        margin = indent[0] if indent and not before.strip(" \t>") else ""
        newline = "\r\n" if "\r\n" in part else "\n"
        tail = "" if part.endswith("\n") else newline
        yield line_start, line_start, f"{margin}{{% raw %}}{newline}"
        yield end, end, f"{tail}{margin}{{% endraw %}}{newline if part.endswith(chr(10)) else ''}"
    else:
        yield start + ticks, start + ticks, "{% raw %}"
        yield end - ticks, end - ticks, "{% endraw %}"
