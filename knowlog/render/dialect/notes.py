"""Footnotes that nothing refers to: the plug-in would drop them, here they stay at the end."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def install(dialect: MarkdownIt) -> None:
    """List the forgotten notes before the plug-in gathers those on its list."""
    dialect.core.ruler.before("footnote_tail", "forgotten_notes", _list_forgotten)


def _list_forgotten(state: StateCore) -> None:
    notes = state.env.get("footnotes", {})
    listed = notes.setdefault("list", {}) if notes else {}
    for label, number in notes.get("refs", {}).items():
        if number < 0:
            notes["refs"][label] = len(listed)
            listed[len(listed)] = {"label": label[1:], "count": 0}
            state.env.setdefault("forgotten_notes", []).append(label[1:])
