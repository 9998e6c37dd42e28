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
    """

    path: str
    meta: Mapping[str, object]
    written: Mapping[str, object]
    body: str
    body_line: int = 1
    problems: tuple[Problem, ...] = field(default=())


def unreadable(path: str, reason: str, hint: str = "") -> Problem:
    """The problem of a file that cannot be read.

    Args:
        path: Told apart from the message, so it is taken off the start of the reason.
        reason: What the store said.
        hint: What to do.
    """
    return Problem(0, "unreadable", reason.removeprefix(f"{path} "), hint)
