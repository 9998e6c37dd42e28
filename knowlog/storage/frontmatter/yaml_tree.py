"""YAML text to a tree of nodes that know where in the text they stand.

Built from the parser's events, not by its composer: that one recurses in C, where
``- - - - …`` overflows the stack, and it does not tell which key stood there twice.
"""

from collections.abc import Callable, Iterator

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from knowlog.storage.frontmatter.nodes import (
    Alias,
    HeaderError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    line_of,
)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 50
_UNCLOSED = ("while parsing a flow", "while scanning a quoted")
"""What such an error is about starts where the bracket or quote opens, not where it ends."""


_REASONS = (
    ("mapping values are not allowed", "a value that holds ': ' must stand in quotes"),
    ("expected alphabetic or numeric", "a value that starts with * or & must stand in quotes"),
    ("unexpected end of stream", "a quote is opened and never closed"),
    ("node content", "a value is missing; a # makes the rest of its line a comment"),
    ("expected ',' or ']'", "a [ is never closed, or a comma is missing"),
    ("expected ',' or '}'", "a { is never closed, or a comma is missing"),
    ("expected key", "a line is indented unlike its neighbours, or follows a quote"),
    ("expected <block end>", "a line is indented unlike its neighbours, or follows a quote"),
    ("could not find expected ':'", "a line holds no key, or its colon has no space after it"),
)
"""The words of PyYAML, in C and in Python, and ours."""


def compose(text: str) -> Node | None:
    """Build the tree of a header.

    Args:
        text: The YAML between the fences.

    Returns:
        The root, or None when there are only comments and blank lines.

    Raises:
        HeaderError: The text is not YAML, or nested deeper than any person would write.
    """
    try:
        loader = _Loader(text)
        try:
            return _Builder(text).build(_events(loader.get_event))
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        unclosed = (error.context or "").startswith(_UNCLOSED)
        mark = error.context_mark if unclosed else error.problem_mark
        index = mark.index if mark else 0
        raise HeaderError(line_of(text, index), _reason(error, text[index : index + 1])) from None
    except yaml.reader.ReaderError:
        raise HeaderError(_first_bad_line(text), "it holds a control character") from None


def _reason(error: yaml.MarkedYAMLError, character: str) -> str:
    """What is wrong in words for people who never read the specification."""
    problem = error.problem or ""
    for part, reason in _REASONS:
        if part in problem:
            return reason
    if "cannot start any token" in problem and character != "\t":
        return f"a value that starts with {character} must stand in quotes"
    if "cannot start any token" in problem or "\\t" in problem:
        return "a tab stands where only spaces may"
    return " ".join(filter(None, (error.context, problem)))


def _first_bad_line(text: str) -> int:
    allowed = yaml.reader.Reader.NON_PRINTABLE
    found = allowed.search(text)
    return line_of(text, found.start()) if found else 0


def _events(next_event: Callable[[], Event | None]) -> Iterator[Event]:
    while (event := next_event()) is not None:
        yield event


def _span(event: Event) -> tuple[int, int]:
    """Where an event stands, in characters; every event of a text has its marks."""
    return event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]  # see above


class _Builder:
    """Turns the events of one document into nodes, without recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, Node] = {}
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Node | None] = []
        self._root: Node | None = None

    def build(self, events: Iterator[Event]) -> Node | None:
        """Take in all events and give back the root."""
        for event in events:
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, SequenceStartEvent):
                self._start(event, Sequence)
            elif isinstance(event, MappingStartEvent):
                self._start(event, Mapping)
            elif isinstance(event, CollectionEndEvent):
                self._finish(event)
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, DocumentStartEvent) and self._root is not None:
                raise self._error(event, "a second YAML document starts here")
        return self._root

    def _scalar(self, event: ScalarEvent) -> None:
        start, end = _span(event)
        style, tag, anchor = event.style or "", event.tag or "", event.anchor or ""
        self._add(Scalar(start, end, event.value, style, tag, anchor))

    def _start(self, event: CollectionStartEvent, kind: type[Sequence | Mapping]) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise self._error(event, f"it is nested deeper than {_MAX_DEPTH} levels")
        node = kind(*_span(event), bool(event.flow_style), event.anchor or "")
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _finish(self, event: CollectionEndEvent) -> None:
        node = self._open.pop()
        self._keys.pop()
        # The parser ends a block where the next key starts, past blank lines and comments.
        node.end = _span(event)[1] if node.flow else self._last(node).end

    def _alias(self, event: AliasEvent) -> None:
        target = self._anchors.get(event.anchor or "")
        if target is None:
            raise self._error(event, f"there is no anchor &{event.anchor} for this alias")
        self._add(Alias(*_span(event), target))

    def _add(self, node: Node) -> None:
        if not isinstance(node, Alias) and node.anchor:
            self._anchors[node.anchor] = node
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _error(self, event: Event, reason: str) -> HeaderError:
        return HeaderError(line_of(self._text, _span(event)[0]), reason)

    @staticmethod
    def _last(block: Sequence | Mapping) -> Node:
        return block.items[-1] if isinstance(block, Sequence) else block.pairs[-1][1]
