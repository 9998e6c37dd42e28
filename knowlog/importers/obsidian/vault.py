"""A vault, file by file. What knowlog shows as Obsidian does stays as it is written."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from pathlib import PurePosixPath

from knowlog.domain.dates import entry_date
from knowlog.domain.describe import fields_of
from knowlog.domain.imports import Destination, Intake, LeftOut, Remark, Taken
from knowlog.domain.links import Link
from knowlog.domain.moments import day_of
from knowlog.domain.vaults import VaultFiles
from knowlog.importers.notes import Note, read_notes, titled
from knowlog.importers.obsidian.constructs import FILES, is_filled_in, remarks_on
from knowlog.importers.obsidian.settings import FOLDER, VaultSettings, read_settings
from knowlog.importers.relocation import relocate
from knowlog.importers.source import Source, hidden_place, is_hidden
from knowlog.storage.scan import EXTENSIONS

_HIDDEN = {
    FOLDER: "they are Obsidian's own settings; formats and folders in them were taken note of",
    ".trash": "it was thrown away in Obsidian",
}
_TEMPLATES = "templates"


class Obsidian:
    """Reads a vault; a lone note will do."""

    def __init__(self, source: Source) -> None:
        """Take the folder of the vault."""
        self._source = source
        self._settings: VaultSettings = VaultSettings()

    def read(self, destination: Destination) -> Intake:
        """Take in every file or say why not; see `knowlog.domain.ports.Importer`."""
        self._settings = read_settings(self._source)
        visible = [path for path in self._source.files if not is_hidden(path)]
        templates = [path for path in visible if self._is_template(path)]
        others = [path for path in visible if path not in set(templates)]
        where = {path: destination.place(path, _inside(destination.home, path)) for path in others}
        note_places = {path: place for path, place in where.items() if _is_note(path)}
        notes, left_out = read_notes(self._source, note_places)
        files = {path: place for path, place in where.items() if path not in note_places}
        notes = [self._described(note, destination.zone) for note in notes]
        found = VaultFiles(visible)

        def meant(link: Link, source: str) -> str:
            return found.find(link.target, source)

        taken = [
            *(note.taken() for note in relocate(notes, files, destination, meant, by_name=True)),
            *(Taken(path, place, None, tuple(_remarks(path))) for path, place in files.items()),
            *(self._template(path, destination) for path in templates),
        ]
        return Intake(
            tuple(sorted(taken, key=lambda one: one.source)),
            (*self._source.left_out, *left_out, *self._hidden()),
            remarks=tuple(self._on_the_whole()),
        )

    def _is_template(self, path: str) -> bool:
        folders = tuple(f"{folder}/" for folder in self._settings.templates)
        return _is_note(path) and path.startswith(folders)

    def _template(self, path: str, destination: Destination) -> Taken:
        """A template goes where `knowlog new --template` looks for it."""
        folder = next(one for one in self._settings.templates if path.startswith(f"{one}/"))
        place = destination.place(path, f"{_TEMPLATES}/{path.removeprefix(f'{folder}/')}")
        remarks = [Remark(0, "template", "a template, for `knowlog new --template`")]
        try:
            text = self._source.read(path).decode("utf-8", "replace")
        except OSError:
            text = ""  # the copy will say what is wrong
        if is_filled_in(text):
            message = (
                "a template with {{date:...}}, {{time}} or the like, which only Obsidian fills in"
            )
            remarks = [Remark(0, "template", message)]
        return Taken(path, place, None, tuple(remarks))

    def _described(self, note: Note, zone: tzinfo) -> Note:
        note = titled(note.remarked(*remarks_on(note)), zone)
        return self._dated(note, zone)

    def _dated(self, note: Note, zone: tzinfo) -> Note:
        """Write down the day of a daily note whose name does not say it to others."""
        if entry_date(fields_of(note.document), "", zone):
            return note
        for period in self._settings.periods:
            name = str(PurePosixPath(note.source).with_suffix(""))
            folder = f"{period.folder}/" if period.folder else ""
            day = day_of(name.removeprefix(folder), period.form)
            if day is None or not name.startswith(folder):
                continue
            known = entry_date({}, note.path, zone)
            if known and known.date() == day:
                return note
            message = "its day, which its name says, is written down as its date"
            return note.with_fields({"date": day}, "date", message)
        return note

    def _hidden(self) -> Iterator[LeftOut]:
        hidden = (path for path in self._source.files if is_hidden(path))
        for place in dict.fromkeys(map(hidden_place, hidden)):
            reason = _HIDDEN.get(place.rstrip("/"), "it is hidden from Obsidian too")
            yield LeftOut(place, "hidden", reason)

    def _on_the_whole(self) -> Iterator[Remark]:
        if plugins := self._settings.plugins:
            names = ", ".join(plugins)
            yield Remark(0, "plugins", f"what plugins wrote stays as text: {names}")


def _remarks(path: str) -> Iterable[Remark]:
    ending = PurePosixPath(path).suffix.lower()
    if ending in FILES:
        yield Remark(0, ending[1:], FILES[ending])


def _is_note(path: str) -> bool:
    return path.lower().endswith(EXTENSIONS)


def _inside(home: str, path: str) -> str:
    return f"{home}/{path}" if home else path
