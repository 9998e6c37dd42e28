"""The front matter of an entry as Jekyll reads it; what it understands already stays as it is."""

from collections.abc import Iterator, Mapping

from knowlog.domain.describe import fields_of
from knowlog.domain.document import Document, Problem
from knowlog.domain.jekyll import categories, same_address
from knowlog.domain.permalinks import place_of
from knowlog.domain.tags import tag_key
from knowlog.errors import KnowlogError
from knowlog.exporters.jekyll.places import Place
from knowlog.exporters.jekyll.source import Item
from knowlog.storage.frontmatter.composing import compose
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.writing import Value
from knowlog.storage.header import find_header


def header_for(
    item: Item, body: str, place: Place, back: Mapping[str, object] | None
) -> tuple[bytes, list[Problem]]:
    """The file of an entry.

    Args:
        item: The entry.
        body: Its text, as Jekyll reads it.
        place: Where it goes.
        back: What its import wrote down for the way back; None if it came from no blog.

    Returns:
        The file, and what could not be said in front matter.
    """
    document = item.document
    found = find_header(item.data.removeprefix(b"\xef\xbb\xbf"))
    problems: list[Problem] = []
    if found is not None and found.language != "yaml":
        data = compose(document.meta, "") + body.encode()
        message = f"its front matter is YAML now, not {found.language.upper()}"
        problems.append(Problem(1, "language", message))
    else:
        head = item.data[: len(item.data) - len(document.body.encode())]
        data = head + body.encode() if found else body.encode()
    changes = dict(_changes(item, place, back))
    if found is None and not changes:
        changes["title"] = item.entry.title
    try:
        return (edit(data, changes, path=document.path) if changes else data), problems
    except KnowlogError as error:
        problem = Problem(1, "front-matter", f"its front matter stays as it is: {error.message}")
        return data, [*problems, problem]


def _changes(
    item: Item, place: Place, back: Mapping[str, object] | None
) -> Iterator[tuple[str, Value | None]]:
    entry, document = item.entry, item.document
    is_foreign = back is None
    if back and "layout" in back and document.meta.get("layout") == "page":
        old = back["layout"]
        yield "layout", old if isinstance(old, str) else None
    if back and "published" in back and document.meta.get("published") is False:
        yield "published", True if back["published"] else None
    fields = fields_of(document)
    if is_foreign and not fields.get("title"):
        yield "title", entry.title
    if is_foreign and (missing := _unseen_tags(entry.tags, document, place)):
        yield "tags", [*_jekyll_tags(document.meta), *missing]
    written = document.meta.get("redirect_from")
    old = place_of(document).redirects
    wanted = [one for one in old if not same_address(one, place.address)]
    known = written if isinstance(written, list) else [written] if written else []
    if wanted != known:
        yield "redirect_from", wanted or None


def _unseen_tags(tags: tuple[str, ...], document: Document, place: Place) -> list[str]:
    """The tags that Jekyll would not find: inline ones, those of other keys or with commas."""
    seen = {tag_key(tag) for tag in _jekyll_tags(document.meta)}
    seen |= {tag_key(category) for category in categories(place.path, document.meta)}
    return [tag for tag in tags if tag_key(tag) not in seen]


def _jekyll_tags(meta: Mapping[str, object]) -> list[str]:
    value = meta.get("tags", meta.get("tag"))
    if isinstance(value, str):
        return value.split() if "," not in value else []
    return [str(one) for one in value if one is not None] if isinstance(value, list) else []
