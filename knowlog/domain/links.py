"""What a link is, and where links stand in a body, exact to the character."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from knowlog.domain.literal import masked

_WIKILINK = re.compile(
    r"\[\[(?P<target>(?P<name>[^\[\]|#\n\x00]*)(?:#(?P<fragment>[^\[\]|\n\x00]*?))?)"
    r"(?:\\?\|(?P<text>[^\[\]\n]*))?\]\]"
)
_DESTINATION = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n\x00]*)>|(?P<bare>(?:(?>\{\{[^{}\n\x00]*\}\}|\{%[^{}\n\x00]*%\}|[^\s()\\\x00])|\\.|\((?:[^\s()\\\x00]|\\.|\([^\s()\x00]*\))*\))*))"
    r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)"""
)
_DEFINITION = re.compile(
    r"^[ \t>]*\[(?!\^)(?P<label>(?:[^\[\]\\\n\x00]|\\.)+)\]:[ \t]*"
    r"(?:<(?P<angled>[^<>\n\x00]*)>|(?P<bare>[^\s<\x00]\S*))",
    re.MULTILINE,
)
_HTML = re.compile(
    r"<(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/])[^<>]*?\s(?:href|src)\s*=\s*"
    r"""(?:"(?P<double>[^"<>\x00]*)"|'(?P<single>[^'<>\x00]*)'|(?P<bare>[^\s"'=<>`\x00]+))"""
)
_NO_ADDRESS = str.maketrans("", "", "\t\r\n")
"""What browsers drop from the address in an attribute (URL Standard, 4.4, basic URL parser)."""
_NO_WIKILINK = re.compile(r"[\[\]|#\r\n`]|\$\$|%%|<!--")
_BRACKETS = re.compile(r"\\.|!?\[|\]|\n[ \t]*\n", re.DOTALL)
_HTML_IMAGES = frozenset({"img", "video", "audio", "source"})
_NEEDS_ESCAPE = re.compile(r"[\x00-\x20%()<>\"'`\\\x7f#?]")
_SITE = re.compile(r"(?:\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\})+")
_LIQUID = re.compile(
    r"\{%-?\s*(?P<tag>post_url|link)\s+(?P<target>[^\s%{}](?:[^%{}\n]*[^\s%{}-])?)\s*-?%\}"
)
_PATH = re.compile(r"/|\A#|\.[A-Za-z][A-Za-z0-9]*(?:[?#]|\Z)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class LinkKind(StrEnum):
    """What a link is for, and with it how it is written."""

    WIKILINK = "wikilink"
    EMBED = "embed"
    LINK = "link"
    IMAGE = "image"
    REFERENCE = "reference"
    TAG = "tag"
    POST_URL = "post_url"
    LINK_TAG = "link_tag"
    PROPERTY = "property"

    @property
    def is_wiki(self) -> bool:
        """Whether it stands in double brackets."""
        return self in (LinkKind.WIKILINK, LinkKind.EMBED)

    @property
    def is_liquid(self) -> bool:
        """Whether it is a tag of Jekyll: ``{% post_url %}``, which names a file, or ``link``."""
        return self in (LinkKind.POST_URL, LinkKind.LINK_TAG)

    @property
    def is_escaped(self) -> bool:
        """Whether its target is an address, in which some characters must be percent-escaped."""
        return self not in _AS_IT_IS


_AS_IT_IS = frozenset(
    {
        LinkKind.WIKILINK,
        LinkKind.EMBED,
        LinkKind.POST_URL,
        LinkKind.LINK_TAG,
        LinkKind.PROPERTY,
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a body or in front matter.

    All offsets count characters of the body as it was read, line ends included, so that
    ``body[:link.target_start] + new + body[link.target_end:]`` rewrites just the target.

    Attributes:
        kind: What it is; HTML's ``<a>`` and ``<img>`` are links and images, and a value of the
            front matter that is the path of a file is a property.
        target: Where it leads, percent escapes decoded, without the fragment.
        fragment: What follows ``#``, decoded; empty when there is none.
        text: The words between the brackets as written; empty when there are none.
        line: The line of the body it starts on, counted from 1; less for front matter.
        start: The first character of the link; less than 0 for one in the front matter.
        end: The first character after it.
        target_start: The first character of the target as written.
        target_end: The first character after target and fragment.
        loose: It is a link only if it leads somewhere, and else just a text.
        plain: It stands in front matter without quotes, which not every text can.
    """

    kind: LinkKind
    target: str
    fragment: str
    text: str
    line: int
    start: int
    end: int
    target_start: int
    target_end: int
    loose: bool = False
    plain: bool = False

    @property
    def place(self) -> str:
        """The target without the address of the site, as ``{{ site.baseurl }}/about`` has it."""
        return self.target[self._site :]

    @property
    def site(self) -> str:
        """The address of the site that a template puts before the target; often empty."""
        return self.target[: self._site]

    @property
    def _site(self) -> int:
        found = _SITE.match(self.target) if self.target.startswith("{{") else None
        return found.end() if found else 0

    @property
    def is_external(self) -> bool:
        """Whether it leads out of the log: a scheme or a host; a title may hold a colon."""
        return "://" in self.target if self.kind.is_wiki else is_external(self.target)

    def stands_in(self, written: str) -> bool:
        """Whether this may be how target and fragment are written in a text."""
        return self.target in written or self.target in unquote(_unescaped(written))

    def written(self, target: str, fragment: str = "") -> str:
        """Write another target in the way this link asks for: plain or percent-escaped."""
        if self.kind.is_escaped:
            target, fragment = escaped(target), escaped(fragment)
        return f"{target}#{fragment}" if fragment else target


def is_external(target: str) -> bool:
    """Whether an address has a scheme or a host."""
    return bool(_SCHEME.match(target))


def unbroken(address: str) -> str:
    """An address without the line ends and tabs that it holds in an attribute of HTML."""
    return address.translate(_NO_ADDRESS)


def escaped(target: str) -> str:
    """Percent-escape what Markdown or a URL would misread, and nothing else."""
    return _NEEDS_ESCAPE.sub(lambda match: f"%{ord(match.group()):02X}", target)


def find_links(body: str, mask: str | None = None) -> tuple[Link, ...]:
    """Find every link of a body in the order of the text; code and comments hold none.

    Args:
        body: As it was read, with any line ends.
        mask: The body with its code made unreadable, for who has it already.
    """
    finder = _Finder(body, masked(body) if mask is None else mask)
    found = [*finder.bracketed(), *finder.definitions(), *finder.html()]
    return tuple(sorted(found, key=lambda link: (link.start, -link.end)))


def fits_wikilink(text: str) -> bool:
    """Whether double brackets can hold a target: nothing in it opens code or a comment."""
    return _NO_WIKILINK.search(text) is None


def is_label(text: str, end: int) -> bool:
    """Whether double brackets are the words of a link, as in ``[[1]](https://example.org)``.

    By CommonMark all that brackets follow is a destination; behind a wikilink people also write
    remarks, ``[[Moon]](new)``, so it must look like an address or a path.

    Args:
        text: The whole text.
        end: Where the brackets end in it.
    """
    found = _DESTINATION.match(text, end)
    target = (found["angled"] or found["bare"] or "") if found else ""
    return is_external(target) or _PATH.search(target) is not None


def find_liquid(body: str, mask: str | None = None) -> tuple[Link, ...]:
    """Find Jekyll's ``{% post_url %}`` and ``{% link %}``; arguments as for `find_links`."""
    if "{%" not in body:
        return ()
    finder = _Finder(body, masked(body) if mask is None else mask)
    return tuple(finder.liquid())


def find_bracketed(text: str) -> Iterator[Link]:
    """Find wikilinks, Markdown links and images in a text that holds no code, such as YAML."""
    return _Finder(text, text).bracketed()


class _Finder:
    """One body with its mask and its line starts."""

    def __init__(self, body: str, text: str) -> None:
        self.body = body
        self.text = text
        self.line_ends = [match.start() for match in re.finditer("\n", body)]

    def link(
        self, kind: LinkKind, whole: tuple[int, int], target: tuple[int, int], text: str
    ) -> Link:
        written = self.body[slice(*target)]
        if "\n" in written:
            written = unbroken(written)
        name, _, fragment = written.partition("#")
        if not (kind.is_wiki or kind.is_liquid):
            name, fragment = unquote(_unescaped(name)), unquote(fragment)
        line = bisect_right(self.line_ends, whole[0] - 1) + 1
        return Link(kind, name.strip(), fragment.strip(), text, line, *whole, *target)

    def bracketed(self) -> Iterator[Link]:
        """Walk over the brackets once; labels may hold images, so they stand on a stack."""
        opened: list[int] = []
        at = 0
        while match := _BRACKETS.search(self.text, at):
            at = match.end()
            mark = match.group()
            if mark[0] == "\\":
                continue
            if mark[-1] == "[":
                wiki = _WIKILINK.match(self.text, at - 1)
                if wiki and wiki["target"].strip() and not is_label(self.text, wiki.end()):
                    yield self.wikilink(match.start(), wiki)
                    at = wiki.end()
                else:
                    opened.append(match.start())
            elif mark == "]" and opened:
                start = opened.pop()
                destination = _DESTINATION.match(self.text, at)
                if destination:
                    yield self.inline(start, match.start(), destination)
                    at = destination.end()
            elif mark[0] == "\n":
                opened.clear()

    def wikilink(self, start: int, match: re.Match[str]) -> Link:
        kind = LinkKind.EMBED if self.text[start] == "!" else LinkKind.WIKILINK
        text = self.body[slice(*match.span("text"))] if match.group("text") else ""
        start_of_target, end_of_target = match.span("target")
        if match.group("text") is not None and self.text[end_of_target - 1] == "\\":
            end_of_target -= 1
        return self.link(kind, (start, match.end()), (start_of_target, end_of_target), text)

    def inline(self, start: int, close: int, match: re.Match[str]) -> Link:
        kind = LinkKind.IMAGE if self.text[start] == "!" else LinkKind.LINK
        label = start + (2 if kind is LinkKind.IMAGE else 1)
        target = match.span("angled" if match.group("angled") is not None else "bare")
        return self.link(kind, (start, match.end()), target, self.body[label:close])

    def definitions(self) -> Iterator[Link]:
        for match in _DEFINITION.finditer(self.text):
            target = match.span("angled" if match.group("angled") is not None else "bare")
            whole = (match.start("label") - 1, match.end())
            yield self.link(
                LinkKind.REFERENCE, whole, target, self.body[slice(*match.span("label"))]
            )

    def liquid(self) -> Iterator[Link]:
        for match in _LIQUID.finditer(self.text):
            kind = LinkKind.POST_URL if match["tag"] == "post_url" else LinkKind.LINK_TAG
            yield self.link(kind, match.span(), match.span("target"), "")

    def html(self) -> Iterator[Link]:
        for match in _HTML.finditer(self.text):
            group = next(
                name for name in ("double", "single", "bare") if match.group(name) is not None
            )
            kind = LinkKind.IMAGE if match.group("tag").lower() in _HTML_IMAGES else LinkKind.LINK
            yield self.link(kind, match.span(), match.span(group), "")


def _unescaped(target: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target)
