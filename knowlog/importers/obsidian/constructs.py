"""What notes of a vault hold that only Obsidian or one of its plugins can show."""

import re
from collections.abc import Iterator

from knowlog.domain.imports import Remark
from knowlog.importers.notes import Note

_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?P<language>[\w-]+)", re.MULTILINE)
_QUERIES = {
    "dataview": "Dataview",
    "dataviewjs": "Dataview",
    "tasks": "Tasks",
    "base": "Bases",
    "query": "Obsidian's search",
}
_TEMPLATE_TAG = re.compile(r"<%.{0,2000}?%>|\{\{(?:date:[^{}]*|time(?::[^{}]*)?)\}\}", re.DOTALL)

FILES = {
    ".canvas": "a canvas is kept as a file; only Obsidian shows it",
    ".base": "a base is kept as a file; only Obsidian shows it",
    ".excalidraw": "a drawing of Excalidraw is kept as a file; only its plugin shows it",
}
"""Endings of files that come in as they are, and what to say of them."""


def remarks_on(note: Note) -> Iterator[Remark]:
    """Name what stays in a note as text."""
    if "excalidraw-plugin" in note.document.meta:
        yield Remark(0, "excalidraw", "a drawing of Excalidraw: its text comes in, not the drawing")
    if "kanban-plugin" in note.document.meta:
        yield Remark(0, "kanban", "a board of the plugin Kanban comes in as its lists")
    body = note.document.body
    for fence in _FENCE.finditer(body):
        if program := _QUERIES.get(fence["language"].lower()):
            line = note.body_line + body.count("\n", 0, fence.start())
            yield Remark(line, "query", f"a query of {program} stays as its text")


def is_filled_in(text: str) -> bool:
    """Whether a template holds what only Obsidian fills in; title and date are filled in here."""
    return _TEMPLATE_TAG.search(text) is not None
