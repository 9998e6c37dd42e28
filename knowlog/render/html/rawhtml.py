"""HTML that authors wrote: known elements stay, unknown ones are shown, dangerous ones reported."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import urlsplit

from knowlog.domain.links import LinkKind, unbroken
from knowlog.render.html import policy
from knowlog.render.html.addresses import foreign, is_safe, link_instead, locate, missing_picture
from knowlog.render.html.styles import harmless, style_class
from knowlog.render.html.work import Work

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)"
    r"""(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>|<[!?][^>]*>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_SHOWN_AS = {"image": "img"}
_LINKED = {"a": LinkKind.LINK, "img": LinkKind.IMAGE, "source": LinkKind.IMAGE,
           "video": LinkKind.IMAGE, "audio": LinkKind.IMAGE, "track": LinkKind.IMAGE}  # fmt: skip
_FILMS = frozenset({"video", "audio", "source"})
_MEASURED = frozenset({"img", "video", "iframe"})
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,])(?:\s+([\d.]+[wx]))?\s*(?:,|$)")
_SIZE = re.compile(r"(\d+)(?:\.\d+)?(?:px)?(%)?", re.IGNORECASE)
_BOXES = frozenset({"checkbox", "radio"})
_OWN = frozenset({"markdown"})


def rewrite(html: str, line: int, work: Work) -> str:
    """Make a piece of raw HTML fit for a page; what is left out is reported.

    Args:
        html: One block or one inline tag as CommonMark cuts it.
        line: Of the body, counted from 0, on which it starts.
        work: Gathers links, styles and problems.
    """
    return "".join(_Rewriting(html, line, work).run())


class _Rewriting:
    def __init__(self, html: str, line: int, work: Work) -> None:
        self.html = html
        self.first_line = line
        self.line = line
        self.work = work

    def run(self) -> Iterator[str]:
        at = 0
        while match := _MARKUP.search(self.html, at):
            yield self.text(at, match.start())
            self.line = self.first_line + self.html.count("\n", 0, match.start())
            at = match.end()
            name = (match["name"] or "").lower()
            if name in policy.DROPPED_WHOLE:
                at = at if match["close"] else self.drop(name, at)
            elif name == "iframe":
                if not match["close"]:
                    yield self.frame(match["attributes"])
                    at = self.end_of(name, at)
            elif (
                name in _FILMS
                and not match["close"]
                and (film := self.foreign_film(match, self.end_of(name, at)))
            ):
                yield link_instead(self.work, name, film, self.line)
                at = self.end_of(name, at)
            elif name:
                yield self.tag(name, match)
        yield self.text(at, len(self.html))

    def text(self, start: int, end: int) -> str:
        return self.html[start:end].replace("<", "&lt;")

    def end_of(self, name: str, at: int) -> int:
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.html, at)
        return closing.end() if closing else len(self.html)

    def drop(self, name: str, at: int) -> int:
        self.work.report(
            self.line, "html-dropped", f"<{name}> is left out of the page",
            "Set trust_html to keep it, in a log whose every author is trusted.",
        )  # fmt: skip
        return self.end_of(name, at)

    def tag(self, name: str, match: re.Match[str]) -> str:
        name = _SHOWN_AS.get(name, name)
        attributes = dict(self.attributes(match["attributes"]))
        is_box = name == "input" and attributes.get("type", "") in _BOXES
        if name in policy.UNWRAPPED and not is_box:
            if not match["close"]:
                self.work.report(self.line, "html-dropped", f"the tag <{name}> is left out")
            return ""
        if name not in policy.TAGS:
            if not match["close"]:
                self.work.report(
                    self.line, "html-unknown", f"<{name}> is no HTML element and is shown as text",
                    "Put it between backticks, or write &lt; in its place.",
                )  # fmt: skip
            return escape(match.group(), quote=False)
        if match["close"]:
            return f"</{name}>"
        if is_box:
            attributes["disabled"] = ""
        return self.opening(name, attributes)

    def attributes(self, written: str) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for name, double, single, bare in _ATTRIBUTE.findall(written):
            if (lower := name.lower()) not in seen:
                seen.add(lower)
                yield lower, unescape(double or single or bare)

    def opening(self, name: str, attributes: dict[str, str]) -> str:
        kept: dict[str, str] = {}
        for attribute, value in attributes.items():
            if attribute == "style":
                self.style(kept, value)
            elif attribute == "class":
                kept["class"] = f"{value} {kept.get('class', '')}".strip()
            elif not policy.allowed(name, attribute):
                self.refuse(name, attribute)
            elif attribute in policy.ADDRESSES:
                self.address(name, attribute, value, kept)
            elif attribute in {"width", "height"} and name in _MEASURED:
                self.measure(kept, attribute, value)
            else:
                kept[attribute] = value
        self.name_place(name, kept)
        if name == "img" and "_missing" in kept:
            return missing_picture(kept.get("alt", ""), kept["_missing"])
        if kept.pop("_missing", ""):
            kept["class"] = f"{kept.get('class', '')} missing".strip()
            kept["title"] = "No such entry or file"
        if name == "img":
            _complete_image(kept)
            self.work.features.add("image")
        written = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        return f"<{name}{written}>"

    def name_place(self, name: str, kept: dict[str, str]) -> None:
        """Let links find what the author named."""
        if name == "a" and "name" in kept and "id" not in kept:
            kept["id"] = kept.pop("name")
        for attribute in ("id", "name"):
            if attribute in kept:
                self.work.anchors.claim(kept[attribute])
                kept[attribute] = self.work.id(kept[attribute])

    def style(self, kept: dict[str, str], value: str) -> None:
        declarations, dropped = harmless(value)
        if declarations:
            chosen = style_class(declarations)
            self.work.styles[chosen] = declarations
            kept["class"] = f"{kept.get('class', '')} {chosen}".strip()
        if dropped:
            self.work.report(
                self.line, "style-dropped", f"style {'; '.join(dropped)!r} is left out"
            )

    def measure(self, kept: dict[str, str], attribute: str, value: str) -> None:
        """Take a size: pixels as HTML writes them, a share of the page as a style."""
        number = _SIZE.fullmatch(value.strip())
        if number and not number[2]:
            kept[attribute] = number[1]
        elif number:
            self.style(kept, f"{attribute}: {value.strip()}")

    def refuse(self, name: str, attribute: str) -> None:
        if attribute not in _OWN:
            message = f"the attribute {attribute} of <{name}> is left out"
            self.work.report(self.line, "html-attribute", message)

    def address(self, name: str, attribute: str, value: str, kept: dict[str, str]) -> None:
        value = unbroken(value)
        if not is_safe(value, image=name == "img" and attribute == "src"):
            self.work.report(self.line, "unsafe-link", f"the address {value[:60]!r} is left out")
        elif attribute == "srcset":
            if candidates := ", ".join(self.candidates(value)):
                kept[attribute] = candidates
        elif name not in _LINKED:
            kept[attribute] = value
        else:
            kind = LinkKind.IMAGE if attribute == "poster" else _LINKED[name]
            place, found = locate(self.work, kind, value.strip(), self.line, "")
            if place or not value.strip():
                kept[attribute] = place
            else:
                kept["_missing"] = value.strip()
            if found and found.width and found.height and name == "img":
                kept.setdefault("_size", f"{found.width} {found.height}")

    def candidates(self, srcset: str) -> Iterator[str]:
        """Look up each picture of a ``srcset``; those that are not there are left out."""
        for candidate in _CANDIDATE.finditer(srcset):
            if is_safe(candidate[1], image=True):
                place, _ = locate(self.work, LinkKind.IMAGE, candidate[1], self.line, "")
                if place:
                    yield f"{place} {candidate[2]}".strip()

    def frame(self, written: str) -> str:
        attributes = dict(self.attributes(written))
        source = attributes.get("src", "").strip()
        address = f"https:{source}" if source.startswith("//") else source
        if not is_safe(address) or not address:
            self.work.report(self.line, "html-dropped", "an <iframe> without address is left out")
            return ""
        if (urlsplit(address).hostname or "") not in self.work.context.frame_hosts:
            return link_instead(self.work, "iframe", address, self.line)
        self.work.features.add("frame")
        opening = self.opening("iframe", {**attributes, "src": address, "loading": "lazy"})
        return f"{opening}</iframe>"

    def foreign_film(self, match: re.Match[str], end: int) -> str:
        """The address of a film or sound of another host that the log does not allow."""
        whole = f"<{match['name']}{match['attributes']}>{self.html[match.end() : end]}"
        for part in _MARKUP.finditer(whole):
            if (part["name"] or "").lower() in _FILMS and not part["close"]:
                source = dict(self.attributes(part["attributes"])).get("src", "").strip()
                if is_safe(source) and (address := foreign(self.work, source)):
                    return address
        return ""


def _complete_image(attributes: dict[str, str]) -> None:
    """Let images load late, and keep their place when their size is known."""
    width, _, height = attributes.pop("_size", "").partition(" ")
    if width and not {"width", "height"} & attributes.keys():
        attributes.update(width=width, height=height)
    attributes.setdefault("alt", "")
    attributes.setdefault("loading", "lazy")
    attributes.setdefault("decoding", "async")
