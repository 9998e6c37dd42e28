"""A file's bytes to a Document; never fails, whatever the bytes are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from knowlog.domain.document import Document, Problem, Property
from knowlog.domain.encoding import as_utf8, count_lines
from knowlog.storage.header import Header, Language, find_header, has_open_header


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a header says.

    Attributes:
        meta: Keys and values as the language types them.
        written: The same keys, each scalar as the text in the file.
        problems: What was odd; lines counted from 1 in the file.
        properties: Values that can hold a link; offsets in characters of the header.
    """

    meta: Mapping[str, object] = field(default_factory=dict)
    written: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    properties: tuple[Property, ...] = ()


Interpreter = Callable[[Language, str, int], FrontMatter | None]
"""Language, text and first line of a header -> what it says; None when it is no front matter.

``knowlog.storage.frontmatter.interpret`` is the one there is. It is handed in because its package
loads the parsers, and most notes need none.
"""


def read(data: bytes, path: str, interpret: Interpreter) -> Document:
    """Take a file apart; odd content becomes problems, never an exception.

    Args:
        data: The file as it stands.
        path: Relative to the log's root.
        interpret: Reads a header; called only when there is one.
    """
    utf8 = as_utf8(data)
    header = find_header(utf8.data)
    found = _interpreted(utf8.data, header, interpret) if header else None
    problems = [*utf8.problems, *_oddities(utf8.data)]
    if header is None or found is None:
        return Document(path, {}, {}, utf8.data.decode("utf-8"), 1, tuple(problems))
    problems += found.problems
    return Document(
        path=path,
        meta=found.meta,
        written=found.written,
        body=utf8.data[header.body :].decode("utf-8"),
        body_line=1 + count_lines(utf8.data[: header.body].decode("utf-8")),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        properties=tuple(_placed(found.properties, utf8.data, header)),
    )


def body(data: bytes) -> str:
    """The text of a file after its front matter, which is not looked into.

    Front matter that turns out to be none (its YAML is no list of keys) is left out all the same.
    """
    utf8 = as_utf8(data).data
    header = find_header(utf8)
    return (utf8[header.body :] if header else utf8).decode("utf-8")


def _interpreted(data: bytes, header: Header, interpret: Interpreter) -> FrontMatter | None:
    text = data[header.start : header.end].decode("utf-8")
    first_line = 1 if header.language == "json" else 2
    return interpret(header.language, text, first_line)


def _placed(found: Iterable[Property], data: bytes, header: Header) -> Iterator[Property]:
    """The properties with the offsets that a document gives them."""
    back = len(data[header.start : header.body].decode("utf-8"))
    for one in found:
        yield replace(one, start=one.start - back, end=one.end - back)


def _oddities(data: bytes) -> list[Problem]:
    problems = []
    if has_open_header(data):
        hint = "Put a line with --- after the last key."
        problems.append(Problem(1, "open-header", "the front matter is never closed", hint))
    position = data.find(b"\0")
    if position >= 0:
        line = count_lines(data[:position].decode("utf-8", errors="replace")) + 1
        problems.append(Problem(line, "nul-byte", "there is a NUL byte in the text"))
    return problems
