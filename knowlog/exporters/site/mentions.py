"""Where an entry names another: the words around a link, for the other one's page."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from knowlog.domain.anchors import heading_place, link_place
from knowlog.domain.links import LinkKind
from knowlog.exporters.site.model import Article
from knowlog.exporters.site.piece import Fragment, Mention
from knowlog.render.page import UsedLink

_AROUND = 110
"""Characters that are shown on either side of a link."""

Found = Article | tuple[str, str] | None
Links = Iterable[tuple[UsedLink, Found]]


def mentions(path: str, links: Links, text: str) -> Iterator[Mention]:
    """Cut the surroundings of every link to another entry out of a text.

    Args:
        path: Of the entry that holds the text.
        links: In the order of the text, each with what it leads to.
        text: The words alone, blocks apart by a blank line.
    """
    place = 0
    for link, found in links:
        at, words = _place_of(link, text, place)
        if not isinstance(found, Article) or found.entry.path == path:
            continue
        if at < 0:
            yield Mention(found.entry.path, "", link.text, "")
            continue
        place = at + len(words)
        yield Mention(found.entry.path, _before(text, at), link.text, _after(text, place))


def _place_of(link: UsedLink, text: str, start: int) -> tuple[int, str]:
    """Find a link in the text: a bare ``[[name]]`` stands there by its name, not its title."""
    names = (link.text, link.target) if link.kind is LinkKind.WIKILINK else (link.text,)
    places = [(text.find(name, start), name) for name in names if name]
    return min((one for one in places if one[0] >= 0), default=(-1, ""))


def fragments(links: Links) -> Iterator[Fragment]:
    """Name every link to a heading of an entry."""
    for link, found in links:
        if link.fragment and isinstance(found, Article):
            names = link.kind in {LinkKind.WIKILINK, LinkKind.EMBED}
            place = heading_place(link.fragment) if names else link_place(unquote(link.fragment))
            yield Fragment(found.entry.path, place, link.line)


def _before(text: str, at: int) -> str:
    block = text.rfind("\n\n", 0, at) + 1
    start = max(block, at - _AROUND)
    if start > block:
        start = text.find(" ", start, at) + 1 or at
        return "… " + " ".join(text[start:at].split()) + _gap(text[at - 1 : at])
    words = " ".join(text[start:at].split())
    return words + _gap(text[at - 1 : at]) if words else ""


def _after(text: str, end: int) -> str:
    block = text.find("\n\n", end)
    block = len(text) if block < 0 else block
    stop = min(block, end + _AROUND)
    if stop < block:
        stop = max(text.rfind(" ", end, stop), end)
        return _gap(text[end : end + 1]) + " ".join(text[end:stop].split()) + " …"
    words = " ".join(text[end:stop].split())
    return _gap(text[end : end + 1]) + words if words else ""


def _gap(character: str) -> str:
    return " " if character.isspace() else ""
