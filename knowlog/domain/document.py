"""One Markdown file as it was read: its front matter, its body, and what was odd about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that a person should know about.

    Attributes:
        line: Where, counted from 1 in the file.
        kind: A short stable name, such as ``invalid-yaml``; ``doctor --fix NAME`` uses it.
        message: What is wrong, in a sentence.
        hint: What to do, or an empty string.
    """

    line: int
    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A value of the front matter that can hold a link.

    Attributes:
        keys: The names on the way to it, in lower case: of ``image: {path: a.png}`` both.
        start: Where it starts, its quotes left out, in characters from the start of the body; so
            it is less than 0.
        end: The first character after it, its quotes left out.
        text: What stands there, letter by letter.
        plain: It has no quotes, so not every text can stand there.
    """

    keys: tuple[str, ...]
    start: int
    end: int
    text: str
    plain: bool


def may_hold_link(text: str) -> bool:
    """Whether a value of the front matter is worth a look: ``a.md``, ``see [[A]]``."""
    return "." in text or "[" in text


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text, taken apart but not yet interpreted.

    Attributes:
        path: Relative to the log's root, with ``/`` between the parts.
        meta: Every front-matter key with its value as YAML or TOML types it.
        written: The same keys with every scalar as the text that stands in the file, so that
            ``title: 1.10`` is still ``1.10`` and ``title: no`` is still ``no``.
        body: The text after the front matter, its line ends as they are in the file.
        body_line: The line of the file on which the body starts, counted from 1.
        problems: What was odd, in the order of the lines.
        properties: The values of valid YAML or TOML that can hold a link, in the order of the text.
    """

    path: str
    meta: Mapping[str, object]
    written: Mapping[str, object]
    body: str
    body_line: int = 1
    problems: tuple[Problem, ...] = field(default=())
    properties: tuple[Property, ...] = field(default=(), compare=False)


def unreadable(path: str, reason: str, hint: str = "") -> Problem:
    """The problem of a file that cannot be read.

    Args:
        path: Told apart from the message, so it is taken off the start of the reason.
        reason: What the store said.
        hint: What to do.
    """
    return Problem(0, "unreadable", reason.removeprefix(f"{path} "), hint)
