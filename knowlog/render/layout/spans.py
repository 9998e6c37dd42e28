"""Pieces of styled text, and how they flow into lines of a width."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from knowlog.render.layout.cells import clusters, columns


@dataclass(frozen=True, slots=True)
class Span:
    r"""A piece of text in one look.

    Attributes:
        text: Without control characters; only ``\n`` breaks a line.
        styles: Names such as ``strong`` or ``code.keyword``, the outermost first.
        link: The address it leads to, or an empty string.
    """

    text: str
    styles: tuple[str, ...] = ()
    link: str = ""


Line: TypeAlias = tuple[Span, ...]

_CJK = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_NEVER_FIRST = "、。，．！？：；）」』】〕》〉’”·ー々…"  # noqa: RUF001 - East Asian punctuation
_PIECE = re.compile(
    rf"\n|[^\S\n\u00a0]+|[{_CJK}\U00020000-\U0003ffff][{_NEVER_FIRST}]*|(?:(?![{_CJK}])[\S\u00a0])+"
)


@dataclass(slots=True)
class _Word:
    """What stays together on a line, with the space that stands before it."""

    spans: list[Span]
    width: int
    space: Span | None


def line_columns(line: Line) -> int:
    """How many columns a line takes."""
    return sum(columns(span.text) for span in line)


def plain(line: Iterable[Span]) -> str:
    """The text alone."""
    return "".join(span.text for span in line)


def wrap(spans: Iterable[Span], width: int) -> list[Line]:
    """Break at spaces and between wide characters; break words only where they do not fit."""
    width = max(width, 2)
    lines: list[Line] = []
    current: list[Span] = []
    used = 0
    for word in _words(spans):
        if word is None:
            lines.append(tuple(current))
            current, used = [], 0
            continue
        gap = 1 if word.space and current else 0
        if current and used + gap + word.width > width:
            lines.append(tuple(current))
            current, used, gap = [], 0, 0
        if gap and word.space:
            current.append(replace(word.space, text=" "))
            used += 1
        for piece, piece_width in _fitting(word, width):
            if used + piece_width > width:
                lines.append(tuple(current))
                current, used = [], 0
            current.append(piece)
            used += piece_width
    if current:
        lines.append(tuple(current))
    return [_joined(line) for line in lines]


def _words(spans: Iterable[Span]) -> Iterator[_Word | None]:
    """Yield words, and None for every forced line end."""
    word: _Word | None = None
    space: Span | None = None
    for span in spans:
        for match in _PIECE.finditer(span.text):
            text = match.group()
            piece = span if text == span.text else replace(span, text=text)
            breaks_here = text[0] >= "\u2e80"
            if word and ((text.isspace() and text != "\u00a0") or breaks_here):
                yield word
                word = None
            if text == "\n":
                yield None
                space = None
            elif text.isspace() and "\u00a0" not in text:
                space = piece
            elif word and not _is_wide(word.spans[-1].text[-1]):
                word.spans.append(piece)
                word.width += columns(text)
            else:
                if word:
                    yield word
                word = _Word([piece], columns(text), space)
                space = None
    if word:
        yield word


def _is_wide(character: str) -> bool:
    return character >= "\u2e80"


def _fitting(word: _Word, width: int) -> Iterator[tuple[Span, int]]:
    if word.width <= width:
        for span in word.spans:
            yield span, columns(span.text)
        return
    for span in word.spans:
        for cluster, cluster_width in clusters(span.text):
            yield replace(span, text=cluster), cluster_width


def _joined(line: Line) -> Line:
    """Join neighbours of one look, so that a line is as few pieces as it can be."""
    joined: list[Span] = []
    for span in line:
        last = joined[-1] if joined else None
        if last and last.styles == span.styles and last.link == span.link:
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
