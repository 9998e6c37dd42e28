"""Put aside what is not Liquid, whatever it looks like: code, TeX, comments, ``raw``.

Jekyll fills in Liquid before it knows what is code, so code that shows Liquid is wrapped in
``raw`` there. Here code is never filled in, and the wrapping goes.
"""

import re
from collections.abc import Iterator

from knowlog.domain.literal import literal_stretches

GONE = "\ufdd5"
"""A line that Liquid took away; see `tidy`."""

_MARK = re.compile("\ufdd0(\\d+)\ufdd1")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(?P<inner>.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(
    r"\{%-?\s*comment\s*-?%\}(?P<inner>.*?)\{%-?\s*endcomment\s*-?%\}"
    r"|\{%-?\s*\#(?P<line>.*?)-?%\}",
    re.DOTALL,
)
_HIGHLIGHT = (
    r"\{%-?\s*highlight\s+(?P<language>[\w.+#-]+)[^%]*-?%\}"
    r"(?P<code>.*?)\{%-?\s*endhighlight\s*-?%\}"
)
_CODE_OR_HIGHLIGHT = re.compile(
    r"(?P<fence>^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<ticks>`{3,}|~{3,}))"
    r"|(?P<span>(?<!`)(?P<run>`+)(?!`)[^\n]*?(?<!`)(?P=run)(?!`))"
    rf"|(?P<block>{_HIGHLIGHT})",
    re.DOTALL | re.MULTILINE,
)
_ELEMENT = re.compile(r"<(pre|code)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TEX = re.compile(
    r"\\\(.*?\\\)|\\\[.*?\\\]|(?<![\\$\w])\$(?![\s$])(?:[^$\n\\]|\\.)+?(?<!\s)\$(?![\w$])",
    re.DOTALL,
)
_LIQUID_FOR_SURE = re.compile(r"\{\{-?\s*(?:site|page|include|layout)\.|\{%")
_BLOCK = re.compile(
    r"<(?P<slash>/?)(?:article|aside|center|details|div|dl|figure|footer|header|main|nav|ol|p"
    r"|section|table|tbody|td|tr|ul)\b[^<>]*(?<!/)>",
    re.IGNORECASE,
)
_GONE_LINE = re.compile(rf"(?m)^[ \t]*{GONE}[ \t]*(?:\n|\Z)")
_FENCE_LINE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")


class Hidden:
    """A text with parts put aside.

    Attributes:
        text: What is left, with a mark in the place of each part.
        raws: The lines of ``raw``.
        highlights: The lines of ``highlight``.
        comments: The lines of ``comment``.
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
        self.comments = tuple(self._hide_comments())
        self._hide_code()

    def restore(self, text: str) -> str:
        """Put everything back."""
        while _MARK.search(text):
            text = _MARK.sub(lambda mark: self._kept[int(mark[1])][0], text)
        return text

    def line(self, offset: int) -> int:
        """The line of the body for a place in the text, counted from 1."""
        before = self.text[:offset]
        return 1 + before.count("\n") + self._lines(before)

    def _lines(self, text: str) -> int:
        return sum(self._kept[int(mark[1])][1] for mark in _MARK.finditer(text))

    def _hide(self, content: str, original: str) -> str:
        """A mark for a content; the original is what stood there, to count its lines."""
        self._kept.append((content, original.count("\n") + self._lines(original)))
        return f"\ufdd0{len(self._kept) - 1}\ufdd1"

    def _hide_raw(self) -> Iterator[int]:
        """Take the tags away and their contents aside; gives the line of each."""
        pieces, at = [], 0
        for match in _RAW.finditer(self.text):
            yield self.line(match.start())
            start, end = match.span()
            inner = match["inner"]
            line_start = self.text.rfind("\n", 0, start) + 1
            line_end = self.text.find("\n", end)
            line_end = len(self.text) if line_end < 0 else line_end
            first, newline, rest = inner.partition("\n")
            alone = not (
                self.text[line_start:start]
                + first
                + inner.rpartition("\n")[2]
                + self.text[end:line_end]
            ).strip()
            if alone and newline:
                lines = rest.rpartition("\n")
                content = self._hide(lines[0], lines[0])
                shown = f"{GONE}\n{content}\n{GONE}" if lines[1] else f"{GONE}\n{GONE}"
                pieces += [self.text[at:line_start], shown]
                at = line_end
            else:
                pieces += [self.text[at:start], self._hide(inner, inner)]
                at = end
        self.text = "".join([*pieces, self.text[at:]])

    def _hide_highlights(self) -> Iterator[int]:
        """Turn ``highlight`` into fenced code; gives the line of each."""
        at = 0
        while match := _CODE_OR_HIGHLIGHT.search(self.text, at):
            if match["fence"]:
                closing = re.compile(rf"(?m)^[ \t>]*{match['ticks']}[`~]*[ \t]*$")
                found = closing.search(self.text, match.end())
                at = found.end() if found else len(self.text)
            elif match["span"]:
                at = match.end()
            else:
                yield self.line(match.start())
                start, end, shown = self._fenced(match)
                self.text = self.text[:start] + shown + self.text[end:]
                at = start + len(shown)

    def _fenced(self, match: re.Match[str]) -> tuple[int, int, str]:
        """What to replace by a fenced block, and that block."""
        start, end = match.span("block")
        line_start = self.text.rfind("\n", 0, start) + 1
        before = self.text[line_start:start]
        indent = before if not before.strip(" \t>") else ""
        lines = self.restore(match["code"]).strip("\n").rstrip().split("\n")
        if indent and not all(line.startswith(indent) or not line.strip() for line in lines):
            lines = [indent + line if line.strip() else line for line in lines]
        elif indent and not lines[0].startswith(indent):
            lines[0] = indent + lines[0]
        longest = max((len(run) for run in re.findall("`{3,}", "\n".join(lines))), default=2)
        fence = "`" * (longest + 1)
        language = match["language"].lower()
        block = "\n".join([f"{indent}{fence}{language}", *lines, f"{indent}{fence}"])
        after = "" if re.match(r"[ \t]*(?:\n|\Z)", self.text[end:]) else "\n\n"
        if indent == before:
            return line_start, end, self._hide(block, match["block"]) + after
        return start, end, "\n\n" + self._hide(block, match["block"]) + after

    def _hide_comments(self) -> Iterator[int]:
        """Turn comments into those of HTML; gives the line of each."""
        pieces, at = [], 0
        for match in _COMMENT.finditer(self.text):
            yield self.line(match.start())
            words = (match["inner"] or match["line"] or "").strip().replace("--", "- -")
            shown = f"<!-- {words} -->" if words else ""
            pieces += [self.text[at : match.start()], self._hide(shown, match[0])]
            at = match.end()
        self.text = "".join([*pieces, self.text[at:]])

    def _hide_code(self) -> None:
        parts = [(part.start, part.end) for part in literal_stretches(self.text)]
        parts += [match.span() for match in _ELEMENT.finditer(self.text)]
        parts += [
            match.span()
            for match in _TEX.finditer(self.text)
            if "{" in match[0] and not _LIQUID_FOR_SURE.search(match[0])
        ]
        pieces, at = [], 0
        for start, end in sorted(parts):
            part = self.text[start:end]
            if start < at or ("{{" not in part and "{%" not in part) or self._is_html(start, part):
                continue
            pieces += [self.text[at:start], self._hide(part, part)]
            at = end
        self.text = "".join([*pieces, self.text[at:]])

    def _is_html(self, start: int, part: str) -> bool:
        """Whether what looks like indented code is a line of HTML inside an open element."""
        if not re.match(r"(?: {4}|\t)[ \t]*</?[a-zA-Z]", part):
            return False
        depth = 0
        for tag in _BLOCK.finditer(self.text, 0, start):
            depth = max(0, depth + (-1 if tag["slash"] else 1))
        return depth > 0


def tidy(text: str) -> str:
    """Take away the lines that Liquid left empty, where that joins no two paragraphs."""
    while match := _GONE_LINE.search(text):
        before = text[: match.start()].rstrip(" \t").removesuffix("\n").rpartition("\n")[2]
        after = text[match.end() :].partition("\n")[0].replace(GONE, "")
        ends = [line for line in (before, after) if line.strip() and not _FENCE_LINE.match(line)]
        blank = "\n" if len(ends) == 2 else ""  # noqa: PLR2004 - a paragraph on both sides
        text = text[: match.start()] + blank + text[match.end() :]
    return text.replace(GONE, "")
