"""Which parts of a body are shown letter by letter: code, comments, formulas.

Nothing inside them is a link, a tag or broken text, whatever it looks like. This follows
CommonMark closely enough to agree with the renderer on real notes, in one pass over the lines.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_CONTAINER = re.compile(r"(?:[ \t]*>)*[ \t]*")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}(?=\S)|(?=[ \t]*$))")
_FENCE = re.compile(r"(`{3,}(?=[^`\n]*$)|~{3,})")
_INLINE = re.compile(
    r"\\[\\`$]"
    r"|(?P<ticks>`+)"
    r"|(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<math>\$\$.+?\$\$)"
    r"|(?P<aside>%%(?!%))",
    re.DOTALL,
)
_TICKS = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t>]*\n")
_ASIDE = "%%"
_ASIDE_LINE = re.compile(r" {0,3}%%(?!%)")
_LINE_REST = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
_OTHER_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FILLER = "\x00"
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a body, as offsets in characters.

    Attributes:
        start: Its first character.
        end: The first one after it.
        hidden: Whether it is a comment, which no reader sees.
    """

    start: int
    end: int
    hidden: bool = False


@lru_cache(maxsize=1)
def literal_stretches(body: str) -> tuple[Stretch, ...]:
    """Find fenced and indented code, code spans, comments and displayed formulas, in order.

    Comments are HTML's, and Obsidian's ``%% %%``: these stand within a paragraph, or fill whole
    lines from one that starts with ``%%`` to one that ends with it.
    """
    blocks = tuple(_code_blocks(body))
    return tuple(sorted((*blocks, *_spans(body, blocks)), key=lambda part: part.start))


def without_comments(body: str) -> str:
    """The body as a reader may know it: with a space in the place of each comment."""
    if "%%" not in body and "<!--" not in body:
        return body
    pieces: list[str] = []
    at = 0
    for part in literal_stretches(body):
        if part.hidden:
            pieces.append(body[at : part.start])
            at = part.end
    return " ".join([*pieces, body[at:]])


@lru_cache(maxsize=1)
def masked(body: str) -> str:
    """The body with every literal character replaced by NUL; offsets and line ends stay.

    Tags, links and headings are looked for in one body after the other, so the last one is kept.
    """
    pieces: list[str] = []
    at = 0
    for part in literal_stretches(body):
        pieces += (body[at : part.start], blanked(body[part.start : part.end]))
        at = part.end
    pieces.append(body[at:])
    return "".join(pieces)


def blanked(text: str) -> str:
    """A text with every character replaced by NUL; line ends stay."""
    return re.sub(r"[^\r\n]", _FILLER, text)


@dataclass(slots=True)
class _Scan:
    """Where a pass over the lines stands."""

    fence: str = ""
    fence_start: int = 0
    after_blank: bool = True
    in_code: bool = False
    aside_end: int = 0
    items: list[int] = field(default_factory=list)


def _code_blocks(body: str) -> Iterator[Stretch]:
    scan = _Scan()
    asides = "%%" in body
    at = 0
    for line in _lines(body):
        start, at = at, at + len(line)
        if start < scan.aside_end:
            continue
        if asides and not scan.fence and (aside := _aside_block(body, start, at)):
            scan.aside_end = aside.end
            yield aside
        elif scan.fence:
            if _closes(line, scan.fence):
                scan.fence = ""
                yield Stretch(scan.fence_start, at)
        elif not line.strip(" \t>\r\n"):
            scan.after_blank = True
        else:
            yield from _line(scan, line, start, at)
    if scan.fence:
        yield Stretch(scan.fence_start, at)


def _aside_block(body: str, start: int, end: int) -> Stretch | None:
    """The comment of whole lines that starts on a line, if it ends on a later one."""
    opening = _ASIDE_LINE.match(body, start)
    if opening is None:
        return None
    close = body.find(_ASIDE, opening.end())
    whole = close >= end and _LINE_REST.match(body, close + len(_ASIDE))
    return Stretch(start, close + len(_ASIDE), hidden=True) if whole else None


def _lines(body: str) -> list[str]:
    """The lines with their ends, which are LF, CR and CRLF; Python knows more of them."""
    if _OTHER_ENDS.search(body) is None:
        return body.splitlines(keepends=True)
    return [found[0] for found in _LINE.finditer(body)]


def _line(scan: _Scan, line: str, start: int, end: int) -> Iterator[Stretch]:
    text = line.rstrip("\r\n")
    container = _CONTAINER.match(text)
    column = container.end() if container else 0
    indent = _columns(text[:column].rpartition(">")[2])
    while scan.items and scan.after_blank and indent < scan.items[-1]:
        scan.items.pop()
    base = scan.items[-1] if scan.items else 0
    if indent - base >= _INDENT and (scan.after_blank or scan.in_code):
        scan.in_code, scan.after_blank = True, False
        yield Stretch(start, end)
        return
    scan.in_code = scan.after_blank = False
    rest = _enter_items(scan, text[column:], indent)
    if fence := _FENCE.match(rest):
        scan.fence, scan.fence_start = fence.group(), start


def _enter_items(scan: _Scan, text: str, indent: int) -> str:
    """Walk into the list items that start on a line, and return what follows them."""
    while item := _ITEM.match(text):
        while scan.items and indent < scan.items[-1]:
            scan.items.pop()
        indent += len(item.group().expandtabs(_INDENT)) or 1
        scan.items.append(indent)
        text = text[item.end() :]
    return text


def _columns(indent: str) -> int:
    return len(indent.expandtabs(_INDENT))


def _closes(line: str, fence: str) -> bool:
    text = line.strip(" \t>\r\n")
    return len(text) >= len(fence) and not text.strip(fence[0])


def _spans(body: str, blocks: tuple[Stretch, ...]) -> Iterator[Stretch]:
    """Find code spans and the like between the blocks; none reaches over a block."""
    at = 0
    for block in (*blocks, Stretch(len(body), len(body))):
        yield from _spans_between(body, at, block.start)
        at = max(at, block.end)


def _spans_between(body: str, at: int, end: int) -> Iterator[Stretch]:
    runs: _Runs | None = None
    while match := _INLINE.search(body, at, end):
        at = match.end()
        if ticks := match.group("ticks"):
            runs = runs or _Runs(body, match.start(), end)
            close = runs.closing(len(ticks), at)
            if close:
                yield Stretch(match.start(), close)
                at = close
        elif match.group("aside"):
            if close := _aside_end(body, match.start(), end):
                yield Stretch(match.start(), close, hidden=True)
                at = close
        elif match.group("comment") or match.group("math"):
            yield Stretch(match.start(), at, hidden=bool(match.group("comment")))


def _aside_end(body: str, start: int, end: int) -> int:
    """The end of a comment within a paragraph; 0 where ``%%`` opens none, as in ``100%%``."""
    before = body[start - 1 : start]
    inside = start + len(_ASIDE)
    close = body.find(_ASIDE, inside, end)
    no_opening = before.isdigit() or before in ("%", "\\")
    return (
        0 if no_opening or close < 0 or _BLANK.search(body, inside, close) else close + len(_ASIDE)
    )


class _Runs:
    """Every run of backticks in a part of a body, so that none is looked for twice."""

    def __init__(self, body: str, at: int, end: int) -> None:
        self._starts: dict[int, list[int]] = {}
        for run in _TICKS.finditer(body, at, end):
            self._starts.setdefault(run.end() - run.start(), []).append(run.start())
        self._breaks = [found.start() for found in _BLANK.finditer(body, at, end)]

    def closing(self, length: int, at: int) -> int:
        """The end of the next run of a length in the paragraph of a place; 0 without one."""
        starts = self._starts.get(length, [])
        found = bisect_left(starts, at)
        if found == len(starts):
            return 0
        paragraph = bisect_left(self._breaks, at)
        ends_first = paragraph < len(self._breaks) and self._breaks[paragraph] < starts[found]
        return 0 if ends_first else starts[found] + length
