"""Change settings in the text of a TOML file, leaving the rest of it as it is."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from knowlog.errors import UsageError
from knowlog.settings.load import from_text, known
from knowlog.settings.zone import named_zone

_MARK = "\ufeff"
"""The byte order mark, which some editors on Windows write."""


def set_value(data: bytes | None, name: str, text: str, path: Path) -> tuple[object, bytes]:
    """The value of a key as it was typed, and the file with it.

    Args:
        data: The file as it stands; None when there is none yet.
        name: The key, with a dot for its table.
        text: The value as typed.
        path: For messages.

    Raises:
        UsageError: The key or the value makes no sense, or the file is not valid TOML.
    """
    value = from_text(known(name), text, str(path))
    if known(name).kind == "zone":
        named_zone(text)  # a zone that does not exist is refused now, not when it is needed
    try:
        before = (data or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(path, error) from error
    return value, with_values(before, {name: value}, path).encode()


def with_values(text: str, values: Mapping[str, object], path: Path) -> str:
    """The text of a settings file with values set; its comments, order and line ends stay.

    Args:
        text: The file as it stands; empty for a new one.
        values: Key, with a dot for its table, to its value.
        path: For messages.

    Raises:
        UsageError: The text is not valid TOML, or a table in it is none.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    try:
        document = tomlkit.parse(text.removeprefix(_MARK))
    except TOMLKitError as error:
        raise _invalid(path, error) from error
    for name, value in values.items():
        *tables, last = name.split(".")
        place: MutableMapping[str, object] = document
        for table in tables:
            inner = place.setdefault(table, tomlkit.table())
            if not isinstance(inner, MutableMapping):
                msg = f"{path}: {table} is a table, not {inner!r}"
                raise UsageError(msg, f"Write [{table}] on a line, and its settings below.")
            place = inner
        place[last] = list(value) if isinstance(value, tuple) else value
    new = tomlkit.dumps(document)
    if "\r\n" in text:
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    return mark + new


def _invalid(path: Path, error: Exception) -> UsageError:
    msg = f"{path} is not valid TOML: {error}"
    return UsageError(msg, "Mend that line first; nothing was changed.")
