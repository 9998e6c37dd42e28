"""The folder a site is written to: recognised, left alone when nothing changed, never half new.

New files are put together beside the site and then take their places; what did not change is not
touched, and neither is what others keep in the folder (``.git``, ``CNAME``).
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from knowlog.errors import ConflictError, KnowlogError
from knowlog.exporters.site.replacing import forget, go_on, replace_files
from knowlog.exporters.site.report import Written
from knowlog.storage.layout import SITE_MARK

MANIFEST = SITE_MARK
_FORMAT = 1


class Seen(NamedTuple):
    """A file of a site as an export left it.

    Attributes:
        digest: Of its content.
        size: In bytes.
        time: Of its last change, in nanoseconds.
    """

    digest: str
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder that holds a site of ours, or nothing yet.

    Attributes:
        path: The folder, with links in it resolved.
        files: Those that are there and as the last export left them.
        gone: Files of the last export that are missing or were changed by somebody.
    """

    path: Path
    files: Mapping[str, Seen] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def start(self) -> "Staging":
        """Begin to put new files together.

        Raises:
            KnowlogError: The disk refused.
        """
        folder = _beside(self.path)
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise _refused(self.path, error) from error
        return Staging(folder)

    def finish(self, staging: "Staging", digests: Mapping[str, str]) -> Written:
        """Let the new files take the place of the old ones, if any differ.

        Args:
            staging: Holds every file whose digest is not that of the same file in ``files``.
            digests: Of every file that the site shall have.

        Raises:
            ConflictError: A folder of the site has become a link.
            KnowlogError: The disk refused.
        """
        stays = {file for file, value in digests.items() if self.has(file, value)}
        changed = tuple(file for file in digests if file not in stays)
        removed = tuple(sorted({*self.files, *self.gone} - {*digests, MANIFEST}))
        try:
            if changed or removed:
                manifest = {"format": _FORMAT, "files": dict(sorted(digests.items()))}
                text = json.dumps(manifest, separators=(",\n", ": "))
                staging.write(MANIFEST, text.encode())
                self._take_over(staging, changed, removed)
            else:
                shutil.rmtree(staging.folder, ignore_errors=True)
        except OSError as error:
            raise _refused(self.path, error) from error
        return Written(changed, tuple(file for file in digests if file in stays), removed)

    def give_up(self) -> None:
        """Leave no new files behind that nobody will finish."""
        with suppress(OSError):
            forget(_beside(self.path))

    def seen(self, digests: Mapping[str, str]) -> dict[str, Seen]:
        """What the next look at the folder shall find, right after :meth:`finish`."""
        base = os.path.join(self.path, "")  # noqa: PTH118  # of a hundred thousand files, as text
        found = {file: self.files[file] for file in digests if self.has(file, digests[file])}
        for file, value in {**digests, MANIFEST: ""}.items():
            if file not in found:
                status = os.stat(base + file)  # noqa: PTH116  # the same
                found[file] = Seen(value, status.st_size, status.st_mtime_ns)
        return found

    def has(self, file: str, digest: str) -> bool:
        """Whether a file is there with a content of this digest."""
        seen = self.files.get(file)
        return seen is not None and seen.digest == digest

    def _take_over(
        self, staging: "Staging", changed: Sequence[str], removed: Sequence[str]
    ) -> None:
        if not _holds_something(self.path):
            if self.path.exists():
                self.path.rmdir()
            staging.folder.rename(self.path)
            return
        _refuse_links(self.path, (*changed, *removed))
        # Pages come after what they show.
        ordered = sorted(changed, key=lambda name: name.endswith(".html"))
        replace_files(staging.folder, self.path, [*ordered, MANIFEST], removed)


@dataclass(frozen=True, slots=True)
class Staging:
    """New files of a site that are being put together.

    Attributes:
        folder: Where.
    """

    folder: Path

    def write(self, file: str, content: bytes) -> str:
        """Write a file, with all folders above it, and give its digest.

        Raises:
            KnowlogError: The file would leave the folder.
        """
        if not file or file.startswith("/") or ".." in file.split("/"):
            raise KnowlogError(f"the path {file!r} leaves the output folder")
        target = os.path.join(self.folder, file)  # noqa: PTH118  # of every file of a site
        try:
            _write(target, content)
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            _write(target, content)
        return digest(content)

    def copy(self, file: str, source: Path) -> str:
        """Copy a file of the log and give its digest."""
        return self.write(file, source.read_bytes())


def _write(target: str, content: bytes) -> None:
    with open(target, "wb") as file:  # noqa: PTH123  # of every file of a site
        file.write(content)


def digest(content: bytes) -> str:
    """Name a content: equal contents, equal names."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def open_output(path: Path, known: Mapping[str, Seen]) -> OutputFolder:
    """Look at the folder that shall hold the site; finish what was cut short there.

    Args:
        path: The folder; need not exist.
        known: Its files, as the last export from here left them; a file of another time is read.

    Raises:
        ConflictError: It holds something that no export of ours put there.
        KnowlogError: The disk refused.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_dir():
        raise ConflictError(f"{path} is not a folder", "Name another with --out.")
    try:
        go_on(_beside(path), path)
    except OSError as error:
        raise _refused(path, error) from error
    manifest = _status(path / MANIFEST)
    ours = known.get(MANIFEST)
    if manifest and ours and (manifest.st_size, manifest.st_mtime_ns) == ours[1:]:
        return _looked_at(path, {file: seen.digest for file, seen in known.items()}, known)
    if manifest:
        return _looked_at(path, _listed(path), known)
    if _holds_something(path):
        raise ConflictError(
            f"{path} is not empty and holds no site of knowlog",
            "Name an empty folder with --out, or empty this one yourself.",
        )
    return OutputFolder(path)


def _looked_at(path: Path, digests: Mapping[str, str], known: Mapping[str, Seen]) -> OutputFolder:
    base = os.path.join(path, "")  # noqa: PTH118  # of a hundred thousand files, as text
    whole: dict[str, Seen] = {}
    for file, value in digests.items():
        status = _status(base + file)
        if status is None:
            continue
        seen = Seen(value, status.st_size, status.st_mtime_ns)
        if known.get(file) == seen or _digest_of(Path(base + file)) == value:
            whole[file] = seen
    return OutputFolder(path, whole, frozenset(digests) - frozenset(whole))


def _listed(path: Path) -> dict[str, str]:
    """Read what another export, or one from another machine, wrote down of its files."""
    try:
        files = json.loads((path / MANIFEST).read_bytes())["files"]
        return {
            str(file): str(value)
            for file, value in files.items()
            if ".." not in PurePosixPath(file).parts and not PurePosixPath(file).is_absolute()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _status(path: str | Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None


def _digest_of(file: Path) -> str:
    try:
        return digest(file.read_bytes())
    except OSError:
        return ""


def _refuse_links(path: Path, files: Iterable[str]) -> None:
    folders = {folder for file in files for folder in PurePosixPath(file).parents}
    for folder in sorted(folders):
        if (path / folder).is_symlink():
            raise ConflictError(
                f"{path / folder} is a link, and the site would be written to where it leads",
                "Remove the link, or name another folder with --out.",
            )


def _beside(path: Path) -> Path:
    """Where new files are put together: on the same disk, and nothing that a site shows."""
    if path.exists() and (path.is_mount() or not os.access(path.parent, os.W_OK)):
        return path / ".knowlog-new"
    return path.with_name(f".{path.name}.knowlog-new")


def _holds_something(path: Path) -> bool:
    return path.is_dir() and any(path.iterdir())


def _refused(path: Path, error: OSError) -> KnowlogError:
    return KnowlogError(f"cannot write the site to {path}: {error.strerror or error}")
