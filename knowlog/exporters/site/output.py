"""The folder a site is written to: recognised, left alone when nothing changed, swapped whole.

A new site is written beside the old one and then takes its place, so that whoever looks, and
whatever is killed, finds the old site or the new one. Files that did not change are linked, not
written.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from knowlog.errors import ConflictError, KnowlogError

MANIFEST = ".knowlog-site.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files of a site.

    Attributes:
        written: New or changed files.
        unchanged: Files that were left as they are.
        removed: Files that the site no longer has.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder that holds a site of ours, or nothing yet.

    Attributes:
        path: The folder.
        digests: File to digest of its content, as of the last time.
    """

    path: Path
    digests: Mapping[str, str] = field(default_factory=dict)

    def replace(self, files: Mapping[str, bytes]) -> Written:
        """Make the folder hold exactly these files.

        Args:
            files: Path relative to the folder, with ``/``, to content.

        Raises:
            KnowlogError: A path leaves the folder, or the disk refused.
        """
        digests = {file: digest(content) for file, content in sorted(files.items())}
        changed = tuple(file for file, value in digests.items() if self.digests.get(file) != value)
        removed = tuple(file for file in self.digests if file not in digests)
        unchanged = tuple(file for file in digests if file not in set(changed))
        if not changed and not removed:
            return Written(unchanged=unchanged)
        beside = self.path.with_name(f".{self.path.name}.knowlog-new")
        shutil.rmtree(beside, ignore_errors=True)
        try:
            for file, content in files.items():
                _write(beside, file, content)
            manifest = {"format": _FORMAT, "files": digests}
            _write(beside, MANIFEST, json.dumps(manifest, indent=0).encode())
            _swap(beside, self.path)
        except OSError as error:
            shutil.rmtree(beside, ignore_errors=True)
            raise KnowlogError(f"cannot write the site to {self.path}: {error}") from error
        return Written(changed, unchanged, removed)


def digest(content: bytes) -> str:
    """Name a content: equal contents, equal names."""
    return hashlib.sha256(content).hexdigest()[:32]


def open_output(path: Path) -> OutputFolder:
    """Look at the folder that shall hold the site.

    Raises:
        ConflictError: It holds something that no export of ours put there.
    """
    path = path.absolute()
    if not path.exists():
        return OutputFolder(path)
    if not path.is_dir():
        raise ConflictError(f"{path} is not a folder", "name another with --out")
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
        return OutputFolder(path, dict(manifest["files"]))
    except FileNotFoundError:
        if any(path.iterdir()):
            raise ConflictError(
                f"{path} is not empty and holds no site of knowlog",
                "name an empty folder with --out, or empty this one yourself",
            ) from None
        return OutputFolder(path)
    except (ValueError, KeyError, TypeError):
        return OutputFolder(path)


def _write(folder: Path, file: str, content: bytes) -> None:
    parts = PurePosixPath(file).parts
    if not parts or ".." in parts or PurePosixPath(file).is_absolute():
        raise KnowlogError(f"the path {file!r} leaves the output folder")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _swap(new: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.knowlog-old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.replace(old)
    new.replace(place)
    shutil.rmtree(old, ignore_errors=True)
