"""Change one setting in its file, leaving the rest of the file as it is."""

from pathlib import Path
from typing import TYPE_CHECKING

import tomlkit
from tomlkit.exceptions import TOMLKitError

from knowlog.errors import KnowlogError, UsageError
from knowlog.settings.load import from_text, known
from knowlog.settings.zone import named_zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tomlkit.items import Table


def set_value(path: Path, name: str, text: str) -> object:
    """Set a key in a TOML file, making the file if there is none, and return its value.

    Args:
        path: The settings file.
        name: The key, with a dot for its table.
        text: The value as typed.

    Raises:
        UsageError: The key or the value makes no sense, or the file is not valid TOML.
        KnowlogError: The disk refused.
    """
    value = from_text(known(name), text, str(path))
    if known(name).kind == "zone":
        named_zone(text)  # a zone that does not exist is refused now, not when it is needed
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise _invalid(path, error) from error
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}"
        raise KnowlogError(msg) from error
    _write(path, with_values(before, {name: value}, path))
    return value


def with_values(text: str, values: "Mapping[str, object]", path: Path) -> str:
    """The text of a settings file with values set; its comments and order stay.

    Args:
        text: The file as it stands; empty for a new one.
        values: Key, with a dot for its table, to its value.
        path: For messages.

    Raises:
        UsageError: The text is not valid TOML.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise _invalid(path, error) from error
    for name, value in values.items():
        *tables, last = name.split(".")
        place: Mapping[str, object] | Table = document
        for table in tables:
            place = document.setdefault(table, tomlkit.table())
        place[last] = list(value) if isinstance(value, tuple) else value  # type: ignore[index]  # a document and a table both take items
    return tomlkit.dumps(document)


def _invalid(path: Path, error: Exception) -> UsageError:
    msg = f"{path} is not valid TOML: {error}"
    return UsageError(msg, "Mend that line first; nothing was changed.")


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8", newline="")
        temporary.replace(path)
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}"
        raise KnowlogError(msg) from error
