"""From flags, environment and files to one value, naming whatever is not understood."""

import difflib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from knowlog.errors import UsageError
from knowlog.settings.model import KEYS, Key, Layer, Settings

BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}
_TABLES = frozenset(key.name.split(".")[0] for key in KEYS if "." in key.name)
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


def combine(layers: Iterable[Layer]) -> Settings:
    """Lay the layers over the defaults; the first layer wins."""
    values: dict[str, object] = {key.name: key.default for key in KEYS}
    origins = dict.fromkeys(values, "default")
    for layer in reversed(tuple(layers)):
        for name, value in layer.values.items():
            values[name] = value
            origins[name] = layer.origin
    return Settings(values, origins)


def from_table(data: Mapping[str, object], origin: str, *, personal: bool) -> Layer:
    """Check a table of settings against the known keys.

    Raises:
        UsageError: A key is unknown or its value is not of the right kind.
    """
    values: dict[str, object] = {}
    for name, value in _flat(data, origin):
        key = known(name, origin)
        if key.personal and not personal:
            msg = f"{origin}: {name} belongs into your own settings, not into a log"
            raise UsageError(msg, f"Say `knowlog config set --user {name} ...`.")
        values[name] = checked(key, value, origin)
    return Layer(origin, values)


def _flat(data: Mapping[str, object], origin: str) -> Iterable[tuple[str, object]]:
    for name, value in data.items():
        if name in _TABLES:
            if not isinstance(value, Mapping):
                msg = f"{origin}: {name} is a table, not {value!r}"
                raise UsageError(msg, f"Write [{name}] on a line, and its settings below.")
            for inner, inner_value in value.items():
                yield f"{name}.{inner}", inner_value
        else:
            yield name, value


def from_environment(environment: Mapping[str, str]) -> list[Layer]:
    """One layer for each variable ``KNOWLOG_<KEY>`` that is set and not empty."""
    layers = []
    for key in KEYS:
        text = environment.get(key.variable, "")
        if text and key.kind != "table":
            layers.append(Layer(key.variable, {key.name: from_text(key, text, key.variable)}))
    return layers


def known(name: str, origin: str = "") -> Key:
    """The key of this name.

    Raises:
        UsageError: There is none; the nearest known one is named.
    """
    key = BY_NAME.get(name)
    if key is not None:
        return key
    near = difflib.get_close_matches(name, BY_NAME, 1)
    hint = f"Did you mean {near[0]}?" if near else "`knowlog config get` lists all keys."
    place = f"{origin}: " if origin else ""
    msg = f"{place}no setting is called {name}"
    raise UsageError(msg, hint)


def from_text(key: Key, text: str, origin: str) -> object:
    """Make a value of the key's kind from what was typed.

    Raises:
        UsageError: The text is not such a value.
    """
    if key.kind == "flag":
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        return checked(key, text, origin)
    if key.kind == "number":
        return checked(key, int(text) if text.isdecimal() else text, origin)
    if key.kind == "list":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if key.kind == "table":
        msg = f"{key.name} is a table"
        raise UsageError(msg, f"Set its members in {origin}.")
    return checked(key, text, origin)


_KINDS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "flag": (bool,),
    "number": (int,),
    "list": (list, tuple),
    "table": (dict,),
    "folder": (str,),
    "zone": (str,),
}


_EXAMPLES: Mapping[str, str] = {
    "text": 'A text stands in quotes: "words".',
    "flag": "A flag is true or false.",
    "number": "A number has digits alone: 10.",
    "list": 'A list is written ["one", "two"].',
    "table": 'A table is written { name = "value" }.',
}
"""How a value of each kind is written in a file."""


def checked(key: Key, value: object, origin: str) -> object:
    """The value, if it is of the key's kind and among its choices.

    Raises:
        UsageError: It is not; the message says what is wanted.
    """
    wrong_flag = isinstance(value, bool) and key.kind != "flag"
    if wrong_flag or not isinstance(value, _KINDS[key.kind]):
        msg = f"{origin}: {key.name} wants a {key.kind}, not {value!r}"
        raise UsageError(msg, _EXAMPLES.get(key.kind, _EXAMPLES["text"]))
    if key.choices and value not in key.choices:
        msg = f"{origin}: {key.name} cannot be {value!r}"
        raise UsageError(msg, "It is one of " + ", ".join(key.choices) + ".")
    if key.kind == "folder" and not _is_inside(str(value)):
        msg = f"{origin}: {key.name} cannot be {value!r}, outside the log"
        raise UsageError(msg, f'Name a folder inside it, such as {key.name} = "entries".')
    return value


def _is_inside(folder: str) -> bool:
    path = PurePosixPath(folder.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or ":" in folder)
