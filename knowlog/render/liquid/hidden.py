"""Put aside what is not Liquid, whatever it looks like: code, TeX, comments, ``raw``.

Jekyll fills in Liquid before it knows what is code, so code that shows Liquid is wrapped in
``raw`` there. Here code is never filled in, and the wrapping goes. Every step takes time in
proportion to the text, also where nothing that is opened is ever closed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from knowlog.domain.literal import literal_stretches

GONE = "\ufdd5"
"""A line that Liquid took away; see `tidy`."""

_MARK = re.compile("\ufdd0(\\d+)\ufdd1")
_RAW = (re.compile(r"\{%-?\s*raw\s*-?%\}"), re.compile(r"\{%-?\s*endraw\s*-?%\}"))
_COMMENT = (re.compile(r"\{%-?\s*comment\s*-?%\}"), re.compile(r"\{%-?\s*endcomment\s*-?%\}"))
_REMARK = (re.compile(r"\{%-?\s*\#"), re.compile(r"-?%\}"))
_CODE_OR_HIGHLIGHT = re.compile(
    r"(?P<fence>^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<ticks>`{3,}|~{3,}))"
    r"|(?P<span>(?<!`)(?P<run>`+)(?!`)[^\n]*?(?<!`)(?P=run)(?!`))"
    r"|(?P<open>\{%-?\s*highlight\s+(?P<language>[\w.+#-]+)[^%\n]*%\})",
    re.MULTILINE,
)
_END_OF_HIGHLIGHT = re.compile(r"\{%-?\s*endhighlight\s*-?%\}")
_ELEMENT = re.compile(r"<(?P<slash>/?)(?P<name>pre|code)\b[^<>]*>", re.IGNORECASE)
_TEX = re.compile(
    r"\\\((?:[^\n]|\n(?!\n)){1,400}?\\\)|\\\[(?:[^\n]|\n(?!\n)){1,400}?\\\]"
    r"|(?<![\\$\w])\$(?![\s$])(?:[^$\n\\]|\\.){1,400}?(?<!\s)\$(?![\w$])"
)
_LIQUID_FOR_SURE = re.compile(r"\{\{-?\s*(?:site|page|include|layout)\.|\{%")
_INDENTED_TAG = re.compile(r"(?: {4}|\t)[ \t]*</?[a-zA-Z]")
_BLOCK = re.compile(
    r"<(?P<slash>/?)(?:article|aside|center|details|div|dl|figure|footer|header|main|nav|ol|p"
    r"|section|table|tbody|td|tr|ul)\b[^<>]*(?<!/)>",
    re.IGNORECASE,
)
_GONE_LINE = re.compile(rf"(?m)^[ \t]*{GONE}[ \t]*(?:\n|\Z)")
_FENCE_LINE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")

Patterns = tuple[re.Pattern[str], re.Pattern[str]]


class Hidden:
    """A text with parts put aside.

    Attributes:
        text: What is left, with a mark in the place of each part.
        raws: The lines of ``raw``.
        highlights: The lines of ``highlight``.
        comments: The lines of comments.
    """

    def __init__(self, body: str) -> None:
        """Put aside everything that is not Liquid.

        Args:
            body: With LF line ends.
        """
        self._kept: list[tuple[str, int]] = []
        self.text = body
        self.raws = tuple(self._hide_raw())
        self.highlights = tuple(self._hide_highlights())
        self.comments = tuple(self._hide_comments(_COMMENT)) + tuple(self._hide_comments(_REMARK))
        self._hide_code()
        self._line = self._lines_of(self.text)

    def restore(self, text: str) -> str:
        """Put everything back."""
        while _MARK.search(text):
            text = _MARK.sub(lambda mark: self._kept[int(mark[1])][0], text)
        return text

    def line(self, offset: int) -> int:
        """The line of the body for a place in the text, counted from 1."""
        return self._line(offset)

    def _lines_of(self, text: str) -> "_Lines":
        return _Lines(text, [lines for _, lines in self._kept])

    def _hide(self, content: str, original: str) -> str:
        """A mark for a content; the original is what stood there, to count its lines."""
        inner = sum(self._kept[int(mark[1])][1] for mark in _MARK.finditer(original))
        self._kept.append((content, original.count("\n") + inner))
        return f"\ufdd0{len(self._kept) - 1}\ufdd1"

    def _hide_raw(self) -> Iterator[int]:
        """Take the tags away and their contents aside; gives the line of each."""
        text, line = self.text, self._lines_of(self.text)
        pieces, at = [], 0
        for start, inside, outside, end in _pairs(text, _RAW):
            yield line(start)
            inner = text[inside:outside]
            line_start = max(text.rfind("\n", 0, start) + 1, at)
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
            first, newline, rest = inner.partition("\n")
            around = text[line_start:start] + first + inner.rpartition("\n")[2] + text[end:line_end]
            if newline and not around.strip():
                content, below, _ = rest.rpartition("\n")
                middle = f"{self._hide(content, content)}\n" if below else ""
                pieces += [text[at:line_start], f"{GONE}\n{middle}{GONE}"]
                at = line_end
            else:
                pieces += [text[at:start], self._hide(inner, inner)]
                at = end
        self.text = "".join([*pieces, text[at:]])

    def _hide_highlights(self) -> Iterator[int]:
        """Turn ``highlight`` into fenced code; gives the line of each."""
        text, line = self.text, self._lines_of(self.text)
        pieces, done, at = [], 0, 0
        while match := _CODE_OR_HIGHLIGHT.search(text, at):
            at = match.end()
            if match["fence"]:
                closing = re.compile(rf"(?m)^[ \t>]*{match['ticks']}[`~]*[ \t]*$")
                found = closing.search(text, at)
                at = found.end() if found else len(text)
            elif match["open"]:
                found = _END_OF_HIGHLIGHT.search(text, at)
                if found is None:
                    break
                yield line(match.start())
                start, shown = self._fenced(text, match, found)
                pieces += [text[done:start], shown]
                done = at = found.end()
        self.text = "".join([*pieces, text[done:]])

    def _fenced(self, text: str, opening: re.Match[str], closing: re.Match[str]) -> tuple[int, str]:
        """Where what is replaced starts, and the fenced block for it."""
        start, end = opening.start(), closing.end()
        line_start = text.rfind("\n", 0, start) + 1
        before = text[line_start:start]
        alone = not before.strip(" \t>")
        indent = before if alone else ""
        lines = self.restore(text[opening.end() : closing.start()]).strip("\n").rstrip().split("\n")
        if not all(line.startswith(indent) or not line.strip() for line in lines):
            lines = [indent + line if line.strip() else line for line in lines]
        runs = re.findall("`{3,}", "\n".join(lines))
        fence = "`" * (max(map(len, runs), default=2) + 1)
        block = "\n".join(
            [f"{indent}{fence}{opening['language'].lower()}", *lines, f"{indent}{fence}"]
        )
        mark = self._hide(block, text[start:end])
        follows = text[end : end + 1] not in {"", "\n"} and text[end:].lstrip(" \t")[:1] != "\n"
        after = "\n\n" if follows else ""
        return (line_start, mark + after) if alone else (start, f"\n\n{mark}{after}")

    def _hide_comments(self, patterns: Patterns) -> Iterator[int]:
        """Turn comments into those of HTML; gives the line of each."""
        text, line = self.text, self._lines_of(self.text)
        pieces, at = [], 0
        for start, inside, outside, end in _pairs(text, patterns):
            yield line(start)
            words = text[inside:outside].strip().replace("--", "- -")
            shown = f"<!-- {words} -->" if words else ""
            pieces += [text[at:start], self._hide(shown, text[start:end])]
            at = end
        self.text = "".join([*pieces, text[at:]])

    def _hide_code(self) -> None:
        text = self.text
        parts = [(part.start, part.end) for part in literal_stretches(text)]
        parts += _elements(text)
        parts += [
            match.span()
            for match in _TEX.finditer(text)
            if "{" in match[0] and not _LIQUID_FOR_SURE.search(match[0])
        ]
        html = _OpenElements(text)
        pieces, at = [], 0
        for start, end in sorted(parts):
            part = text[start:end]
            if start < at or ("{{" not in part and "{%" not in part):
                continue
            if _INDENTED_TAG.match(part) and html.are_open(start):
                continue  # a line of HTML in an element, which only looks like code
            pieces += [text[at:start], self._hide(part, part)]
            at = end
        self.text = "".join([*pieces, text[at:]])


class _Lines:
    """The line of a place in a text whose marks stand for lines that are not there."""

    def __init__(self, text: str, lines: list[int]) -> None:
        self._places: list[int] = []
        self._counts: list[int] = [0]
        for found in re.finditer("\n|\ufdd0(\\d+)\ufdd1", text):
            self._places.append(found.end())
            self._counts.append(self._counts[-1] + (lines[int(found[1])] if found[1] else 1))

    def __call__(self, offset: int) -> int:
        return 1 + self._counts[bisect_left(self._places, offset + 1)]


class _OpenElements:
    """Whether an element of HTML is open at a place; places are asked for in their order."""

    def __init__(self, text: str) -> None:
        self._tags = [(tag.start(), -1 if tag["slash"] else 1) for tag in _BLOCK.finditer(text)]
        self._seen = self._depth = 0

    def are_open(self, place: int) -> bool:
        while self._seen < len(self._tags) and self._tags[self._seen][0] < place:
            self._depth = max(0, self._depth + self._tags[self._seen][1])
            self._seen += 1
        return self._depth > 0


def _pairs(text: str, patterns: Patterns) -> Iterator[tuple[int, int, int, int]]:
    """What is opened and closed: start, where it is open, where that ends, end."""
    at = 0
    while opening := patterns[0].search(text, at):
        closing = patterns[1].search(text, opening.end())
        if closing is None:
            return
        yield opening.start(), opening.end(), closing.start(), closing.end()
        at = closing.end()


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """``<pre>`` and ``<code>`` with what is in them."""
    opened = ("", 0)
    for tag in _ELEMENT.finditer(text):
        name = tag["name"].lower()
        if not opened[0] and not tag["slash"]:
            opened = (name, tag.start())
        elif tag["slash"] and name == opened[0]:
            yield opened[1], tag.end()
            opened = ("", 0)


def tidy(text: str) -> str:
    """Take away the lines that Liquid left empty, where that joins no two paragraphs."""
    pieces: list[str] = []
    at = 0
    before = ""
    for match in _GONE_LINE.finditer(text):
        between = text[at : match.start()]
        if between:
            pieces.append(between)
            before = between.removesuffix("\n").rpartition("\n")[2]
        line_end = text.find("\n", match.end())
        after = text[match.end() : line_end if line_end >= 0 else len(text)]
        ends = [line for line in (before, after) if line.strip() and not _FENCE_LINE.match(line)]
        if len(ends) == 2 and GONE not in after:  # noqa: PLR2004 - a paragraph on both sides
            pieces.append("\n")
            before = ""
        at = match.end()
    return "".join([*pieces, text[at:]]).replace(GONE, "")
