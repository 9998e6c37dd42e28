"""One text of a blog to one file of a log."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from knowlog.domain.imports import Destination, Remark, Taken
from knowlog.domain.jekyll import folder_categories, same_address
from knowlog.domain.text import counted
from knowlog.errors import KnowlogError
from knowlog.importers.jekyll.blog import HTML, Blog
from knowlog.importers.jekyll.links import Atlas, relink
from knowlog.importers.jekyll.texts import Text
from knowlog.render.liquid.engine import Scope
from knowlog.render.liquid.partial import Resolved, Stays, resolve
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.writing import Value
from knowlog.storage.header import find_header

LISTS = "a list that the blog made anew each time is as it was on the day of the import"
_DEFAULTS = ("categories", "category", "tags", "lang", "published")
"""What the settings may add to front matter that means something to a log."""
_PRE = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_LONGEST = 60
"""Characters of a piece of Liquid in a remark."""


@dataclass(frozen=True, slots=True)
class Converter:
    """Turns texts of one blog into files.

    Attributes:
        blog: What the texts belong to.
        atlas: Where everything of it is.
        destination: The log.
        pattern: Of the addresses on the log's site.
        scope_of: What the Liquid of a text may ask for.
    """

    blog: Blog
    atlas: Atlas
    destination: Destination
    pattern: str
    scope_of: Callable[[Text], Scope]

    def convert(self, text: Text, place: str) -> Taken:
        """Make the file.

        Args:
            text: To be converted.
            place: Its path in the log.
        """
        remarks = list(text.remarks)
        first = text.document.body_line - 1
        body = text.document.body
        if PurePosixPath(text.source).suffix.lower() in HTML:
            body = _unindented(body)
            remarks.append(Remark(0, "html", "its HTML stands in a Markdown file now"))
        resolved = resolve(body, self.scope_of(text))
        remarks += (replace(one, line=one.line + first) for one in _of_liquid(resolved))
        linked = relink(resolved.text, text, place, self.atlas)
        lines = _Lines(body, resolved.text)
        remarks += (replace(one, line=lines.before(one.line) + first) for one in linked.remarks)
        data = text.data
        if linked.text != text.document.body:
            start = len(data) - len(text.document.body.encode())
            data = data[:start] + linked.text.encode()
        data, header_remarks = self._with_header(text, data, place)
        remarks += header_remarks
        if PurePosixPath(place).stem != PurePosixPath(text.source).stem and text.kind != "pages":
            name = PurePosixPath(place).name
            remarks.append(Remark(0, "renamed", "its file is called otherwise", name))
        back: dict[str, object] = {"addresses": linked.before} if linked.before else {}
        if text.kind == "pages" and text.document.meta.get("layout") != "page":
            back["layout"] = text.document.written.get("layout")
        if resolved.raws:
            back["raw"] = True
        published = text.document.meta.get("published")
        if published is not False and self._is_to_come(text):
            back["published"] = published is True or None
        remarks.sort(key=lambda one: one.line)
        return Taken(text.source, place, data, tuple(remarks), back)

    def _with_header(self, text: Text, data: bytes, place: str) -> tuple[bytes, list[Remark]]:
        """The file with what the log has to know in its front matter."""
        remarks: list[Remark] = []
        changes: dict[str, Value | None] = {}
        for key, value, remark in self._wanted(text):
            changes[key] = value
            remarks.append(remark)
        if not text.document.meta and find_header(data) is None:
            message = "it has no front matter, so Jekyll did not show it; the log does"
            remarks.append(Remark(0, "no-header", message))
        try:
            data = edit(data, changes, path=text.source) if changes else data
            old = [] if _is_hidden(text) else self._redirects(text, data, place)
            if old:
                data = edit(data, {"redirect_from": old}, path=text.source)
        except KnowlogError as error:
            message = "its front matter cannot be read, so the log may show it elsewhere"
            return data, [Remark(1, "front-matter", message, error.message)]
        return data, remarks

    def _wanted(self, text: Text) -> Iterator[tuple[str, Value, Remark]]:
        written = text.document.meta
        if text.kind == "pages" and written.get("layout") != "page":
            old = str(text.meta.get("layout") or "none")
            message = "its layout is `page` now: that is what keeps it off the time line"
            yield "layout", "page", Remark(0, "layout", message, f"was {old}")
        if above := folder_categories(text.source):
            own = [one for one in text.named.categories if one not in above]
            message = "its folder was a category in Jekyll and is written down now"
            yield "categories", [*above, *own], Remark(0, "category", message, ", ".join(above))
        for key in _DEFAULTS:
            value = text.defaults.get(key)
            if key not in written and (usable := _value(value)) is not None:
                if key == "published" and value is not False:
                    continue
                message = f"`{key}` came from the settings of the blog and is written down now"
                yield key, usable, Remark(0, "default", message)
        if written.get("published") is False:
            return
        if self.blog.is_unseen(text.kind):
            message = "its collection has no pages in Jekyll, so it is a draft"
            yield "published", False, Remark(0, "unpublished", message)
        elif self._is_to_come(text):
            message = "its day is still to come and Jekyll keeps it back, so it is a draft"
            yield "published", False, Remark(0, "future", message, f"{text.named.date:%Y-%m-%d}")

    def _is_to_come(self, text: Text) -> bool:
        date = text.named.date
        shown = text.kind == "drafts" or self.blog.config.get("future") is True
        return date is not None and date > self.destination.now and not shown

    def _redirects(self, text: Text, data: bytes, place: str) -> list[str]:
        """The old addresses that lead elsewhere now, behind those that stand there already."""
        new = self.destination.address(place, data, self.pattern)
        written = text.document.meta.get("redirect_from") or []
        known = [str(one) for one in (written if isinstance(written, list) else [written])]
        old = [
            one
            for one in (text.addresses if self.blog.is_whole else ())
            if not same_address(one, new) and not any(same_address(one, other) for other in known)
        ]
        return [*known, *old] if old else []


def _value(value: object) -> Value | None:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return list(value)
    return None


def _is_hidden(text: Text) -> bool:
    return not text.addresses


def _of_liquid(resolved: Resolved) -> Iterator[Remark]:
    for one in resolved.stays:
        yield Remark(one.line, "liquid", f"Liquid stays as it is: {one.reason}", _short(one))
    if resolved.lists:
        for line in resolved.lists:
            yield Remark(line, "list", LISTS)
    for kind, lines, message in (
        ("highlight", resolved.highlights, "`highlight` is a fenced block now"),
        ("resolved", resolved.done, "Liquid was filled in"),
        ("raw", resolved.raws, "`raw` is not needed here and was taken out"),
    ):
        if lines:
            yield Remark(lines[0], kind, message, counted(len(lines), "place"))


def _short(one: Stays) -> str:
    line = one.written.partition("\n")[0]
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _unindented(body: str) -> str:
    """HTML whose lines start at the margin, where Markdown never takes them for code."""
    pieces = _PRE.split(body)
    outside = iter(range(0, len(pieces), 3))
    shown = []
    for number in outside:
        shown.append(re.sub(r"(?m)^[ \t]+", "", pieces[number]))
        if number + 1 < len(pieces):
            shown.append(pieces[number + 1])
    return "".join(shown)


class _Lines:
    """Finds the line of a text for a line of what became of it, by the lines that are unique."""

    def __init__(self, before: str, after: str) -> None:
        old, new = before.split("\n"), after.split("\n")
        self._anchors: list[tuple[int, int]] = []
        if len(old) != len(new):
            places = _unique(old)
            for line, place in _unique(new).items():
                source = places.get(line, -1)
                if not self._anchors or source > self._anchors[-1][1]:
                    self._anchors += [(place, source)] if source >= 0 else []

    def before(self, line: int) -> int:
        """The line itself where there are as many, else so far behind the last that is the same."""
        found = bisect_right(self._anchors, (line - 1, 1 << 62)) - 1
        if found < 0:
            return line
        place, source = self._anchors[found]
        return line - place + source


def _unique(lines: list[str]) -> dict[str, int]:
    """The lines that stand once, with their numbers, in their order."""
    counts = Counter(lines)
    return {line: number for number, line in enumerate(lines) if counts[line] == 1}
