"""Shortcodes of Hugo: links by ``ref`` lead to files, all others stay and are named."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from knowlog.domain.imports import Remark
from knowlog.domain.splicing import Splice
from knowlog.importers.notes import Note

_SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[\w./-]*)[^{}]{0,2000}?[%>]\}\}")
_REF = re.compile(
    r"""\{\{[<%]\s*(?:rel)?ref\s+["`](?P<path>[^"`#]*)(?P<part>#[^"`]*)?["`]\s*[%>]\}\}"""
)


def with_refs(note: Note, find: Callable[[str, str], str]) -> Note:
    """The note with links by ``ref`` and ``relref`` as links to files.

    Args:
        note: As it was read.
        find: A path as such a link names it and the path of the note, to that of the file.
    """
    splices: list[Splice] = []
    lines: list[int] = []
    for found in _REF.finditer(note.document.body):
        file = find(found["path"], note.source) if found["path"] else note.source
        if file:
            place = quote(f"/{file}") if found["path"] else ""
            splices.append(Splice(*found.span(), place + (found["part"] or "")))
            lines.append(_line(note, found.start()))
    changed = note.spliced(splices) if splices else None
    if changed is None:
        return note
    message = "a `ref` of Hugo is a link to a file now"
    return changed.remarked(*(Remark(line, "ref", message) for line in lines))


def remarks_on(note: Note) -> Iterator[Remark]:
    """Name the shortcodes that stay."""
    for found in _SHORTCODE.finditer(note.document.body):
        if not found["end"]:
            name = found["name"].strip("/") or "?"
            line = _line(note, found.start())
            yield Remark(line, "shortcode", f"a shortcode of Hugo stays as its text: `{name}`")


def _line(note: Note, at: int) -> int:
    return note.body_line + note.document.body.count("\n", 0, at)
