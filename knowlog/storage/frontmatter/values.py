"""YAML nodes to the two views of a document: values as YAML types them, and as they are written."""

import re
from collections.abc import Callable

import yaml
from yaml.constructor import SafeConstructor

from knowlog.domain.document import Problem
from knowlog.storage.frontmatter.nodes import (
    Alias,
    HeaderError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    line_of,
)

_MAX_VALUES = 50_000
_MAX_ALIAS_DEPTH = 100
_TAG = "tag:yaml.org,2002:"
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
_constructor = SafeConstructor()
_CONSTRUCTORS: dict[str, Callable[[yaml.ScalarNode], object]] = {
    f"{_TAG}null": _constructor.construct_yaml_null,
    f"{_TAG}bool": _constructor.construct_yaml_bool,
    f"{_TAG}int": _constructor.construct_yaml_int,
    f"{_TAG}float": _constructor.construct_yaml_float,
    f"{_TAG}timestamp": _constructor.construct_yaml_timestamp,
}
_HASH_TEXT = re.compile(r"[ \t]*(#[^\s#][^\r\n]*)")

Pair = tuple[object, object]


class Values:
    """Reads the nodes of one header.

    Attributes:
        problems: What was odd so far; lines counted from 0 in the header.
    """

    def __init__(self, text: str) -> None:
        """Take the text that the nodes point into."""
        self.problems: list[Problem] = []
        self._text = text
        self._count = 0

    def mapping(self, node: Mapping, depth: int = 0) -> tuple[dict[str, object], dict[str, object]]:
        """Both views of a mapping; keys are texts, and of two equal ones the last wins.

        Raises:
            HeaderError: Aliases blow it up beyond any sensible size.
        """
        meta: dict[str, object] = {}
        written: dict[str, object] = {}
        merged: list[Mapping] = []
        for key_node, value_node in node.pairs:
            key = self._key(key_node)
            if key == "<<" and _is_plain(key_node):
                merged += _merge_sources(value_node)
                continue
            if key in meta:
                self._report(key_node, "duplicate-key", f"the key {key!r} stands here again")
            meta[key], written[key] = self.both(value_node, depth + 1)
        for source in merged:
            base_meta, base_written = self.mapping(source, depth + 1)
            meta = base_meta | meta
            written = base_written | written
        return meta, written

    def both(self, node: Node, depth: int = 0) -> Pair:
        """Both views of any node."""
        self._count += 1
        if self._count > _MAX_VALUES or depth > _MAX_ALIAS_DEPTH:
            line = line_of(self._text, node.start)
            raise HeaderError(line, "its aliases repeat more values than any person would write")
        if isinstance(node, Scalar):
            return self._scalar(node)
        if isinstance(node, Alias):
            return self.both(node.target, depth + 1)
        if isinstance(node, Sequence):
            pairs = [self.both(item, depth + 1) for item in node.items]
            return [meta for meta, _ in pairs], [written for _, written in pairs]
        return self.mapping(node, depth)

    def _scalar(self, node: Scalar) -> Pair:
        text = node.text
        tag = _tag(node)
        constructor = _CONSTRUCTORS.get(tag)
        if constructor is None:
            return text, text
        try:
            value = constructor(yaml.ScalarNode(tag, text))
        except (ValueError, OverflowError, KeyError, IndexError, AttributeError) as error:
            kind = "invalid-date" if tag.endswith("timestamp") else "invalid-value"
            self._report(node, kind, f"{text!r} is not possible: {error}")
            return text, text
        if not text and value is None:
            return value, self._hash_text(node)
        return value, text

    def _hash_text(self, node: Scalar) -> str:
        """What stands after an empty value when YAML takes it for a comment: ``tags: #a #b``."""
        found = _HASH_TEXT.match(self._text, node.end)
        return found[1].rstrip() if found else ""

    def _key(self, node: Node) -> str:
        while isinstance(node, Alias):
            node = node.target
        if isinstance(node, Scalar):
            return node.text
        # Legal YAML, yet always a template such as {{ title }} that lost its quotes.
        line = line_of(self._text, node.start)
        raise HeaderError(line, "a value that starts with { or [ must stand in quotes")

    def _report(self, node: Node, kind: str, message: str) -> None:
        self.problems.append(Problem(line_of(self._text, node.start), kind, message))


def _is_plain(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.style


def is_text(node: Scalar) -> bool:
    """Whether YAML takes a scalar for text, and not for a number, a date or a truth value."""
    return _tag(node) == f"{_TAG}str"


def _tag(node: Scalar) -> str:
    if node.tag and node.tag != "!":
        return node.tag
    if node.style or node.tag:
        return f"{_TAG}str"
    text = node.text
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return tag
    return f"{_TAG}str"


def _merge_sources(node: Node) -> list[Mapping]:
    """The mappings that ``<<`` names, the strongest first."""
    if isinstance(node, Alias):
        return _merge_sources(node.target)
    if isinstance(node, Sequence):
        return [source for item in node.items for source in _merge_sources(item)]
    return [node] if isinstance(node, Mapping) else []
