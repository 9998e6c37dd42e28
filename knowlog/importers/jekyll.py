"""A Jekyll blog becomes files of a log."""

from pathlib import PurePosixPath

from knowlog.domain.imports import Destination, Intake, LeftOut, Remark, Taken
from knowlog.importers.source import Source
from knowlog.storage.header import find_header
from knowlog.storage.scan import EXTENSIONS


class Jekyll:
    """Reads a Jekyll blog, or a lone page of one."""

    def __init__(self, source: Source) -> None:
        """Take the folder of the blog."""
        self._source = source

    def read(self, destination: Destination) -> Intake:
        """Take in every file or say why not; see `knowlog.domain.ports.Importer`."""
        taken: list[Taken] = []
        left_out = list(self._source.left_out)
        for path in self._source.files:
            if PurePosixPath(path).suffix.lower() not in EXTENSIONS:
                left_out.append(LeftOut(path, "other", "it is no page of the blog"))
                continue
            try:
                data = self._source.read(path)
            except OSError as error:
                left_out.append(LeftOut(path, "unreadable", f"it cannot be read: {error}"))
                continue
            if find_header(data) is None:
                left_out.append(LeftOut(path, "other", "it is no page of the blog"))
                continue
            place = destination.place(path, _wanted(path, destination.home))
            taken.append(Taken(path, place, data, _remarks(path, place)))
        return Intake(tuple(taken), tuple(left_out))


def _wanted(path: str, home: str) -> str:
    parts = [part.removeprefix("_") for part in PurePosixPath(path).parts if part != "_posts"]
    return "/".join([*([home] if home else []), *parts])


def _remarks(path: str, place: str) -> tuple[Remark, ...]:
    old, new = PurePosixPath(path).name, PurePosixPath(place).name
    return () if old == new else (Remark(0, "renamed", f"it is now called {new}"),)
