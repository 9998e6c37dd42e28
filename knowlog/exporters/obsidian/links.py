"""Links of a log as Obsidian resolves them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowlog.domain.graph import Note, anchor_of
from knowlog.domain.imports import Remark
from knowlog.domain.links import Link, LinkKind
from knowlog.domain.names import Names
from knowlog.domain.vaults import NOTE, VaultFiles

_UNHEARD = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+")
"""What Obsidian does not look at when it compares the words of headings."""
_UNWRITABLE = re.compile(r"[#^|:\[\]%\\\s]+")
"""What would end a link, or the part of it that names a heading."""
_NO_WIKI = frozenset("[]|#^")
_NO_TEXT = frozenset("[]|\n")
_REWRITTEN = "a link is written as Obsidian resolves it"
_LOST = "a link cannot be written so that Obsidian resolves it"


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Knows where links lead in the log, and how the vault names those files.

    Attributes:
        names: Of the log.
        notes: What the entries of the log link to and can be linked at, by path.
        places: Path in the log to path in the vault of every file that goes there.
        vault: The files of the vault.
    """

    names: Names
    notes: Mapping[str, Note]
    places: Mapping[str, str]
    vault: VaultFiles

    def targets(self, note: Note, body: str) -> Iterator[tuple[Link, str, Remark]]:
        """The links of an entry that have to change, with what they shall say instead.

        What they shall say, in the place of target and fragment, is empty where nothing would do.
        """
        for link in note.links:
            found = next(iter(self.names.find(link, note.path)), "")
            if found not in self.places:
                continue
            written = self._written(link, note.path, found)
            if written is None:
                continue
            if written and not _in_table(body, link):
                written += self._title(link, written, found)
            line = note.body_line + link.line - 1
            yield link, written, Remark(line, "link", _REWRITTEN if written else _LOST)

    def _written(self, link: Link, source: str, found: str) -> str | None:
        """What the link shall say: None where it is right, nothing where nothing would do."""
        target, fragment = link.target, self._fragment(link, found)
        here, there = self.places[source], self.places[found]
        if target and self.vault.find(target, here) != there:
            name = self._name(link, here, there)
            if not name:
                return ""
            target = name
        if (target, fragment) == (link.target, link.fragment):
            return None
        return link.written(target, fragment)

    def _name(self, link: Link, here: str, there: str) -> str:
        if not link.kind.is_wiki:
            near = posixpath.relpath(there, posixpath.dirname(here) or ".")
            # A bare name means the file at the root first, if there is one.
            names = (near, f"./{near}", f"/{there}")
            return next((name for name in names if self.vault.find(name, here) == there), "")
        for name in self.vault.names(there, here):
            short = name.removesuffix(NOTE)
            if not _NO_WIKI & set(short) and self.vault.find(short, here) == there:
                return short
        return ""

    def _title(self, link: Link, target: str, found: str) -> str:
        """The title behind a bar, where knowlog shows it and Obsidian would show a file name."""
        entry = self.names.entries.get(found)
        plain = link.kind is LinkKind.WIKILINK and not link.text and not link.fragment
        if not plain or entry is None or entry.title == target:
            return ""
        return "" if _NO_TEXT & set(entry.title) else f"|{entry.title}"

    def _fragment(self, link: Link, found: str) -> str:
        """The fragment, as the words of the heading where it is the id of one."""
        place = anchor_of(link)
        note = self.notes.get(found)
        words = note.anchors.get(place, "") if note and place else ""
        if not words or _heard(link.fragment.rpartition("#")[2]) == _heard(words):
            return link.fragment
        return _UNWRITABLE.sub(" ", words).strip()


def _in_table(body: str, link: Link) -> bool:
    """Whether a bar would start a new cell there."""
    start = body.rfind("\n", 0, link.start) + 1
    end = body.find("\n", link.end)
    return "|" in body[start : link.start] + body[link.end : end if end >= 0 else None]


def _heard(words: str) -> str:
    return _UNHEARD.sub(" ", words).strip().lower()
