"""Changes to the tags of a file in whatever style it keeps them."""

import re
from collections.abc import Iterable

from knowlog.domain.tags import (
    clean_tag,
    split_tags,
    tag_key,
    tag_values,
    unique_tags,
)
from knowlog.storage.frontmatter.editing import edit, open_header
from knowlog.storage.frontmatter.nodes import Scalar
from knowlog.storage.frontmatter.splices import Header
from knowlog.storage.frontmatter.writing import AsWritten, Value

_COMMA = re.compile(r"\s*[,;]\s*")
_OWN_KEYS = ("tags", "tag", "keywords")
"""Where a new tag may go; a category is an address in some programs, so it gets none."""


def edit_tags(
    data: bytes,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    path: str = "the file",
) -> bytes:
    """Change the tags in the front matter; ``#tags`` in the body are left alone.

    Args:
        data: The file as it stands.
        add: Tags to put at the end, unless they are there already in any case.
        remove: Tags to take out, from every key that holds them; those below them stay.
        path: For messages.

    Returns:
        The file with the changes; the very bytes given when there was nothing to do.

    Raises:
        KnowlogError: The front matter is invalid or cannot be changed without harm.
    """
    header = open_header(data, path).header
    written = header.syntax.parse(header.text).written
    before = {key: split_tags(key, value) for key, value in tag_values(written).items()}
    doomed = {tag_key(clean_tag(tag)) for tag in remove}
    after = {key: [tag for tag in tags if _key(tag) not in doomed] for key, tags in before.items()}
    there = {_key(tag) for tags in after.values() for tag in tags}
    if new := [tag for tag in unique_tags(add) if tag_key(tag) not in there]:
        home = next((key for key in before if key.lower().rpartition(".")[2] in _OWN_KEYS), "tags")
        marked = before.get(home) and all(tag.startswith("#") for tag in before[home])
        after[home] = after.get(home, []) + [f"#{tag}" if marked else tag for tag in new]
    changes: dict[str, Value | None] = {
        key: in_style(header, key, tags) for key, tags in after.items() if tags != before.get(key)
    }
    return edit(data, changes, path=path)


def _key(written: str) -> str:
    return tag_key(clean_tag(written))


def in_style(header: Header, key: str, tags: list[str]) -> Value:
    """The tags as a text where they were one, as a list otherwise."""
    pairs = header.pairs(key)
    node = pairs[-1][1] if pairs else None
    if not isinstance(node, Scalar):
        return AsWritten(tags)
    comma = _COMMA.search(node.text)
    if comma and tags and not any(_COMMA.search(tag) for tag in tags):
        return comma[0].join(tags)
    if len(tags) == 1 and len(node.text.split()) == 1 and split_tags(key, tags[0]) == tags:
        return tags[0]
    words = not comma and len(node.text.split()) > 1
    if words and tags and split_tags(key, " ".join(tags)) == tags:
        return " ".join(tags)
    return [clean_tag(tag) for tag in tags]
