"""The parts of a header, with their places in its text; YAML and TOML share them."""

from dataclasses import dataclass, field


class HeaderError(Exception):
    """Front matter that its language does not allow.

    Attributes:
        line: Counted from 0 in the header.
        reason: In a sentence, without the line.
    """

    def __init__(self, line: int, reason: str) -> None:
        """Keep the line apart, since only the caller knows where in the file the header starts."""
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(slots=True)
class Scalar:
    """A single value.

    Attributes:
        start: Where it starts in the text, its anchor and tag included, in characters.
        end: Where it ends; for block scalars after their last line end.
        text: Without quotes and escapes.
        style: The quote or ``|`` or ``>`` it is written with; empty when plain.
        tag: An explicit tag, or an empty string.
        anchor: Its name for aliases, or an empty string.
    """

    start: int
    end: int
    text: str
    style: str = ""
    tag: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Alias:
    """A reference to an anchored node, standing at a place of its own."""

    start: int
    end: int
    target: "Node"


@dataclass(slots=True)
class Sequence:
    """A list; ``end`` is that of its last item when it is written as a block."""

    start: int
    end: int
    flow: bool
    anchor: str = ""
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in their order; ``end`` is that of its last value when it is a block."""

    start: int
    end: int
    flow: bool
    anchor: str = ""
    pairs: list[tuple["Node", "Node"]] = field(default_factory=list)


Node = Scalar | Alias | Sequence | Mapping


def line_of(text: str, index: int) -> int:
    """The line of a place in the text, counted from 0."""
    before = text[:index]
    return before.count("\n") + before.count("\r") - before.count("\r\n")
