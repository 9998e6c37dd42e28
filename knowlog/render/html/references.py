"""Links, pictures, wikilinks, embeds and tags as HTML."""

import posixpath
import re
from collections.abc import Sequence
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from knowlog.domain.anchors import heading_place
from knowlog.domain.links import LinkKind
from knowlog.render.html.addresses import (
    foreign,
    here,
    is_safe,
    link_instead,
    locate,
    missing_picture,
    report_missing,
    wiki_url,
)
from knowlog.render.html.elements import element
from knowlog.render.html.work import Work
from knowlog.render.page import Target, UsedLink
from knowlog.render.text import inline_text

_SIZE = re.compile(r"^(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?$")
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".ico"})
_VIDEOS = frozenset({".mp4", ".webm", ".ogv", ".mov", ".m4v", ".mkv"})
_SOUNDS = frozenset({".mp3", ".ogg", ".wav", ".flac", ".m4a", ".opus", ".oga", ".3gp"})


def _link(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Open a link to its target; one that could run something loses it and keeps its words."""
    token = tokens[index]
    href = str(token.attrs.get("href", ""))
    line = token.meta.get("line", 0)
    if is_safe(href):
        words = _words(tokens, index)
        token.attrs["href"], _ = locate(work, LinkKind.LINK, href, line, words)
        if href and not token.attrs["href"]:
            del token.attrs["href"]
            token.attrs |= {"class": "missing", "title": "No such entry or file"}
    else:
        work.report(line, "unsafe-link", f"the address {unquote(href)[:60]!r} is left out")
        del token.attrs["href"]
    return element(tokens, index)


def _words(tokens: Sequence[Token], index: int) -> str:
    inside: list[Token] = []
    for at in range(index + 1, len(tokens)):
        if tokens[at].type == "link_close":
            break
        inside.append(tokens[at])
    return inline_text(Token("inline", "", 0, children=inside))


def _image(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Show a picture of the log or from elsewhere."""
    token = tokens[index]
    words, size = _measured(inline_text(token))
    written = str(token.attrs.get("src", ""))
    source, found = locate(work, LinkKind.IMAGE, written, token.meta.get("line", 0), words)
    if written and not source:
        return missing_picture(words, written)
    if posixpath.splitext(unquote(written.partition("?")[0]))[1].lower() in _VIDEOS | _SOUNDS:
        ending = posixpath.splitext(unquote(written.partition("?")[0]))[1].lower()
        if away := foreign(work, source):
            kind = "video" if ending in _VIDEOS else "audio"
            return link_instead(work, kind, away, token.meta.get("line", 0))
        return _media(source, words, ending, work)
    attributes = {
        name: str(value) for name, value in token.attrs.items() if name not in ("src", "alt")
    }
    attributes = size | attributes
    return _picture(source, words, found, attributes, work)


def _picture(
    source: str, words: str, found: Target | None, attributes: dict[str, str], work: Work
) -> str:
    work.features.add("image")
    sized = {"width", "height"} & attributes.keys()
    if found and found.width and found.height and not sized:
        attributes |= {"width": str(found.width), "height": str(found.height)}
    elif (
        found
        and found.width
        and found.height
        and sized == {"width"}
        and attributes["width"].isdecimal()
    ):
        attributes["height"] = str(round(int(attributes["width"]) * found.height / found.width))
    attributes = (
        {"src": source, "alt": words} | attributes | {"loading": "lazy", "decoding": "async"}
    )
    return (
        "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"
    )


def _media(source: str, words: str, ending: str, work: Work) -> str:
    kind = "video" if ending in _VIDEOS else "audio"
    work.features.add(kind)
    label = escape(words or unquote(posixpath.basename(source)))
    return (
        f'<{kind} src="{escape(source)}" controls preload="metadata" aria-label="{label}">'
        f'<a href="{escape(source)}">{label}</a></{kind}>'
    )


def _wikilink(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Link to an entry by its name; a name that the log does not have stays visible."""
    token = tokens[index]
    target, fragment, text = (token.meta[name] for name in ("target", "fragment", "text"))
    line = token.meta.get("line", 0)
    shown = text or " > ".join(filter(None, (target, fragment.lstrip("^"))))
    if not target:
        work.use(UsedLink(LinkKind.WIKILINK, "", fragment, shown, line))
        url = here(work, heading_place(fragment), line)
        return f'<a class="wikilink" href="{escape(url)}">{escape(shown)}</a>'
    found = work.context.resolve(LinkKind.WIKILINK, target)
    if found and not text and found.title and not fragment:
        shown = found.title
    work.use(UsedLink(LinkKind.WIKILINK, target, fragment, shown, line, found))
    if found is None:
        report_missing(work, LinkKind.WIKILINK, target, line)
        return f'<span class="wikilink missing" title="No such entry">{escape(shown)}</span>'
    url = wiki_url(work, found, target, fragment, line)
    return f'<a class="wikilink" href="{escape(url)}">{escape(shown)}</a>'


def _embed(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Show an embedded file by its kind; what cannot be shown here becomes a link."""
    token = tokens[index]
    target, fragment, text = (token.meta[name] for name in ("target", "fragment", "text"))
    line = token.meta.get("line", 0)
    found = work.context.resolve(LinkKind.EMBED, target) if target else None
    work.use(UsedLink(LinkKind.EMBED, target, fragment, text, line, found))
    if found is None:
        report_missing(work, LinkKind.EMBED, target or f"#{fragment}", line)
        shown = escape(token.content)
        return f'<span class="embed missing" title="No such entry or file">{shown}</span>'
    ending = posixpath.splitext(target)[1].lower()
    if ending in _VIDEOS | _SOUNDS:
        return _media(found.url, text, ending, work)
    if ending in _IMAGES:
        return _embedded_picture(text, found, work)
    part = f"#{fragment}" if found.file and fragment else ""
    url = found.url + part if found.file else wiki_url(work, found, target, fragment, line)
    return f'<a class="embed" href="{escape(url)}">{escape(text or found.title or target)}</a>'


def _embedded_picture(text: str, found: Target, work: Work) -> str:
    words, size = _measured(text)
    if not size and _SIZE.match(text.strip()):
        words, size = _measured(f"|{text}")
    return _picture(found.url, words, found, size, work)


def _measured(text: str) -> tuple[str, dict[str, str]]:
    """The words of a picture and the size behind them, as in ``A figure|300x200``."""
    words, bar, size = text.rpartition("|")
    measured = _SIZE.match(size.strip()) if bar else None
    if not measured:
        return text, {}
    return words, {name: value for name, value in measured.groupdict().items() if value}


def _hashtag(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Link a tag to its page."""
    token = tokens[index]
    name = token.content
    found = work.context.resolve(LinkKind.TAG, name)
    work.use(UsedLink(LinkKind.TAG, name, "", f"#{name}", token.meta.get("line", 0), found))
    if found is None:
        return f"#{escape(name)}"
    return f'<a class="tag" href="{escape(found.url)}">#{escape(name)}</a>'


RULES = {
    "link_open": _link,
    "image": _image,
    "wikilink": _wikilink,
    "embed": _embed,
    "hashtag": _hashtag,
}
