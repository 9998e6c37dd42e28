"""The settings of a vault that say what its notes are; written by Obsidian and its plugins."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowlog.importers.source import Source

FOLDER = ".obsidian"
_PERIODS = ("daily", "weekly", "monthly", "quarterly", "yearly")


@dataclass(frozen=True, slots=True)
class Period:
    """Notes that are called after a day, a week or the like.

    Attributes:
        folder: Where they are, without a slash at the end; empty for the whole vault.
        form: Their names in the tokens of moment.js.
    """

    folder: str
    form: str


@dataclass(frozen=True, slots=True)
class VaultSettings:
    """What is used of a vault's settings.

    Attributes:
        periods: Of the core plugin for daily notes, and of the plugin "Periodic Notes".
        templates: The folders of templates.
        plugins: The names of the plugins that are not Obsidian's own.
    """

    periods: tuple[Period, ...] = ()
    templates: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()


def read_settings(source: Source) -> VaultSettings:
    """Read them; what is missing or damaged counts for nothing."""
    plugins = _json(source, "community-plugins.json")
    return VaultSettings(
        periods=tuple(_periods(source)),
        templates=tuple(dict.fromkeys(_templates(source))),
        plugins=tuple(map(str, plugins)) if isinstance(plugins, list) else (),
    )


def _periods(source: Source) -> Iterator[Period]:
    plugin = _table(source, "plugins/periodic-notes/data.json")
    tables = [_table(source, "daily-notes.json"), *(plugin.get(name) for name in _PERIODS)]
    for table in tables:
        if isinstance(table, dict) and (form := _text(table, "format")):
            yield Period(_folder(table, "folder"), form)


def _templates(source: Source) -> Iterator[str]:
    tables = (
        (_table(source, "templates.json"), "folder"),
        (_table(source, "plugins/templater-obsidian/data.json"), "templates_folder"),
    )
    for table, key in tables:
        if folder := _folder(table, key):
            yield folder


def _table(source: Source, name: str) -> dict[str, object]:
    found = _json(source, name)
    return found if isinstance(found, dict) else {}


def _json(source: Source, name: str) -> object:
    path = f"{FOLDER}/{name}"
    try:
        return json.loads(source.read(path)) if path in source.files else None
    except (OSError, ValueError, RecursionError):
        return None


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    return value.strip() if isinstance(value, str) else ""


def _folder(table: Mapping[str, object], key: str) -> str:
    return _text(table, key).strip("/")
