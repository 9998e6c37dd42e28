"""The posts, drafts, pages and documents of a blog, and the addresses that each may have had."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath

from knowlog.domain.dates import entry_date, split_name
from knowlog.domain.describe import fields_of
from knowlog.domain.document import Document
from knowlog.domain.encoding import as_utf8
from knowlog.domain.imports import LeftOut, Remark
from knowlog.domain.jekyll import POST_FOLDERS, Named, address, categories, page_pattern
from knowlog.errors import UsageError
from knowlog.importers.jekyll.blog import HTML, MARKDOWN, Blog, is_doubtful, readable
from knowlog.settings.zone import named_zone
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.header import find_header

_HAS_OFFSET = re.compile(r"(?:[+-]\d{1,2}(?::?\d{2})?|Z|[A-Z]{2,4})\s*$")


@dataclass(frozen=True, slots=True)
class Text:
    """One file that becomes an entry or a page.

    Attributes:
        source: Its path in the blog.
        kind: ``posts``, ``drafts``, ``pages`` or the name of a collection.
        data: Its bytes as UTF-8, broken letters set right.
        document: The same, taken apart.
        meta: Front matter, completed by the defaults of the settings.
        defaults: What the settings add to the front matter.
        named: What the words of address patterns stand for.
        addresses: Where it may have stood, the likeliest first; empty when it was not published.
        remarks: What is said of it already.
    """

    source: str
    kind: str
    data: bytes
    document: Document
    meta: Mapping[str, object]
    defaults: Mapping[str, object]
    named: Named
    addresses: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def title(self) -> str:
        """Its title, or what Jekyll makes of its name."""
        written = self.document.written.get("title")
        return str(written) if written else self.named.slug.replace("-", " ").capitalize()


class Reader:
    """Reads every text of a blog."""

    def __init__(self, blog: Blog, zone: tzinfo) -> None:
        """Take a blog.

        Args:
            blog: What to read.
            zone: Of the log; the blog's own is used where it names one.
        """
        self._blog = blog
        self._zone = zone_of(blog, zone)
        self.left_out: list[LeftOut] = []

    def texts(self) -> Iterator[Text]:
        """Every text, in the order of the paths."""
        for path in self._blog.source.files:
            kind = self._kind(path)
            suffix = PurePosixPath(path).suffix.lower()
            if not kind or suffix not in MARKDOWN | HTML:
                continue
            try:
                raw = self._blog.source.read(path)
            except OSError as error:
                reason = f"it cannot be read: {error.strerror or error}"
                self.left_out.append(LeftOut(path, "unreadable", reason))
                continue
            encoding = self._blog.source.encoding
            if is_doubtful(raw, encoding):
                (problem, *_) = as_utf8(raw).problems
                reason = f"{problem.message}; say what it is: --encoding NAME"
                self.left_out.append(LeftOut(path, "encoding", reason))
                continue
            data = readable(raw, encoding)
            if kind != "pages" or find_header(data) is not None:
                yield self._text(path, kind, raw, data)

    def _kind(self, path: str) -> str:
        """What a file is by its place; an empty string when Jekyll would not read it."""
        parts = PurePosixPath(path).parts[:-1]
        folder = self._blog.collections_folder
        for name in self._blog.collections:
            if name != "posts" and path.startswith(f"{folder}_{name}/"):
                return name
        for number, part in enumerate(parts):
            if part in POST_FOLDERS:
                above = "/".join(parts[:number])
                return "" if above and self._blog.is_excluded(above) else part[1:]
        return "" if self._blog.is_excluded(path) else "pages"

    def _text(self, path: str, kind: str, raw: bytes, data: bytes) -> Text:
        document = parse(data, path)
        defaults = self._blog.defaults(path, kind)
        meta = {**defaults, **document.meta}
        named = self._named(path, kind, document, meta)
        found = Text(path, kind, data, document, meta, defaults, named, ())
        unseen = kind == "drafts" or self._blog.is_unseen(kind)
        hidden = unseen or meta.get("published") is False
        return replace(
            found,
            addresses=() if hidden else tuple(dict.fromkeys(self._addresses(found))),
            remarks=tuple(_mended(raw, data, self._blog.source.encoding)),
        )

    def _named(self, path: str, kind: str, document: Document, meta: Mapping[str, object]) -> Named:
        place = PurePosixPath(path)
        day, name = split_name(place.stem)
        slug = str(meta.get("slug") or (name if day and kind != "pages" else place.stem))
        folder = f"{self._blog.collections_folder}_{kind}/"
        inner = path.removeprefix(folder).removesuffix(place.suffix)
        return Named(
            slug=slug,
            date=entry_date(fields_of(document), path, self._zone) if kind != "pages" else None,
            categories=categories(path, meta),
            path=inner if kind != "pages" else str(place.parent) if len(place.parts) > 1 else "",
            collection=kind,
        )

    def _addresses(self, text: Text) -> Iterator[str]:
        own = text.meta.get("permalink")
        if isinstance(own, str) and own.strip():
            pattern = own.strip()
        elif text.kind == "posts":
            pattern = self._blog.style
        elif text.kind == "pages":
            pattern = page_pattern(self._blog.style, index=text.named.slug == "index")
        else:
            said = self._blog.collections.get(text.kind, {}).get("permalink")
            ending = page_pattern(self._blog.style).removeprefix("/:path/:basename")
            pattern = str(said or f"/:collection/:path{ending}")
        for moment in self._moments(text):
            yield address(pattern, replace(text.named, date=moment))

    def _moments(self, text: Text) -> Iterator[datetime | None]:
        """When Jekyll may have taken a text to be written.

        It moves each time into the zone of the site, and takes one without an offset for UTC;
        either can move the day.
        """
        moment = text.named.date
        if moment is None:
            yield None
            return
        yield moment.astimezone(self._zone)
        yield moment
        written = str(text.document.written.get("date") or "")
        if ":" in written and not _HAS_OFFSET.search(written):
            yield moment.replace(tzinfo=UTC).astimezone(self._zone)


def zone_of(blog: Blog, zone: tzinfo) -> tzinfo:
    """The time zone of a blog, or this one where it names none that exists."""
    name = blog.config.get("timezone")
    try:
        return named_zone(name) if isinstance(name, str) and name else zone
    except UsageError:
        return zone


def _mended(raw: bytes, data: bytes, encoding: str) -> Iterator[Remark]:
    """What was set right in the letters of a file."""
    if raw == data:
        return
    try:
        before, after = raw.decode().split("\n"), data.decode().split("\n")
    except UnicodeDecodeError:
        (problem, *_) = as_utf8(raw).problems
        message = "it was not UTF-8 and is saved as UTF-8 now"
        word = _word_at(data, problem.line)
        yield Remark(
            problem.line, "encoding", message, f"read as {encoding or 'Windows-1252'}{word}"
        )
        return
    message = "letters that were once saved in the wrong encoding are set right"
    for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
        if old != new:
            yield Remark(number, "mojibake", message, _first_difference(old, new))


def _word_at(data: bytes, line: int) -> str:
    """The first word of a line that is not ASCII, to be looked at."""
    words = data.decode("utf-8", "replace").split("\n")[line - 1].split()
    return next((f": {word}" for word in words if not word.isascii()), "")


def _first_difference(old: str, new: str) -> str:
    words = zip(old.split(), new.split(), strict=False)
    before, after = next((pair for pair in words if pair[0] != pair[1]), (old, new))
    return f"{before} -> {after}"
