"""Other names for tags, in front matter and body, with every other byte as it is."""

import re
from collections.abc import Iterator, Mapping

from knowlog.domain.document import Document
from knowlog.domain.hashtags import rename_hashtags
from knowlog.domain.splicing import splice_body
from knowlog.domain.tags import clean_tag, renamed_tag, split_tags, tag_key, tag_values
from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter.editing import HeaderFile, edit, open_header
from knowlog.storage.frontmatter.nodes import Alias, HeaderError, Node, Scalar, Sequence
from knowlog.storage.frontmatter.splices import Header, Splice, apply, content
from knowlog.storage.frontmatter.tagging import in_style
from knowlog.storage.frontmatter.writing import Value
from knowlog.storage.reading import FrontMatter

Names = Mapping[str, str]

_COMMA = re.compile("[,;]")
_BETWEEN_COMMAS = re.compile("[^,;]+")
_WORD = re.compile(r"\S+")
_AROUND = " \t\r\n[]\"'"
"""What can stand around a tag in a text: white space, quotes and brackets."""


def rename_tags(data: bytes, document: Document, names: Names) -> bytes:
    """Give the tags of a file other names; where two become one in a list, the first stays.

    Args:
        data: The file as it stands.
        document: What was read from it.
        names: As for `knowlog.domain.tags.renamed_tag`.

    Returns:
        The file with the changes; the very bytes given when there was nothing to do.

    Raises:
        KnowlogError: It cannot be changed without harm: its front matter is invalid or only
            read, its body is UTF-16, or a tag stands somewhere else and is only named here.
    """
    path = document.path
    if splices := rename_hashtags(document.body, names):
        data = splice_body(data, document.body, splices) or b""
        if not data:
            raise KnowlogError(
                f"{path}: the text is in UTF-16 or UTF-32",
                "Save it as UTF-8 first: knowlog doctor --fix encoding",
            )
    lists = _lists(document.written)
    if _renamed(lists, names) == lists:
        return data
    file = open_header(data, path)
    if doubles := _doubles(file.header, lists, names):
        file = open_header(edit(data, doubles, path=path), path)
        return _in_place(file, file.header.syntax.parse(file.header.text), names, path)
    return _in_place(file, FrontMatter(document.meta, document.written), names, path)


def _lists(written: Mapping[str, object]) -> dict[str, list[str]]:
    return {key: split_tags(key, value) for key, value in tag_values(written).items()}


def _renamed(lists: Mapping[str, list[str]], names: Names) -> dict[str, list[str]]:
    return {key: [renamed_tag(tag, names) for tag in tags] for key, tags in lists.items()}


def _doubles(
    header: Header, lists: Mapping[str, list[str]], names: Names
) -> dict[str, Value | None]:
    """The keys without those tags that would become what another one in their list is."""
    changes: dict[str, Value | None] = {}
    for key, tags in lists.items():
        kept = _distinct(tags, names)
        if kept != tags:
            changes[key] = in_style(header, key, kept)
    return changes


def _distinct(tags: list[str], names: Names) -> list[str]:
    """The tags that are still different once they are renamed; what was double may stay so."""
    takers = {_key(tag): _key(tag) for tag in tags if renamed_tag(tag, names) == tag}
    return [
        tag
        for tag in tags
        if takers.setdefault(_key(renamed_tag(tag, names)), _key(tag)) == _key(tag)
    ]


def _key(written: str) -> str:
    return tag_key(clean_tag(written))


def _in_place(file: HeaderFile, before: FrontMatter, names: Names, path: str) -> bytes:
    """The file with nothing but the names changed, or with a list where its style cannot hold them.

    Names that have to be in quotes get them; ``tags: a b`` cannot hold a name with a space.
    """
    header = file.header
    lists = _lists(before.written)
    wanted = _renamed(lists, names)
    splices = {
        splice
        for key in lists
        for _, node in header.pairs(key)[-1:]
        for splice in _in_node(header, key, node, names)
    }
    text = apply(header.text, splices)
    try:
        after = header.syntax.parse(text)
    except HeaderError:
        after = before
    if _lists(after.written) == wanted and _others(before, lists) == _others(after, lists):
        return file.before + text.encode() + file.after
    changes = {
        key: in_style(header, key, wanted[key]) for key in lists if wanted[key] != lists[key]
    }
    return edit(file.before + header.text.encode() + file.after, changes, path=path)


def _others(meaning: FrontMatter, lists: Mapping[str, list[str]]) -> str:
    """What the keys say that hold no tags, in a form that can be compared."""
    tops = {key.partition(".")[0] for key in lists}
    return repr([(key, value) for key, value in meaning.meta.items() if key not in tops])


def _in_node(
    header: Header, key: str, node: Node, names: Names, *, flow: bool | None = None
) -> Iterator[Splice]:
    """The changes to a value and to all that it holds; ``flow`` is None outside of lists."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _in_node(header, key, item, names, flow=node.flow)
    elif isinstance(node, Scalar):
        text = node.text or header.text[slice(*content(header, node))]
        tags = [text] if flow is not None else split_tags(key, text)
        in_flow = header.root.flow if flow is None else flow
        yield from _in_scalar(header, node, tags, names, in_flow=in_flow)
    elif isinstance(node, Alias) and isinstance(node.target, Scalar):
        new = renamed_tag(node.target.text, names)
        if new != node.target.text:
            in_flow = header.root.flow if flow is None else flow
            yield Splice(node.start, node.end, header.syntax.value(new, in_flow=in_flow))


def _in_scalar(
    header: Header, node: Scalar, tags: list[str], names: Names, *, in_flow: bool
) -> Iterator[Splice]:
    start, end = content(header, node)
    if tags == [node.text]:
        new = renamed_tag(node.text, names)
        if new != node.text:
            yield Splice(start, end, header.syntax.value(new, node.style, in_flow=in_flow))
        return
    # Among others each stands somewhere letter by letter, or else the whole is written anew.
    text = header.text[start:end]
    piece = _BETWEEN_COMMAS if _COMMA.search(node.text) else _WORD
    for found in piece.finditer(text):
        tag = found[0].strip(_AROUND)
        new = renamed_tag(tag, names)
        if tag in tags and new != tag:
            at = start + text.index(tag, found.start())
            yield Splice(at, at + len(tag), new)
