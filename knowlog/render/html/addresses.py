"""Addresses in links and images: safe ones pass, those of the log are looked up."""

import re
from html import escape
from urllib.parse import unquote, urlsplit

from knowlog.domain.anchors import heading_place, link_place
from knowlog.domain.links import LinkKind, is_external
from knowlog.render.html.policy import SCHEMES
from knowlog.render.html.work import Work
from knowlog.render.page import Target, UsedLink

_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_MISSING = {
    LinkKind.IMAGE: ("missing-image", "no such file"),
    LinkKind.EMBED: ("missing-embed", "no such entry or file"),
    LinkKind.WIKILINK: ("broken-link", "no such entry"),
    LinkKind.LINK: ("broken-link", "no such entry or file"),
}


def is_safe(address: str, *, image: bool = False) -> bool:
    """Whether an address can be followed without running anything; browsers ignore white space."""
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    if scheme is None:
        return True
    if image and re.match(r"data:image/", _IGNORED.sub("", address), re.IGNORECASE):
        return True
    return scheme[1].lower() in SCHEMES


def locate(
    work: Work, kind: LinkKind, written: str, line: int, text: str
) -> tuple[str, Target | None]:
    """Find what goes into ``href`` or ``src``, and report what leads nowhere.

    Args:
        work: Gathers the link.
        kind: ``LINK`` or ``IMAGE``.
        written: The address as it stands in the body.
        line: Of the body, counted from 0.
        text: The words of the link.

    Returns:
        The address, and the target when the log knows it. The address is empty where a target is
        missing and the context wants it marked.
    """
    path, _, fragment = written.partition("#")
    name = unquote(path.partition("?")[0])
    if is_external(path) or path.lower().startswith("data:"):
        work.use(UsedLink(kind, path, fragment, text, line))
        return written, None
    if not path:
        work.use(UsedLink(kind, "", fragment, text, line))
        return here(work, link_place(unquote(fragment)), line) if written else "", None
    found = work.context.resolve(kind, name)
    work.use(UsedLink(kind, name, fragment, text, line, found))
    if found is None:
        report_missing(work, kind, name, line)
        return "" if work.context.marks_missing else written, None
    place = link_place(unquote(fragment))
    check_anchor(work, found, name, place, line)
    written_place = fragment if place == unquote(fragment) else place
    return f"{found.url}#{written_place}" if fragment else found.url, found


def foreign(work: Work, address: str) -> str:
    """The whole address of a frame or film, if it is of a host that the log does not allow."""
    whole = f"https:{address}" if address.startswith("//") else address
    host = urlsplit(whole).hostname if is_external(whole) else None
    return whole if host and host not in work.context.frame_hosts else ""


def link_instead(work: Work, kind: str, address: str, line: int) -> str:
    """Hold the place of what a page may not load from elsewhere with a link to it."""
    work.report(
        line, "frame-not-allowed", f"the <{kind}> of {address} is shown as a link",
        "Add its host to site.frames in knowlog.toml to show it.",
    )  # fmt: skip
    return f'<a class="frame-link" href="{escape(address)}">{escape(address)}</a>'


def missing_picture(words: str, written: str) -> str:
    """Hold the place of a picture that is not there, with its words or its name."""
    name = unquote(written)
    shown = words or name.rpartition("/")[2]
    title = escape(f"No such file: {name}")
    return f'<span class="missing missing-picture" title="{title}">{escape(shown)}</span>'


def here(work: Work, fragment: str, line: int) -> str:
    """Link to a place in the same body; whether it exists is known at the end."""
    work.anchors_used.append((fragment, line))
    return f"#{work.id(fragment)}" if fragment else "#"


def wiki_url(work: Work, found: Target, name: str, fragment: str, line: int) -> str:
    """Link to an entry, or to a heading of it by its words."""
    if not fragment:
        return found.url
    place = heading_place(fragment)
    check_anchor(work, found, name, place, line)
    return f"{found.url}#{place}"


def check_anchor(work: Work, found: Target, name: str, fragment: str, line: int) -> None:
    """Report a heading that the other entry does not have."""
    if fragment and found.anchors is not None and fragment not in found.anchors:
        work.report(line, "broken-anchor", f"{name} has no heading #{fragment}")


def report_missing(work: Work, kind: LinkKind, name: str, line: int) -> None:
    """Report a target that the log does not have, when somebody knows the log."""
    if work.knows_the_log:
        problem, reason = _MISSING[kind]
        work.report(line, problem, f"{name}: {reason}")
