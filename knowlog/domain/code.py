"""Where the code in a Markdown text is, known without a renderer."""

import re
from collections.abc import Iterator

_FENCE = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<name>style|script|pre)\b.*?(?:</(?P=name)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TICKS = re.compile(r"`+")
_BREAK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_NOT_LINE_END = re.compile(r"[^\r\n]")
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*(?![-*+>]\s|\d{1,9}[.)]\s)\S")


def without_code(text: str) -> str:
    """Blank out code, comments, styles and scripts; every other character keeps its place.

    Fenced blocks, indented lines, inline code, HTML comments and ``style``, ``script`` and
    ``pre`` elements become spaces, so that what is found in the rest can be placed in the text.
    """
    text = without_blocks(text)
    return "".join(_without_ticks(text)) if "`" in text else text


def without_blocks(text: str) -> str:
    """Blank out all that `without_code` does, save inline code."""
    if "```" in text or "~~~" in text or "    " in text or "\t" in text:
        text = "".join(_without_blocks(text))
    return _HIDDEN.sub(lambda found: blank(found[0]), text) if "<" in text else text


def blank(text: str) -> str:
    """As many spaces as there are characters, line ends kept."""
    return _NOT_LINE_END.sub(" ", text)


def _without_blocks(text: str) -> Iterator[str]:
    fence = ""
    for found in _LINE.finditer(text):
        line = found[0]
        mark = _FENCE.match(line)
        if fence:
            yield blank(line)
            if mark and mark["fence"].startswith(fence) and not mark["info"].strip():
                fence = ""
        elif mark and not (mark["fence"][0] == "`" and "`" in mark["info"]):
            fence = mark["fence"]
            yield blank(line)
        else:
            yield blank(line) if _INDENTED.match(line) else line


def _without_ticks(text: str) -> Iterator[str]:
    """Blank inline code: a run of backticks up to the next run of that length, in a paragraph."""
    start = 0
    for paragraph_end in _paragraph_ends(text):
        paragraph = text[start:paragraph_end]
        start = paragraph_end
        if "`" not in paragraph:
            yield paragraph
            continue
        runs = [(run.start(), run.end()) for run in _TICKS.finditer(paragraph)]
        yield _blank_between(paragraph, runs)


def _paragraph_ends(text: str) -> Iterator[int]:
    for found in _BREAK.finditer(text):
        yield found.end()
    yield len(text)


def _blank_between(paragraph: str, runs: list[tuple[int, int]]) -> str:
    closers: dict[int, list[int]] = {}
    for number, (begin, end) in reversed(list(enumerate(runs))):
        closers.setdefault(end - begin, []).append(number)
    parts, done, number = [], 0, 0
    while number < len(runs):
        begin, end = runs[number]
        same_length = closers[end - begin]
        while same_length and same_length[-1] <= number:
            same_length.pop()
        if not same_length:
            number += 1
            continue
        closer = same_length.pop()
        stop = runs[closer][1]
        parts += [paragraph[done:begin], blank(paragraph[begin:stop])]
        done, number = stop, closer + 1
    return "".join((*parts, paragraph[done:]))
