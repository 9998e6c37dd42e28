"""Write the links of a log anew where files move or headings get other words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowlog.actions.linking import LinkedLog
from knowlog.actions.retitle import Parse
from knowlog.domain.changes import FileChange
from knowlog.domain.document import Document, Property, may_hold_link
from knowlog.domain.encoding import count_lines
from knowlog.domain.graph import Note
from knowlog.domain.headings import Heading, find_places
from knowlog.domain.links import Link
from knowlog.domain.ports import EntryStore
from knowlog.domain.rerouting import Rerouting
from knowlog.domain.splicing import Splice, splice_body, text_before
from knowlog.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that changes for other reasons than its links.

    Attributes:
        path: Where it will be.
        before: Its bytes as they are.
        after: Its bytes as they will be, with the links as they are.
    """

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A link that still has the old name, because it cannot be given the new one.

    Attributes:
        path: Of the file that holds it, as it will be.
        line: Of that file, counted from 1.
        target: As it is written.
    """

    path: str
    line: int
    target: str


@dataclass(slots=True)
class Rerouter:
    """Takes the links of a log along with a change.

    Attributes:
        log: With all its links, before the change.
        store: Its files.
        parse: Says what bytes would be as an entry.
        left: Links that could not be written anew.
    """

    log: LinkedLog
    store: EntryStore
    parse: Parse
    left: list[Unwritten] = field(default_factory=list)

    def renamed_headings(self, draft: Draft) -> dict[str, Heading]:
        """The headings whose anchors change: old anchor to the heading as it will be."""
        old, new = (
            find_places(self.store.parse(data, draft.path).body).headings
            for data in (draft.before, draft.after)
        )
        pairs = zip(old, new, strict=False)
        return {one.anchor: other for one, other in pairs if one.anchor != other.anchor}

    def with_links(self, drafts: Mapping[str, Draft]) -> list[FileChange]:
        """The changes with every link that must follow, in these files and all others.

        Args:
            drafts: By the path where each file is.
        """
        headings = {path: self.renamed_headings(draft) for path, draft in drafts.items()}
        rerouting = Rerouting(
            self.log.names,
            self.log.replaced(
                {path: self.parse(one.after, one.path) for path, one in drafts.items()}
            ).names,
            {path: draft.path for path, draft in drafts.items() if path != draft.path},
            {path: found for path, found in headings.items() if found},
        )
        files: list[FileChange] = []
        for path, draft in drafts.items():
            after = self._rewritten(rerouting, path, draft.path, draft.after)
            files += _changes(path, draft, after)
        return [*files, *self._others(rerouting, drafts)]

    def _others(self, rerouting: Rerouting, drafts: Mapping[str, Draft]) -> Iterator[FileChange]:
        for path, note in self.log.notes.items():
            if path in drafts or not rerouting.touches(note):
                continue
            try:
                data = self.store.read_bytes(path)
            except NotFoundError:
                continue
            after = self._rewritten(rerouting, path, path, data, note)
            if after != data:
                yield FileChange(path, data, after)

    def _rewritten(
        self, rerouting: Rerouting, source: str, path: str, data: bytes, known: Note | None = None
    ) -> bytes:
        """A file with its links changed.

        Args:
            rerouting: What moves.
            source: Where it is.
            path: Where it will be.
            data: Its bytes.
            known: Its links, if they were found in the same bytes; looked for anew if not.
        """
        document = self.store.parse(data, path)
        before, body = text_before(data, document.body), document.body
        note = known if known and _is_of(known, before, body) else None
        note = note or replace(self.log.note_of(document, before), path=source)
        found, lost = rerouting.splices(note, body, before)
        splices = [splice for _, splice in found]
        after = splice_body(data, body, splices)
        if after is not None and self._is_sound(after, path, document, splices):
            self.left += [_unwritten(document, link) for link in lost]
            return after
        if after is not None:  # front matter would break: leave that alone
            lost += [link for link, _ in found if link.start < 0]
            found = [(link, splice) for link, splice in found if link.start >= 0]
            after = splice_body(data, body, [splice for _, splice in found])
        if after is None:
            lost += [link for link, _ in found]
        self.left += [_unwritten(document, link) for link in lost]
        return data if after is None else after

    def _is_sound(
        self, after: bytes, path: str, document: Document, splices: Sequence[Splice]
    ) -> bool:
        """Whether the front matter reads as well as it did, and says nothing else."""
        if not any(splice.start < 0 for splice in splices):
            return True
        found = self.store.parse(after, path)
        wanted = ((one.keys, _spliced(one, splices)) for one in document.properties)
        said = [(one.keys, one.text) for one in found.properties]
        same = said == [one for one in wanted if may_hold_link(one[1])]
        return same and len(found.problems) <= len(document.problems)


def _is_of(note: Note, before: str, body: str) -> bool:
    """Whether the links of a note stand in a text; just now somebody may have saved another one."""
    text, base = before + body, len(before)
    return note.body_line == 1 + count_lines(before) and all(
        link.stands_in(text[base + link.target_start : base + link.target_end])
        for link in note.links
    )


def _spliced(value: Property, splices: Iterable[Splice]) -> str:
    """What a value of the front matter says after the splices in it, quotes left out."""
    text = value.text
    for start, end, new in sorted(splices, reverse=True):
        if value.start <= start and end <= value.end:
            text = text[: start - value.start] + new + text[end - value.start :]
    quoted = value.plain and text.startswith('"')
    return text[1:-1] if quoted else text


def _unwritten(document: Document, link: Link) -> Unwritten:
    line = document.body_line + link.line - 1
    target = f"{link.target}#{link.fragment}" if link.fragment else link.target
    return Unwritten(document.path, line, target)


def _changes(path: str, draft: Draft, after: bytes) -> list[FileChange]:
    if path != draft.path:
        return [FileChange(path, draft.before, None), FileChange(draft.path, None, after)]
    return [FileChange(path, draft.before, after)] if draft.before != after else []
