"""Where the log is, and what its settings say."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.errors import KnowlogError, NotFoundError
from knowlog.settings.load import combine, from_environment
from knowlog.settings.model import Layer, Settings
from knowlog.settings.places import SETTINGS_FILE, config_folder

if TYPE_CHECKING:
    from knowlog.domain.document import Document
    from knowlog.storage.header import Language
    from knowlog.storage.reading import FrontMatter

JEKYLL_SETTINGS = "_config.yml"

_MAY_OPEN = (b"-", b"+", b"{", b"\x00", b"\xef", b"\xfe", b"\xff", b"")
"""First bytes of a fence or of a byte order mark."""


def settings_of(named: Path | None) -> tuple[Path, Settings]:
    """Find the log that is meant and read all settings.

    Args:
        named: The folder the user named, if any.

    Raises:
        NotFoundError: There is no log, or the folder does not exist.
        UsageError: Some setting is not understood.
    """
    environment, personal = from_environment(os.environ), _personal_layers()
    given = _find(named, combine([*environment, *personal]).text("log"))
    settings = combine([*environment, *_log_layers(given.resolve()), *personal])
    _check_zone(settings.text("timezone"))
    return given, settings


def _check_zone(name: str) -> None:
    """Refuse a zone that does not exist; where none is named, nothing is loaded to ask."""
    if name:
        from knowlog.settings.zone import named_zone

        named_zone(name)


def config_file() -> Path:
    """The user's own settings file; it need not exist."""
    return config_folder() / "config.toml"


def personal_settings() -> Settings:
    """The settings that hold outside every log."""
    return combine([*from_environment(os.environ), *_personal_layers()])


def _personal_layers() -> list[Layer]:
    path = config_file()
    if not path.is_file():
        return []
    from knowlog.settings.files import from_file

    return [from_file(path, personal=True)]


def _log_layers(root: Path) -> list[Layer]:
    layers = []
    if (root / SETTINGS_FILE).is_file():
        from knowlog.settings.files import from_file

        layers.append(from_file(root / SETTINGS_FILE, personal=False))
    if (root / JEKYLL_SETTINGS).is_file():
        from knowlog.storage.jekyll import read_config, site_settings

        layers.append(Layer(JEKYLL_SETTINGS, site_settings(read_config(root / JEKYLL_SETTINGS))))
    return layers


def _find(named: Path | None, usual: str) -> Path:
    if named is None and os.environ.get("KNOWLOG_DIR"):
        named = Path(os.environ["KNOWLOG_DIR"])
    if named is not None:
        return _existing(_at_home(named))
    here = _here()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    if usual:
        return _existing(_at_home(Path(usual)))
    msg = f"there is no log at {here} or above it"
    if (here / JEKYLL_SETTINGS).is_file() or any(here.glob("*.md")) or any(here.glob("*/*.md")):
        hint = "Markdown is here: read it as it is with --log . or make it a log: knowlog init"
        raise NotFoundError(msg, hint)
    raise NotFoundError(msg, "Make one with `knowlog init`, or name one: knowlog --log DIR ...")


def _at_home(folder: Path) -> Path:
    """The folder with ``~`` filled in, which shells leave as it is in ``--log=~/notes``."""
    return folder if folder.is_dir() else Path(os.path.expanduser(folder))  # noqa: PTH111 - Path.expanduser raises where there is no such user


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        msg = "the folder that you are in is gone"
        raise NotFoundError(
            msg, "Go to another one, or name a log: knowlog --log DIR ..."
        ) from error


def _existing(folder: Path) -> Path:
    if folder.is_dir():
        return folder
    if folder.exists():
        msg = f"{folder} is not a folder"
        raise NotFoundError(msg, "A log is a folder of Markdown files; name that folder.")
    msg = f"there is no folder {folder}"
    raise NotFoundError(msg, f"Make a log there: knowlog init {folder}")


def make_log(root: Path, *, title: str = "", author: str = "") -> list[Path]:
    """Make a log out of a folder, and return what was made; nothing that is there changes.

    Args:
        root: The folder; it need not exist.
        title: Of the log; the name of the folder where it is empty.
        author: Of the log.

    Raises:
        KnowlogError: The disk refused.
    """
    from knowlog.actions.init import init_log
    from knowlog.storage.layout import is_jekyll

    try:
        return init_log(root, jekyll=is_jekyll(root), title=title, author=author)
    except OSError as error:
        msg = f"{root} cannot be looked into: {error.strerror}"
        raise KnowlogError(msg, "Choose a folder that you may write to.") from error


def take_apart(data: bytes, path: str) -> "Document":
    """A file's bytes as a document; never fails, whatever they are."""
    from knowlog.storage.reading import read

    return read(data, path, _interpret)


def _interpret(language: "Language", text: str, first_line: int) -> "FrontMatter | None":
    # A note without front matter never comes here, and so never loads a parser.
    from knowlog.storage.frontmatter.parsing import interpret

    return interpret(language, text, first_line)


def body_of(data: bytes) -> str:
    """The text after the front matter; loads only what it takes to find where that ends."""
    if data[:1] not in _MAY_OPEN:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    from knowlog.storage.reading import body

    return body(data)
