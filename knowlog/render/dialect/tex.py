r"""Formulas: ``$..$``, ``$$..$$``, ``\(..\)``, ``\[..\]``, kramdown's ``\\(..\\)``, environments.

Prices and shell variables stay prose. The rules are pandoc's, and what 3,000 real files asked for.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|flalign|gather|multline|eqnarray|math|displaymath)"
    r"\*?)\}.*?\\end\{(?P=name)\}",
    re.DOTALL,
)
_PAIRS = {"\\(": "\\)", "\\[": "\\]", "\\\\(": "\\\\)", "\\\\[": "\\\\]"}
_OPENING = re.compile(r"\\{1,2}[(\[]")
_REFERENCE = re.compile(r"\\(?:eq)?ref\{[^{}\s]+\}")
_SINGLE = re.compile(r"\$(?P<tex>(?:[^$\\]|\\.)+?)\$", re.DOTALL)
_DOUBLE = re.compile(r"\$\$(?P<tex>(?:[^$\\]|\\.|\$(?!\$))+?)\$\$", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LOOKS_LIKE_TEX = re.compile(r"[\\^_{}=<>+*/|]|^[ ]?[A-Za-z][ ]?$")
_PRICE = re.compile(r"^\d[\d.,]*[A-Za-z]{0,4}(?:[-/]\w*)?(?:[\s,;:.)]+[A-Za-z]{2,}|[\s,;:(-]*$)")
_VARIABLE = re.compile(r"^[A-Z_]{2,}\W*$|^\{")
_KRAMDOWN_ESCAPE = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")
_BLOCK_START = re.compile(r"\$\$|\\{1,2}\[|\\begin\{")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in text.

    Attributes:
        tex: Without its delimiters.
        end: The first character after it.
        display: Whether the delimiters ask for a line of its own.
    """

    tex: str
    end: int
    display: bool


def install(dialect: MarkdownIt) -> None:
    """Read formulas before escapes would eat their backslashes."""
    dialect.inline.ruler.before("escape", "tex", _inline)
    dialect.block.ruler.before(
        "fence", "tex", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def find_formula(text: str, start: int, end: int) -> Formula | None:
    """Read the formula that starts exactly here, if one does."""
    if text.startswith("$$", start):
        return _double(text, start, end)
    if text[start] == "$":
        return _single(text, start, end)
    if opening := _OPENING.match(text, start, end):
        return _bracketed(text, opening, end)
    if environment := _ENVIRONMENT.match(text, start, end):
        return Formula(environment.group(), environment.end(), display=True)
    if reference := _REFERENCE.match(text, start, end):
        return Formula(reference.group(), reference.end(), display=False)
    return None


def _double(text: str, start: int, end: int) -> Formula | None:
    match = _DOUBLE.match(text, start, end)
    if not match or not match["tex"].strip() or _BLANK_LINE.search(match["tex"]):
        return None
    return Formula(match["tex"].strip(), match.end(), _stands_alone(text, start, match.end()))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether only punctuation shares the lines: inside a sentence kramdown's ``$$`` is inline."""
    before = text[:start].rpartition("\n")[2]
    after = text[end:].partition("\n")[0]
    return not before.strip() and not after.strip(" \t.,;:")


def _single(text: str, start: int, end: int) -> Formula | None:
    match = _SINGLE.match(text, start, end)
    if not match or (start and (text[start - 1].isalnum() or text[start - 1] in "$\\")):
        return None
    tex = match["tex"]
    following = text[match.end() : match.end() + 1]
    if following.isdigit() or following == "$" or _BLANK_LINE.search(tex):
        return None
    if not _is_formula(tex, following):
        return None
    return Formula(_without_ticks(tex), match.end(), display=False)


def _is_formula(tex: str, following: str) -> bool:
    if not tex.strip() or (_PRICE.match(tex) and "\\" not in tex):
        return False
    if tex != tex.strip() and not _LOOKS_LIKE_TEX.search(tex):
        return False
    return not (following.isalpha() and _VARIABLE.match(tex) and "\\" not in tex)


def _without_ticks(tex: str) -> str:
    """Take off GitHub's backticks inside the dollars."""
    if len(tex) > len("``") and tex[0] == tex[-1] == "`":
        return tex[1:-1].strip()
    return tex.strip()


def _bracketed(text: str, opening: re.Match[str], end: int) -> Formula | None:
    mark = opening.group()
    close = text.find(_PAIRS[mark], opening.end(), end)
    if close < 0:
        return None
    tex = text[opening.end() : close].strip()
    if not tex or _BLANK_LINE.search(tex):
        return None
    if mark.startswith("\\\\"):
        tex = _KRAMDOWN_ESCAPE.sub(r"\1", tex)
    return Formula(tex, close + len(_PAIRS[mark]), mark.endswith("["))


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    if state.src[state.pos] not in "$\\":
        return False
    formula = find_formula(state.src, state.pos, state.posMax)
    if formula is None:
        return False
    if not silent:
        token = state.push("math_display" if formula.display else "math_inline", "math", 0)
        token.content = formula.tex
        token.markup = state.src[state.pos : formula.end]
    state.pos = formula.end
    return True


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """Read a displayed formula that has its lines to itself, whatever they look like."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not _BLOCK_START.match(state.src, start):
        return False
    last = start_line + 1
    while last < end_line and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        last += 1
    text = state.getLines(start_line, last, state.blkIndent, keepLastLF=False).lstrip()
    formula = find_formula(text, 0, len(text))
    if formula is None or not formula.display:
        return False
    if text[formula.end :].partition("\n")[0].strip(" \t.,;"):
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.block = True
    token.content = formula.tex
    token.markup = text[: formula.end]
    state.line = start_line + text.count("\n", 0, formula.end) + 1
    token.map = [start_line, state.line]
    return True
