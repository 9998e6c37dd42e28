"""Make the addresses in a text of a blog work in the log and on its site."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from knowlog.domain.imports import Remark
from knowlog.domain.links import Link, LinkKind, escaped, find_links, is_external
from knowlog.importers.jekyll.texts import Text
from knowlog.render.liquid.filters import BASE_MARK, URL_MARK
from knowlog.render.liquid.hidden import GONE, tidy

_MARKS = URL_MARK + BASE_MARK
_FILE = re.compile(r"\.(?!html?\s*$|md\s*$|markdown\s*$)[a-zA-Z0-9]{2,5}\s*$")


@dataclass(frozen=True, slots=True)
class Atlas:
    """Where everything of a blog is.

    Attributes:
        texts: Address to text, without the base and without ``/`` or ``.html`` at the end.
        files: Paths of all other files.
        url: Where the blog is published, without the base, or an empty string.
        base: The path in front of every address, or an empty string.
        path_of: The path of a text in the log; None when it does not come in.
        attach: Takes a file into the log and gives its path there.
        own: Paths of files that the log has already.
    """

    texts: Mapping[str, Text]
    files: Mapping[str, int]
    url: str
    base: str
    path_of: Callable[[Text], str | None]
    attach: Callable[[str], str]
    own: frozenset[str] = frozenset()

    def find(self, address: str) -> Text | str | None:
        """A text, or the path of a file, by its address without the base."""
        key = plain(unquote(address))
        if key in self.texts:
            return self.texts[key]
        path = posixpath.normpath(unquote(address).strip("/"))
        return path if path in self.files else None

    def without_base(self, address: str) -> str:
        """An address as it is below the base."""
        inside = self.base and f"{address}/".startswith(f"{self.base}/")
        return "/" + address[len(self.base) :].lstrip("/") if inside else address


def plain(address: str) -> str:
    """An address as a key: one for ``/a``, ``/a/``, ``/a.html`` and ``/a/index.html``."""
    path = posixpath.normpath("/" + address.strip("/"))
    return path.removesuffix("/index.html").removesuffix(".html").rstrip("/") or "/"


@dataclass(frozen=True, slots=True)
class Relinked:
    """What became of the addresses of a text.

    Attributes:
        text: The text.
        remarks: What its author should know, lines counted in the text.
        before: Address as it stands now to what it was, for those that no Liquid made.
    """

    text: str
    remarks: tuple[Remark, ...]
    before: Mapping[str, str]


def relink(text: str, page: Text, place: str, atlas: Atlas) -> Relinked:
    """Rewrite the addresses of a text.

    Args:
        text: Markdown; marks of Liquid stand where the blog's own address is meant.
        page: Whose text it is.
        place: Its path in the log.
        atlas: Of the blog.
    """
    remarks: list[Remark] = []
    rewriter = _Rewriter(page, place, atlas, remarks)
    pieces, at = [], 0
    before: dict[str, str] = {}
    for start, end, new in sorted(_splices(text, rewriter)):
        old = text[start:end]
        if new != GONE and (old[0] not in _MARKS or "://" in new):
            below = "/" + old.lstrip(_MARKS + "/")
            before[new] = atlas.base + below if old[0] in _MARKS else old
        pieces += [text[at:start], new]
        at = end
    done = "".join([*pieces, text[at:]])
    done = tidy(done.replace(URL_MARK, atlas.url).replace(BASE_MARK, atlas.base))
    return Relinked(done, tuple(sorted(remarks, key=lambda one: one.line)), before)


def _splices(text: str, rewriter: "_Rewriter") -> Iterator[tuple[int, int, str]]:
    """What to put in the place of which characters; a link may hold a picture."""
    for link in find_links(text):
        if link.kind.is_wiki:
            continue
        written = text[link.target_start : link.target_end]
        new = rewriter.rewritten(link, written)
        if new is None:
            yield link.start, link.end, GONE
        elif new != written:
            yield link.target_start, link.target_end, new


@dataclass(frozen=True, slots=True)
class _Rewriter:
    page: Text
    place: str
    atlas: Atlas
    remarks: list[Remark]

    def rewritten(self, link: Link, written: str) -> str | None:
        """The address as it shall stand; None when the whole link goes."""
        is_marked = written[:1] in tuple(_MARKS)
        bare = "".join(one for one in written if one not in _MARKS) if is_marked else written
        address = self._address(bare, is_marked=is_marked)
        if link.kind is LinkKind.IMAGE and address in {"", "/"} and not bare.strip("/"):
            message = (
                "a picture has no address and was left out, because the blog names no picture;"
                " `knowlog config set picture FILE` names one"
            )
            self._say(link, "no-picture", message, link.text)
            return None
        if address is None:
            return written
        path, mark, rest = _split(address)
        found = self._found(path, written)
        if isinstance(found, Text) and (target := self.atlas.path_of(found)):
            return escaped(posixpath.relpath(target, posixpath.dirname(self.place))) + mark + rest
        if isinstance(found, str):
            return self._file(found, written, bare, mark + rest, is_marked=is_marked)
        return self._missing(link, written, bare, is_marked=is_marked)

    def _address(self, bare: str, *, is_marked: bool) -> str | None:
        """The address below the base; None for what does not lead into the blog."""
        if is_marked:
            return "/" + bare.lstrip("/")
        if not bare or bare.startswith("#") or is_external(bare) or set(bare) & set(_MARKS):
            return None
        if bare.startswith("/"):
            return self.atlas.without_base(bare)
        own = self.page.addresses[0] if self.page.addresses else f"/{self.page.source}"
        return urljoin(own, bare)

    def _found(self, path: str, written: str) -> Text | str | None:
        found = self.atlas.find(path)
        if found is None and not written.startswith(("/", URL_MARK, BASE_MARK)):
            # As GitHub reads it, and the plug-in jekyll-relative-links: from the file itself.
            beside = posixpath.join(
                posixpath.dirname(self.page.source), unquote(_split(written)[0])
            )
            found = self.atlas.find(beside)
        return found

    def _file(self, found: str, written: str, bare: str, rest: str, *, is_marked: bool) -> str:
        target = self.atlas.attach(found)
        path = unquote(_split(bare)[0])
        if is_marked or written.startswith("/"):
            return bare if path == f"/{target}" else f"/{escaped(target)}{rest}"
        beside = posixpath.relpath(target, posixpath.dirname(self.place))
        return bare if posixpath.normpath(path) == beside else escaped(beside) + rest

    def _missing(self, link: Link, written: str, bare: str, *, is_marked: bool) -> str:
        """What leads nowhere in the folder: to the published blog where that is known."""
        path = _split(bare)[0]
        what = "file" if _FILE.search(path) or link.kind is LinkKind.IMAGE else "page"
        address = self._address(bare, is_marked=is_marked)
        is_known = bare.startswith("/") or is_marked or bool(self.page.addresses)
        if self.atlas.url and address and is_known and not bare.startswith("www."):
            web = "https://" + self.atlas.url.partition("://")[2] + self.atlas.base
            message = f"a {what} is not in the folder; its address leads to {web} now"
            self._say(link, "absent", message, bare)
            return web + "/" + self.atlas.without_base(address).lstrip("/")
        if bare.strip("/") not in self.atlas.own:
            self._say(link, "absent", f"a {what} is not in the folder", bare)
        return ("/" + bare.lstrip("/")) if is_marked else written

    def _say(self, link: Link, kind: str, message: str, detail: str) -> None:
        self.remarks.append(Remark(link.line, kind, message, detail))


def _split(address: str) -> tuple[str, str, str]:
    """A path, the sign that ends it, and what follows."""
    found = re.search(r"[?#]", address)
    if found is None:
        return address, "", ""
    return address[: found.start()], found[0], address[found.end() :]


def addresses_in(value: object) -> Iterator[str]:
    """Every text in front matter that could be the address of a file."""
    if isinstance(value, str):
        if "/" in value or "." in value:
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from addresses_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses_in(inner)
