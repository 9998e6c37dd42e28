"""Another title for an entry, wherever its file says the title: front matter, heading, slug."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from knowlog.domain.dates import split_name
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.headings import find_places
from knowlog.domain.names import without_ending
from knowlog.domain.permalinks import place_of
from knowlog.domain.slugs import slugify
from knowlog.domain.splicing import Splice, splice_body

_MARKUP = re.compile(r"([\\`*_\[\]<>#$~{}])")

Parse = Callable[[bytes, str], tuple[Entry, Document]]
"""Bytes and path of a file to what it says."""


class Edit(Protocol):
    """Changes keys of the front matter; see `knowlog.storage.frontmatter.editing.edit`."""

    def __call__(
        self, data: bytes, changes: Mapping[str, str | Sequence[str] | None], *, path: str
    ) -> bytes:
        """The file with the changes; a key whose value is None goes."""
        ...


def retitled(data: bytes, entry: Entry, path: str, title: str, edit: Edit, parse: Parse) -> bytes:  # noqa: PLR0913, PLR0917 - what it works on, what it shall be, and the two tools
    """The file with another title.

    The title is changed where it stands: in the front matter, in the level-1 heading that is or
    repeats it, and in a slug that was made from it. Where it stood nowhere but in the file's name,
    front matter gets it if the new name does not say it.

    Args:
        data: The file as it stands.
        entry: What it is.
        path: Where it will be.
        title: On one line.
        edit: Changes front matter.
        parse: Says what bytes would be as an entry.

    Raises:
        KnowlogError: The front matter cannot be changed.
    """
    document = parse(data, entry.path)[1]
    data = _with_heading(data, document, entry.title, title)
    changes: dict[str, str | Sequence[str] | None] = {}
    if key := key_of(document, "title"):
        changes[key] = title
    if (key := key_of(document, "slug")) and _mirrors_title(document, entry):
        changes[key] = slugify(title)
    if changes:
        data = edit(data, changes, path=entry.path)
    if parse(data, path)[0].title != title:
        data = edit(data, {"title": title}, path=entry.path)
    return data


def key_of(document: Document, name: str) -> str:
    """How a key is written in the front matter (``Title``), or an empty string without one."""
    return next((key for key in document.meta if key.lower() == name), "")


def _mirrors_title(document: Document, entry: Entry) -> bool:
    """Whether the slug in the front matter was made from the title, and nobody chose it."""
    stem = split_name(without_ending(posixpath.basename(entry.path)))[1]
    return place_of(document).slug in {slugify(entry.title), slugify(stem)}


def _with_heading(data: bytes, document: Document, old: str, title: str) -> bytes:
    """The file with the first level-1 heading changed, if that says the old title."""
    headings = find_places(document.body).headings
    number = next((number for number, one in enumerate(headings) if one.level == 1), None)
    if number is None or headings[number].text != old:
        return data
    return respelled(data, document.body, number, title) or data


def respelled(data: bytes, body: str, number: int, words: str) -> bytes | None:
    """The file with other words in one of its headings, its other ones as they are.

    Args:
        data: The file as it stands.
        body: The text after its front matter.
        number: Which heading, counted from 0.
        words: Without markup, on one line.

    Returns:
        None when no heading can say these words there, or the text is in UTF-16 or UTF-32.
    """
    headings = find_places(body).headings
    old = headings[number]
    wanted = [(one.level, one.text) for one in headings]
    wanted[number] = (old.level, words)
    for spelled in _spellings(words):
        changed = body[: old.start] + spelled + body[old.end :]
        if [(one.level, one.text) for one in find_places(changed).headings] == wanted:
            return splice_body(data, body, [Splice(old.start, old.end, spelled)])
    return None


def _spellings(title: str) -> Iterator[str]:
    yield title
    yield _MARKUP.sub(r"\\\1", title)
