"""Links, anchors and images that lead nowhere."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowlog.actions.checks.material import Log
from knowlog.actions.checks.orphans import MEDIA
from knowlog.domain.findings import Finding, Severity
from knowlog.domain.graph import (
    BROKEN_ANCHOR,
    BROKEN_LINK,
    MISSING_EMBED,
    MISSING_IMAGE,
    Edge,
    Note,
    anchor_of,
)
from knowlog.domain.links import Link, LinkKind
from knowlog.domain.names import without_ending, without_query
from knowlog.domain.renames import renamed
from knowlog.domain.rerouting import is_angled, written
from knowlog.domain.splicing import Splice, splice_body, text_before
from knowlog.domain.text import counted

ALIKE = 5
"""From so many links into a folder that is not there, the folder is told and not each link."""

_UNWRITABLE = frozenset("[]|#^`\r\n")
"""What no fragment of a wikilink can hold."""

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+([a-z]{2,})(?:/|\Z)", re.IGNORECASE)
_NO_DOMAIN = frozenset({"md", "markdown", "html", "htm", "txt", "py", "sh", "js"}) | {
    ending[1:] for ending in MEDIA
}
"""What follows the dot in names of files."""
_CORRECT = "Correct it, or take it out."
_WHY_LINK = "Whoever follows it arrives nowhere; on the site it is plain text."
_WHY_IMAGE = "Where it should be seen, readers see its description or nothing."
_WHY_ANCHOR = "Whoever follows it arrives at the top of the page."


def broken_links(log: Log) -> Iterator[Finding]:
    """Links to entries and files that are not there."""
    yield from _faulty(log, list(filter(_is_link, log.graph.broken)), _WHY_LINK, "links")


def missing_images(log: Log) -> Iterator[Finding]:
    """Images and embedded entries that are not there."""
    yield from _faulty(log, list(filter(_is_image, log.graph.broken)), _WHY_IMAGE, "images")


def _is_link(edge: Edge) -> bool:
    return edge.fault == BROKEN_LINK


def _is_image(edge: Edge) -> bool:
    return edge.fault in {MISSING_IMAGE, MISSING_EMBED}


def _faulty(log: Log, edges: Sequence[Edge], why: str, fix: str) -> Iterator[Finding]:
    folders: dict[str, list[Edge]] = {}
    names: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.link.kind is LinkKind.WIKILINK:
            names.setdefault(edge.link.target.casefold(), []).append(edge)
        else:
            folders.setdefault(_missing_folder(log, edge), []).append(edge)
    for folder, group in folders.items():
        if folder and len(group) >= ALIKE:
            yield _folder_finding(folder, group, why)
        else:
            yield from (_link_finding(log, edge, why, fix) for edge in group)
    for group in names.values():
        yield from _name_findings(log, group, why)


def _name_findings(log: Log, group: Sequence[Edge], why: str) -> Iterator[Finding]:
    """Links by a name that no entry has: a slip each, or all of them to what is still to come."""
    first = group[0]
    if near := log.graph.near(first):
        for edge in group:
            message = f"{_shown(edge)} is not there; perhaps {near} is meant"
            yield Finding(edge.source, edge.line, edge.fault, message, why, _CORRECT)
        return
    links = f" ({len(group):,} links)" if len(group) > 1 else ""
    message = f"{_shown(first)} is not written yet{links}"
    hint, severity = "Write it, or take the link out.", Severity.REMARK
    yield Finding(first.source, first.line, first.fault, message, why, hint, severity=severity)


def _folder_finding(folder: str, group: Sequence[Edge], why: str) -> Finding:
    files = counted(len({edge.source for edge in group}), "file")
    message = f"there is no folder {folder}; {len(group):,} links in {files} lead into it"
    hint = "Bring the folder into the log, or the links with them to where it is."
    return Finding(group[0].source, group[0].line, group[0].fault, message, why, hint)


def _link_finding(log: Log, edge: Edge, why: str, fix: str) -> Finding:
    near = _with_scheme(edge.link.target) or log.graph.near(edge)
    moved = _moved(log, edge)
    guess = f"; perhaps {near} is meant" if near else ""
    if moved:
        guess = f"; it is {moved} now"
    message = f"{_shown(edge)} is not there{guess}"
    hint = f"knowlog doctor --fix {fix} shows the repair." if moved else _CORRECT
    return Finding(edge.source, edge.line, edge.fault, message, why, hint, fix if moved else "")


def _with_scheme(target: str) -> str:
    """An address of the web that lacks its scheme, with it."""
    found = _HOST.match(target)
    return f"https://{target}" if found and found[1].lower() not in _NO_DOMAIN else ""


def _moved(log: Log, edge: Edge) -> str:
    """What a link should say when the one file of its name is in another folder now."""
    near = log.graph.near(edge)
    if not near or edge.link.kind.is_wiki or edge.link.kind.is_liquid:
        return ""
    name, wanted = (
        without_ending(posixpath.basename(without_query(target))).casefold()
        for target in (near, edge.link.target)
    )
    return near if name == wanted and log.names_of_files[name] == 1 else ""


def _shown(edge: Edge) -> str:
    target = edge.link.target + (f"#{edge.link.fragment}" if edge.link.fragment else "")
    return f"[[{target}]]" if edge.link.kind.is_wiki else target


def _missing_folder(log: Log, edge: Edge) -> str:
    """The topmost folder on the way to a target that the log does not have."""
    if edge.link.kind.is_wiki or edge.link.kind.is_liquid:
        return ""
    target = without_query(edge.link.place)
    near = posixpath.join(posixpath.dirname(edge.source), target)
    place = posixpath.normpath(target.lstrip("/") if target.startswith("/") else near)
    parts = posixpath.dirname(place).split("/")
    for depth in range(1, len(parts) + 1):
        folder = "/".join(parts[:depth])
        if folder and folder not in log.folders:
            return folder
    return ""


def broken_anchors(log: Log) -> Iterator[Finding]:
    """Links to headings that are not there."""
    for edge, fragment in _anchors(log, log.graph.broken):
        near = log.graph.near(edge)
        guess = f"; the nearest is #{near}" if near else ""
        if fragment:
            guess = f"; it is probably #{fragment} now"
        page = "this page" if edge.path == edge.source else edge.path
        message = f"{_shown(edge)}: {page} has no such heading{guess}"
        fix = "anchors" if fragment else ""
        hint = "knowlog doctor --fix anchors shows the repair." if fix else "Correct the link."
        yield Finding(edge.source, edge.line, edge.fault, message, _WHY_ANCHOR, hint, fix)


def _anchors(log: Log, edges: Iterable[Edge]) -> Iterator[tuple[Edge, str]]:
    """The links whose heading is not there, each with the fragment that would find it, if any."""
    earlier: dict[str, list[list[str]]] = {}
    told: dict[tuple[str, str], str] = {}
    for edge in edges:
        if edge.fault != BROKEN_ANCHOR:
            continue
        now = _headings(log.kept[edge.path].note)
        if edge.path not in earlier:
            versions = (log.store.parse(data, edge.path) for data in log.store.earlier(edge.path))
            earlier[edge.path] = [list(_headings(log.note_of(version))) for version in versions]
        asked = (edge.path, anchor_of(edge.link))
        if asked not in told:
            told[asked] = renamed(asked[1], list(now), earlier[edge.path])
        fragment = now.get(told[asked], "") if edge.link.kind.is_wiki else told[asked]
        yield edge, "" if _UNWRITABLE & set(fragment) else fragment


def _headings(note: Note) -> dict[str, str]:
    """Ids to words of the headings of a file, in the order of the text."""
    return {name: words for name, words in note.anchors.items() if words}


def repair_anchors(log: Log, path: str, data: bytes) -> bytes:
    """Point the links of a file at the headings as they are called now."""
    edges = [edge for edge in log.graph.broken if edge.source == path]
    found = {edge.link: fragment for edge, fragment in _anchors(log, edges) if fragment}
    return _rewritten(
        log, path, data, {_key(link): (link.target, new) for link, new in found.items()}
    )


def repair_links(log: Log, path: str, data: bytes) -> bytes:
    """Point the links of a file at where the files are now."""
    return _followed(log, path, data, filter(_is_link, log.graph.broken))


def repair_images(log: Log, path: str, data: bytes) -> bytes:
    """Point the images of a file at where the files are now."""
    return _followed(log, path, data, filter(_is_image, log.graph.broken))


def _followed(log: Log, path: str, data: bytes, edges: Iterable[Edge]) -> bytes:
    found = ((edge.link, _moved(log, edge)) for edge in edges if edge.source == path)
    wanted = {_key(link): (target, link.fragment) for link, target in found if target}
    return _rewritten(log, path, data, wanted)


def _key(link: Link) -> tuple[str, str, LinkKind]:
    return link.target, link.fragment, link.kind


def _rewritten(
    log: Log, path: str, data: bytes, wanted: Mapping[tuple[str, str, LinkKind], tuple[str, str]]
) -> bytes:
    """A file with other targets and fragments in some of its links; every other byte stays."""
    document = log.store.parse(data, path)
    before, body = text_before(data, document.body), document.body
    text, splices = before + body, []
    for link in log.note_of(document, before).links:
        if _key(link) in wanted:
            target, fragment = wanted[_key(link)]
            place = slice(len(before) + link.target_start, len(before) + link.target_end)
            new = written(
                link,
                text[place],
                None if target == link.target else target,
                None if fragment == link.fragment else fragment,
                angled=is_angled(link, text, len(before)),
            )
            splices.append(Splice(link.target_start, link.target_end, new))
    return splice_body(data, body, splices) or data
