"""The folder a site is written to: recognised, left alone when nothing changed, swapped whole.

A new site is put together beside the old one and then takes its place, so that whoever looks, and
whatever is killed, finds the old site or the new one. Files that did not change are linked, not
written. What others keep in the folder (``.git``, ``CNAME``) moves along.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from knowlog.errors import ConflictError, KnowlogError
from knowlog.exporters.site.report import Written
from knowlog.exporters.site.swap import recover, swap

MANIFEST = ".knowlog-site.json"
_FORMAT = 1

Times = Mapping[str, tuple[int, int]]
"""File to its size in bytes and its time of change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder that holds a site of ours, or nothing yet.

    Attributes:
        path: The folder, with links in it resolved.
        digests: File to digest of its content: those that are there and as the last export left
            them.
        gone: Files of the last export that are missing or were changed by somebody.
    """

    path: Path
    digests: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    @property
    def beside(self) -> Path:
        """Where the new site is put together."""
        if _is_fixed(self.path):
            return self.path / ".knowlog-new"
        return self.path.with_name(f".{self.path.name}.knowlog-new")

    @property
    def _old(self) -> Path:
        return self.path.with_name(f".{self.path.name}.knowlog-old")

    def start(self) -> "Staging":
        """Begin a new site beside the old one.

        Raises:
            KnowlogError: The disk refused.
        """
        try:
            shutil.rmtree(self.beside, ignore_errors=True)
            self.beside.mkdir(parents=True)
        except OSError as error:
            raise _refused(self.path, error) from error
        return Staging(self.beside)

    def finish(self, staging: "Staging", digests: Mapping[str, str]) -> Written:
        """Let the new site take the place of the old one, if it differs.

        Args:
            staging: Holds every file whose digest is not in ``digests`` of the old site.
            digests: Of every file that the site shall have.

        Raises:
            KnowlogError: The disk refused; the old site stands as it was.
        """
        changed = tuple(file for file in digests if self.digests.get(file) != digests[file])
        removed = tuple(file for file in sorted({*self.digests, *self.gone}) if file not in digests)
        unchanged = tuple(file for file in digests if self.digests.get(file) == digests[file])
        try:
            if changed or removed:
                manifest = {"format": _FORMAT, "files": dict(sorted(digests.items()))}
                staging.write(MANIFEST, json.dumps(manifest, indent=0).encode())
                if _is_fixed(self.path):
                    self._replace_each(staging, changed, removed)
                else:
                    self._replace_whole(staging, unchanged)
        except OSError as error:
            raise _refused(self.path, error) from error
        finally:
            shutil.rmtree(self.beside, ignore_errors=True)
        return Written(changed, unchanged, removed)

    def _replace_whole(self, staging: "Staging", unchanged: tuple[str, ...]) -> None:
        for file in unchanged:
            staging.link(file, self.path / file)
        ours = {*self.digests, *self.gone, MANIFEST}
        foreign = list(_foreign(self.path, ours)) if self.path.exists() else []
        swap(staging.folder, self.path, self._old)
        for name in foreign:
            (self._old / name).rename(staging.made(name, self.path))
        shutil.rmtree(self._old, ignore_errors=True)

    def _replace_each(
        self, staging: "Staging", changed: tuple[str, ...], removed: tuple[str, ...]
    ) -> None:
        for file in (*sorted(changed, key=lambda name: name.endswith(".html")), MANIFEST):
            (staging.folder / file).replace(staging.made(file, self.path))
        for file in removed:
            (self.path / file).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Staging:
    """A site that is being put together.

    Attributes:
        folder: Where.
    """

    folder: Path

    def write(self, file: str, content: bytes) -> str:
        """Write a file and give its digest."""
        self.made(file, self.folder).write_bytes(content)
        return digest(content)

    def copy(self, file: str, source: Path) -> str:
        """Copy a file of the log and give its digest."""
        return self.write(file, source.read_bytes())

    def link(self, file: str, source: Path) -> None:
        """Take over a file of the old site, instead of one that was written anew."""
        target = self.made(file, self.folder)
        try:
            os.link(source, target)
        except FileExistsError:
            target.unlink()
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    def made(self, file: str, folder: Path) -> Path:
        """Give the path of a file below a folder, with all folders above it made.

        Raises:
            KnowlogError: The file would leave the folder.
        """
        parts = PurePosixPath(file).parts
        if not parts or ".." in parts or PurePosixPath(file).is_absolute():
            raise KnowlogError(f"the path {file!r} leaves the output folder")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def digest(content: bytes) -> str:
    """Name a content: equal contents, equal names."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def open_output(path: Path, times: Times) -> OutputFolder:
    """Look at the folder that shall hold the site.

    Args:
        path: The folder; need not exist.
        times: Of its files, as the last export left them; a file of another time is read.

    Raises:
        ConflictError: It holds something that no export of ours put there.
    """
    path = Path(os.path.realpath(path))
    recover(path, path.with_name(f".{path.name}.knowlog-old"))
    if not path.exists():
        return OutputFolder(path)
    if not path.is_dir():
        raise ConflictError(f"{path} is not a folder", "Name another with --out.")
    digests = _manifest(path)
    if digests is None:
        if any(path.iterdir()):
            raise ConflictError(
                f"{path} is not empty and holds no site of knowlog",
                "Name an empty folder with --out, or empty this one yourself.",
            )
        return OutputFolder(path)
    whole = {file: value for file, value in digests.items() if _stands(path, file, value, times)}
    return OutputFolder(path, whole, frozenset(digests) - frozenset(whole))


def times_of(path: Path, files: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Note size and time of every file, for the next look at the folder."""
    base = os.path.join(path, "")  # noqa: PTH118  # of a hundred thousand files, as text
    found = ((file, os.stat(base + file)) for file in files)  # noqa: PTH116  # the same
    return {file: (status.st_size, status.st_mtime_ns) for file, status in found}


def _manifest(path: Path) -> dict[str, str] | None:
    try:
        files = json.loads((path / MANIFEST).read_bytes())["files"]
        return {str(file): str(value) for file, value in files.items() if ".." not in file}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _stands(path: Path, file: str, value: str, times: Times) -> bool:
    try:
        status = os.stat(os.path.join(path, file))  # noqa: PTH116, PTH118  # of every file, each run
        if times.get(file) == (status.st_size, status.st_mtime_ns):
            return True
        return digest((path / file).read_bytes()) == value
    except OSError:
        return False


def _foreign(folder: Path, ours: set[str]) -> Iterator[str]:
    above = {parent.as_posix() for file in ours for parent in PurePosixPath(file).parents}

    def walk(relative: str) -> Iterator[str]:
        with os.scandir(folder / relative) as found:
            for one in found:
                name = f"{relative}/{one.name}" if relative else one.name
                if name in above:
                    yield from walk(name)
                elif name not in ours:
                    yield name

    return walk("")


def _is_fixed(path: Path) -> bool:
    """Whether a folder cannot change hands: the root of a disk, or of a folder of others."""
    return path.exists() and (path.is_mount() or not os.access(path.parent, os.W_OK))


def _refused(path: Path, error: OSError) -> KnowlogError:
    return KnowlogError(f"cannot write the site to {path}: {error.strerror or error}")
