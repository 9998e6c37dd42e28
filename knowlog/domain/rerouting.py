"""What has to change in the links of a log when files move or headings are renamed."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from knowlog.domain.anchors import heading_place
from knowlog.domain.graph import Note, anchor_of
from knowlog.domain.headings import Heading
from knowlog.domain.links import Link, LinkKind, escaped, fits_wikilink
from knowlog.domain.names import Names, Way, without_ending, without_query
from knowlog.domain.splicing import Splice
from knowlog.domain.targets import target_for

_ANGLED = frozenset({LinkKind.LINK, LinkKind.IMAGE, LinkKind.REFERENCE})
_NEEDS_ESCAPE_IN_ANGLES = re.compile(r"[\x00-\x1f%<>\\\x7f#?]")
_PLAIN = re.compile(r"[\w./](?:[\w./()+~@=#%-]|[ ](?=[\w./(+]))*")
"""What front matter can hold without quotes, also in brackets; of that what is sure."""

_NO_FRAGMENT = str.maketrans(dict.fromkeys('[]|#^"`\\\r\n'))


@dataclass(frozen=True, slots=True)
class Rerouting:
    """A log before and after some of its files got other names.

    Attributes:
        before: The names as the links use them now.
        after: The names that there will be.
        moved: Path to new path of every file that moves.
        headings: Path (the old one) to the headings that change: old anchor to new heading.
    """

    before: Names
    after: Names
    moved: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, Heading]] = field(default_factory=dict)

    def splices(
        self, note: Note, body: str, before: str = ""
    ) -> tuple[list[tuple[Link, Splice]], list[Link]]:
        """What to replace in a text so that each of its links leads where it led.

        A link that leads nowhere is left alone, and so is one that still names its file in the
        way it did.

        Args:
            note: Of that text.
            body: The text after the front matter.
            before: The text up to there.

        Returns:
            What to replace for which link, and the links that cannot be written so.
        """
        text, base = before + body, len(before)
        found: list[tuple[Link, Splice]] = []
        lost: list[Link] = []
        for link in note.links:
            target, fragment = self._target(link, note.path), self._fragment(link, note.path)
            if target == "":
                lost.append(link)
            elif target is not None or fragment is not None:
                start, end = link.target_start, link.target_end
                angled = is_angled(link, text, base)
                span = text[base + start : base + end]
                new = written(link, span, target, fragment, angled=angled)
                found.append((link, Splice(start, end, new)))
        return found, lost

    def touches(self, note: Note) -> bool:
        """Whether any link of a file has to change."""
        return any(
            self._target(link, note.path) is not None or self._fragment(link, note.path) is not None
            for link in note.links
        )

    def _target(self, link: Link, source: str) -> str | None:
        """The new target; None when the old one will do, empty when there is none to be had."""
        found = self.before.first(link, source)
        if found is None or not link.target:
            return None
        way, path = found
        goal, home = self.moved.get(path, path), self.moved.get(source, source)
        if self._still_leads(link, home, way, path, goal):
            return None
        return target_for(link, home, self._style(link, way, path), goal, self.after)

    def _style(self, link: Link, way: Way, path: str) -> Way:
        """How a link names its file for whoever reads it: ``[[Moon]]`` is a title, not an id."""
        entry = self.before.entries.get(path)
        named = entry is not None and link.target == entry.title != entry.id
        return Way.TITLE if named and way in {Way.ID, Way.STEM, Way.NEAR} else way

    def _still_leads(self, link: Link, home: str, way: Way, path: str, goal: str) -> bool:
        found = self.after.first(link, home)
        if found is None or found[1] != goal or self._respelled(link, path, goal):
            return False
        if way is Way.ADDRESS:
            # An old address leads there too, but only where somebody redirects.
            return self.before.address(path) == self.after.address(goal) or not self.before.is_own(
                link.place, path
            )
        return link.kind.is_wiki or found[0] <= way

    def _respelled(self, link: Link, path: str, goal: str) -> bool:
        """Whether a link names its file just as it was called, and only the case changes.

        It would still lead there, but not for other programs, nor look as it should.
        """
        for old, new in zip(_called(path, self.before), _called(goal, self.after), strict=True):
            if old != new and old.casefold() == new.casefold() and link.target.endswith(old):
                return True
        return False

    def _fragment(self, link: Link, source: str) -> str | None:
        """The new fragment, or None when the old one will do."""
        if not link.fragment or not self.headings:
            return None
        found = self.before.first(link, source)
        renamed = self.headings.get(found[1], {}) if found else {}
        heading = renamed.get(anchor_of(link))
        if heading is None:
            return None
        if not link.kind.is_wiki:
            return heading.anchor
        above, mark, _ = link.fragment.rpartition("#")
        return f"{above}{mark}{_sayable(heading)}"


def _called(path: str, names: Names) -> tuple[str, str, str]:
    """The names of a file in which a change of case shows, the longest first, then its title."""
    name = posixpath.basename(path)
    entry = names.entries.get(path)
    return name, without_ending(name), entry.title if entry else ""


def _sayable(heading: Heading) -> str:
    """The words of a heading without what a wikilink cannot hold, or else its anchor."""
    words = heading.text.translate(_NO_FRAGMENT).strip()
    same = heading_place(words) == heading.anchor and fits_wikilink(words)
    return words if same else heading.anchor


def written(
    link: Link, span: str, target: str | None, fragment: str | None, *, angled: bool = False
) -> str:
    """A link's target and fragment in the spelling that it has: escaped, in angle brackets.

    Args:
        link: As it is.
        span: Its target and fragment, letter by letter.
        target: Another target, or None when it stays.
        fragment: Another fragment, or None when it stays.
        angled: Whether it stands in angle brackets.
    """
    is_property = link.kind is LinkKind.PROPERTY
    old_target, mark, old_fragment = span.partition("#")
    if is_property:  # a number sign may be a part of the name
        old_target, mark, old_fragment = span.rpartition("#") if link.fragment else (span, "", "")
    new = old_target if target is None else _spelled(link, old_target, target, angled=angled)
    if fragment is None:
        new += mark + old_fragment
    else:
        new += f"#{_spelled(link, old_fragment, fragment, angled=angled)}"
    bare = is_property and link.plain and not _PLAIN.fullmatch(new)
    return f'"{new}"' if bare else new


def _spelled(link: Link, old: str, new: str, *, angled: bool) -> str:
    if not link.kind.is_escaped:
        percent = link.kind is LinkKind.PROPERTY and link.target not in old
        return escaped(new) if percent else new
    asked = link.target[len(without_query(link.target)) :]
    path, mark, query = old.partition("?") if asked else (old, "", "")
    if mark:  # what follows it stays as it is written
        return _spelled(link, path, new.removesuffix(asked), angled=angled) + mark + query
    new = new.removeprefix(link.site)
    if angled and "%" not in old:
        text = _NEEDS_ESCAPE_IN_ANGLES.sub(lambda match: f"%{ord(match.group()):02X}", new)
    else:
        text = escaped(new)
    if old.isascii() and not link.target.isascii():
        text = quote(text, safe="%/?#:@!$&'()*+,;=~[]{}|^`\"<> ")
    return link.site + text


def is_angled(link: Link, text: str, base: int) -> bool:
    """Whether the target of a link stands in angle brackets in a text whose body starts there."""
    inline = link.kind in _ANGLED and text[base + link.start] != "<"
    return inline and text[base + link.target_start - 1] == "<"
