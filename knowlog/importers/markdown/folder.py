"""A folder of notes, file by file; what is not theirs is left out and named."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from knowlog.domain.dates import entry_date, read_date
from knowlog.domain.describe import fields_of
from knowlog.domain.graph import note_of
from knowlog.domain.imports import Destination, Habits, Intake, Remark, Taken
from knowlog.importers.markdown import shortcodes
from knowlog.importers.markdown.days import day_in
from knowlog.importers.markdown.history import History, read_history
from knowlog.importers.markdown.shape import Shape
from knowlog.importers.notes import Note, read_notes, titled
from knowlog.importers.relocation import relocate
from knowlog.importers.source import Source

_MEDIA = frozenset(
    ".png .jpg .jpeg .gif .webp .svg .avif .bmp .ico .mp4 .webm .ogv .mov .mp3 .ogg .wav .flac .m4a"
    " .opus .pdf".split()
)


class Markdown:
    """Reads a folder of Markdown, with the habits that its owner names."""

    def __init__(self, source: Source, habits: Habits | None = None) -> None:
        """Take the folder."""
        self._source = source
        self._habits = habits or Habits()

    def read(self, destination: Destination) -> Intake:
        """Take in every file or say why not; see `knowlog.domain.ports.Importer`.

        Raises:
            KnowlogError: Dates are wanted from a git history, and there is none.
        """
        history = read_history(self._source.root) if self._habits.git_dates else None
        shape = Shape(self._source)
        return _Reading(self._source, self._habits, destination, shape, history).intake()


class _Reading:
    """One folder on its way into one log."""

    def __init__(
        self,
        source: Source,
        habits: Habits,
        destination: Destination,
        shape: Shape,
        history: History | None,
    ) -> None:
        self.source = source
        self.habits = habits
        self.destination = destination
        self.shape = shape
        self.history = history

    def intake(self) -> Intake:
        skipped = self.shape.is_page if self.habits.without_indexes else lambda _: False
        where = {path: self._place(path) for path in self.shape.notes if not skipped(path)}
        notes, unreadable = read_notes(self.source, where)
        files = {path: self._place(path) for path in self._used(notes)}
        notes = [self._described(note) for note in notes]
        taken = [
            *(note.taken() for note in relocate(notes, files, self.destination, self.shape.meant)),
            *(Taken(path, place) for path, place in files.items()),
        ]
        told = {*where, *files}
        return Intake(
            tuple(sorted(taken, key=lambda one: one.source)),
            (*self.source.left_out, *unreadable, *self.shape.left_out(told)),
            remarks=self._on_the_whole(),
        )

    def _place(self, path: str) -> str:
        home = f"{self.destination.home}/" if self.destination.home else ""
        return self.destination.place(path, home + self.shape.wanted(path))

    def _used(self, notes: Iterable[Note]) -> list[str]:
        """The files that come along: pictures and the like, and what notes link to."""
        linked = {
            self.shape.meant(link, note.source)
            for note in notes
            for link in note_of(note.document).links
            if link.target
        }
        is_media = (path for path in self.shape.files if _ending(path) in _MEDIA)
        return sorted({*is_media, *linked.intersection(self.shape.files)})

    def _described(self, note: Note) -> Note:
        note = shortcodes.with_refs(note, self.shape.referred)
        if not self.shape.is_index(note.source):
            note = titled(note, self.destination.zone)
        if self.shape.is_page(note.source) and not note.document.meta.get("layout"):
            message = "the index of a folder is a page, which lists of entries leave out"
            note = note.with_fields({"layout": "page"}, "page", message)
        note = self._kept_back(self._dated(note))
        if self.habits.folders_as_tags and (tag := self.shape.tag(note.source)):
            note = note.tagged(tag, "folder-tag", "its folder is one of its tags")
        return note.remarked(*shortcodes.remarks_on(note))

    def _dated(self, note: Note) -> Note:
        if entry_date(fields_of(note.document), note.path, self.destination.zone):
            return note
        if day := day_in(str(PurePosixPath(note.source).with_suffix(""))):
            message = "its date, which its path says, is written down"
            value = date.fromisoformat(day) if day.count("-") > 1 else day
            return note.with_fields({"date": value}, "date", message)
        time = self.history.first.get(note.source) if self.history else None
        if time is None:
            return note
        return note.with_fields({"date": time}, "date", "its date is that of its first commit")

    def _kept_back(self, note: Note) -> Note:
        """The note as a draft while Hugo does not show it: before its day, after its last one."""
        if not self.shape.is_site or note.document.meta.get("draft"):
            return note
        fields, zone = fields_of(note.document), self.destination.zone
        first = read_date(fields.get("publishdate"), zone) or entry_date(fields, note.path, zone)
        last = read_date(fields.get("expirydate"), zone)
        now = self.destination.now
        if first and first > now:
            message = "its day is still to come and Hugo keeps it back, so it is a draft"
            return note.with_fields({"draft": True}, "future", message)
        if last and last < now:
            message = "its last day is over and Hugo shows it no more, so it is a draft"
            return note.with_fields({"draft": True}, "expired", message)
        return note

    def _on_the_whole(self) -> tuple[Remark, ...]:
        if self.history is None or self.history.is_whole:
            return ()
        message = "the history is cut short (a shallow clone), so dates from it may be too late"
        return (Remark(0, "shallow", message),)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
