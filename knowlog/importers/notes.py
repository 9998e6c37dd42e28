"""Notes on their way into the log: read once, and changed in as few bytes as can be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.encoding import in_utf8
from knowlog.domain.imports import LeftOut, Remark, Taken
from knowlog.domain.splicing import Splice, splice_body
from knowlog.errors import KnowlogError
from knowlog.importers.source import Source
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.tagging import edit_tags
from knowlog.storage.frontmatter.writing import Value


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the source.

    Attributes:
        source: Its path there.
        path: Its path in the log.
        original: Its bytes there.
        data: Its bytes in the log, as far as they are decided.
        document: What `data` says.
        body_line: The line of the source on which the body starts, counted from 1.
        remarks: What its author should know.
    """

    source: str
    path: str
    original: bytes
    data: bytes
    document: Document
    body_line: int = 1
    remarks: tuple[Remark, ...] = ()

    def taken(self) -> Taken:
        """The note as the import hands it on."""
        data = None if self.data == self.original else self.data
        remarks = sorted(self.remarks, key=lambda one: one.line)
        return Taken(self.source, self.path, data, tuple(remarks))

    def remarked(self, *remarks: Remark) -> "Note":
        """The note with more remarks."""
        return replace(self, remarks=(*self.remarks, *remarks))

    def with_fields(self, fields: Mapping[str, Value], kind: str, message: str) -> "Note":
        """The note with more front matter and a remark that says so.

        Where the front matter cannot be changed without harm the remark says that instead.
        """
        return self._edited(lambda: edit(self.data, fields, path=self.source), kind, message)

    def tagged(self, tag: str, kind: str, message: str) -> "Note":
        """The note with one more tag, if it has it not yet; the rest as `with_fields`."""
        return self._edited(
            lambda: edit_tags(self.data, add=(tag,), path=self.source), kind, message
        )

    def _edited(self, edited: Callable[[], bytes], kind: str, message: str) -> "Note":
        try:
            data = edited()
        except KnowlogError as error:
            said = f"its front matter cannot be changed, so this is not written down: {message}"
            return self.remarked(Remark(0, kind, said, error.message))
        return self if data == self.data else self._with(data).remarked(Remark(0, kind, message))

    def spliced(self, splices: Iterable[Splice]) -> "Note | None":
        """The note with parts of its body replaced; None where its bytes do not allow it."""
        data = splice_body(self.data, self.document.body, splices)
        return None if data is None else self._with(data)

    def _with(self, data: bytes) -> "Note":
        return replace(self, data=data, document=parse(data, self.path))


def read_notes(source: Source, where: Mapping[str, str]) -> tuple[list[Note], list[LeftOut]]:
    """Read notes, and say which cannot be read.

    Args:
        source: The folder.
        where: Path in the source to path in the log.
    """
    notes: list[Note] = []
    left_out: list[LeftOut] = []
    for path, place in where.items():
        try:
            data = source.read(path)
        except OSError as error:
            left_out.append(
                LeftOut(path, "unreadable", f"it cannot be read: {error.strerror or error}")
            )
            continue
        text = in_utf8(data, source.encoding) if source.encoding else data
        document = parse(text, place)
        note = Note(path, place, data, text, document, document.body_line)
        notes.append(note.remarked(*_on_encoding(note, source.encoding)))
    return notes, left_out


def _on_encoding(note: Note, encoding: str) -> Iterator[Remark]:
    if note.data != note.original:
        yield Remark(0, "encoding", "it is saved as UTF-8 now", f"read as {encoding}")
    for problem in note.document.problems:
        if problem.kind == "encoding":
            message = "it is not UTF-8 and comes in as it is; --encoding says what it is"
            yield Remark(problem.line, "encoding", message, problem.message)


def titled(note: Note, zone: tzinfo) -> Note:
    """Keep the title of a note that is called after its file, where that gets another name.

    Args:
        note: As it was read.
        zone: Of the log.
    """
    old, new = (path.rpartition("/")[2] for path in (note.source, note.path))
    if old == new:
        return note
    before = describe(replace(note.document, path=note.source), zone).title
    kept = note.remarked(Remark(0, "renamed", f"it is called {new} now"))
    if describe(note.document, zone).title == before:
        return kept
    return kept.with_fields({"title": before}, "title", "its old name is written down as its title")
