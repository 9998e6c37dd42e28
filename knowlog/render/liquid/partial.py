"""Partial evaluation of Liquid: what can be resolved is; what cannot stays as it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from liquid.context import RenderContext
from liquid.exceptions import LiquidError, LiquidSyntaxError, UnknownFilterError

from knowlog.render.liquid.engine import Engine, Scope, with_marks
from knowlog.render.liquid.filters import StaysError
from knowlog.render.liquid.hidden import GONE, Hidden, tidy

if TYPE_CHECKING:
    from liquid import BoundTemplate

STAYED = "<!-- Liquid -->"
"""Stands behind every piece that stays, unseen by readers, for people and for the way back."""

_STAYED_MARK = "\ufdd4"
_OPENING = re.compile(r"\{\{|\{%-?\s*(?P<name>\w*)")
_BLOCKS = frozenset({"if", "unless", "case", "for", "tablerow", "capture", "ifchanged"})
_INNER = frozenset({"else", "elsif", "when"})
_TAG = re.compile(r"</?[a-zA-Z]")
_NEAR = 2_000
"""Characters around a place in which a tag or a link that holds it starts and ends."""
_TODAY = re.compile(r"""(["'])(?:now|today)\1\s*\|\s*date""")
_ASSIGNED = re.compile(r"\{%-?\s*(?:assign|capture)\s+([\w-]+)")
_UNKNOWN_TAG = re.compile(r"unexpected tag '(\w+)'")


@dataclass(frozen=True, slots=True)
class Stays:
    """A piece that stays as it is.

    Attributes:
        line: Of the body, counted from 1.
        written: The piece, or its first line.
        reason: Half a sentence that says why.
    """

    line: int
    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body whose Liquid is resolved.

    Attributes:
        text: Markdown; addresses still hold the marks of `knowlog.render.liquid.filters`.
        stays: What could not be resolved, in order.
        done: The lines of what could, counted from 1.
        highlights: The lines where ``highlight`` became fenced code.
        lists: The lines where a list of posts became what it was on this day.
        raws: The lines where ``raw`` was taken out.
    """

    text: str
    stays: tuple[Stays, ...] = ()
    done: tuple[int, ...] = ()
    highlights: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()
    raws: tuple[int, ...] = ()


def resolve(body: str, scope: Scope) -> Resolved:
    """Resolve what can be resolved.

    Args:
        body: Markdown with Liquid.
        scope: What its variables stand for.
    """
    if "{{" not in body and "{%" not in body:
        return Resolved(body)
    newline = "\r\n" if "\r\n" in body else "\n"
    hidden = Hidden(body.replace("\r\n", "\n"))
    page = _Page(hidden, scope)
    page.run()
    text = tidy(hidden.restore(_placed("".join(page.out))))
    return Resolved(
        text.replace("\n", newline) if newline != "\n" else text,
        tuple(page.stays),
        (*page.done, *hidden.comments),
        hidden.highlights,
        tuple(page.lists),
        hidden.raws,
    )


class _Page:
    """One run over a page."""

    def __init__(self, hidden: Hidden, scope: Scope) -> None:
        self.out: list[str] = []
        self.stays: list[Stays] = []
        self.done: list[int] = []
        self.lists: list[int] = []
        self._hidden = hidden
        self._scope = scope
        self._stayed_last = False
        self._engine = Engine(scope)
        self._templates: dict[str, BoundTemplate] = {}
        empty = self._engine.from_string("")
        self._context = RenderContext(empty, globals=scope.variables())

    def run(self) -> None:
        text = self._hidden.text
        self._engine.known.update(_ASSIGNED.findall(text))
        at = 0
        for start, end in segments(text):
            self.out.append(self._between(text, at, start))
            self._segment(text, start, end)
            at = end
        self.out.append(self._between(text, at, len(text)))

    def _between(self, text: str, start: int, end: int) -> str:
        """Text between two pieces, without the white space that the first one takes away."""
        between = text[start:end]
        trims = not self._stayed_last and text.endswith(("-%}", "-}}"), 0, start)
        return between.lstrip() if trims else between

    def _segment(self, text: str, start: int, end: int) -> None:
        source = text[start:end]
        line = self._hidden.line(start)
        self._scope.asked.clear()
        self._stayed_last = False
        try:
            shown = self._evaluated(source)
        except (LiquidError, RecursionError, ArithmeticError, LookupError, TypeError) as error:
            self._stayed_last = True
            self.out += [source, _STAYED_MARK]
            self._engine.known.difference_update(_ASSIGNED.findall(source))
            reason = _reason(error, source)
            if not source.lstrip("{%- ").startswith("end"):
                self.stays.append(Stays(line, self._hidden.restore(source), reason))
            return
        (self.lists if self._scope.asked else self.done).append(line)
        if source.startswith(("{%-", "{{-")) and self.out:
            self.out[-1] = self.out[-1].rstrip()
        if not shown.strip() and self._is_alone(text, end):
            shown = GONE
        self.out.append(shown)

    def _is_alone(self, text: str, end: int) -> bool:
        before = self.out[-1].rpartition("\n")[2] if self.out else ""
        line_end = text.find("\n", end)
        return not before.strip() and not text[end : line_end if line_end >= 0 else None].strip()

    def _evaluated(self, source: str) -> str:
        if _TODAY.search(source):
            raise StaysError("it shows the day of the build")
        template = self._templates.get(source)
        if template is None:
            template = self._templates[source] = self._engine.from_string(with_marks(source))
        before = dict(self._context.locals)
        buffer = self._context.get_buffer()
        try:
            template.render_with_context(self._context, buffer)
        except BaseException:
            self._context.locals.clear()
            self._context.locals.update(before)
            raise
        return buffer.getvalue()


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Where each piece of Liquid stands: an output, a tag, or a block from its start to its end."""
    tokens = list(_tokens(text))
    closing = _closings(tokens)
    number = 0
    while number < len(tokens):
        last = closing.get(number, number)
        yield tokens[number][0], tokens[last][1]
        number = last + 1


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Every output and tag: start, end, and the name of a tag."""
    at = 0
    ends = {"{{": "}}", "{%": "%}"}
    while opening := _OPENING.search(text, at):
        start = opening.start()
        mark = text[start : start + 2]
        end = text.find(ends[mark], opening.end()) if mark in ends else -1
        if end < 0:
            ends.pop(mark, None)  # nothing closes this one, nor any later one of its kind
            at = start + 2
            continue
        end += 2
        if mark == "{{":
            start = _innermost(text, start, end)
        yield start, end, opening["name"] or ""
        at = end


def _innermost(text: str, start: int, end: int) -> int:
    """Where an output starts that follows braces which mean nothing: ``{{ {{ x }}``."""
    inner = text.rfind("{{", start + 2, end)
    between = text[start:inner] if inner > 0 else ""
    is_quoted = between.count("'") % 2 or between.count('"') % 2
    return inner if between and not is_quoted else start


def _closings(tokens: list[tuple[int, int, str]]) -> dict[int, int]:
    """Number of the token that opens a block to that of the one that closes it."""
    opened: list[tuple[str, int]] = []
    counts = dict.fromkeys(_BLOCKS, 0)
    found: dict[int, int] = {}
    for number, (_, _, name) in enumerate(tokens):
        if name in _BLOCKS:
            opened.append((name, number))
            counts[name] += 1
        elif name.startswith("end") and counts.get(name.removeprefix("end")):
            while True:
                other, place = opened.pop()
                counts[other] -= 1
                if f"end{other}" == name:
                    found[place] = number
                    break
    return found


def _reason(error: Exception, source: str) -> str:
    if isinstance(error, StaysError):
        return str(error.message)
    if isinstance(error, UnknownFilterError):
        return f"{error.message}"
    if isinstance(error, LiquidSyntaxError):
        if found := _UNKNOWN_TAG.search(str(error.message)):
            return f"`{found[1]}` is a tag of a plugin"
        if (match := _OPENING.match(source)) and match["name"] in _BLOCKS | _INNER:
            return f"`{match['name']}` stands alone"
        return "it is no Liquid"
    return f"{getattr(error, 'message', '') or type(error).__name__}"


def _placed(text: str) -> str:
    """Put the mark of each piece that stays where it breaks neither a tag nor a link."""
    parts = text.split(_STAYED_MARK)
    whole = "".join(parts)
    places: list[int] = []
    at = 0
    for part in parts[:-1]:
        at += len(part)
        places.append(_free_place(whole, at))
    pieces, done = [], 0
    for place in sorted(places):
        pieces += [whole[done:place], STAYED]
        done = place
    return "".join([*pieces, whole[done:]])


def _free_place(text: str, at: int) -> int:
    """The place itself, or the end of the tag or the link that it is in."""
    first, last = max(0, at - _NEAR), min(len(text), at + _NEAR)
    line_end = text.find("\n\n", at, last)
    line_end = last if line_end < 0 else line_end
    opened = text.rfind("<", first, at)
    if opened > text.rfind(">", first, at) and _TAG.match(text, opened):
        found = text.find(">", at, line_end)
        return found + 1 if found >= 0 else at
    if text.rfind("](", first, at) > text.rfind(")", first, at):
        found = text.find(")", at, line_end)
        return found + 1 if found >= 0 else at
    return at
