r"""TeX as authors write it, brought into the part of the language that math-core speaks.

Every rewriting keeps what a reader sees. The engine rejects the rest loudly, and then the source
is shown; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_GROUP = r"\{((?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{[^{}]*\})*\})*)\}"
_DEFINITION = re.compile(
    r"\\(?:re|provide)?(?:newcommand|DeclareMathOperator)(?P<star>\*?)\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<bare>[A-Za-z]+))\s*(?:\[\d\]\s*)?" + _GROUP
)
_DEF = re.compile(r"\\(?:def|gdef)\s*\\(?P<bare>[A-Za-z]+)\s*(?:#\d)*\s*" + _GROUP)
_SUBSTITUTIONS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\\substack\s*" + _GROUP, r"\\begin{subarray}{c}\1\\end{subarray}"),
        (r"\\(begin|end)\{split\}", r"\\\1{aligned}"),
        (r"\\(begin|end)\{(?:flalign|eqnarray)(\*?)\}", r"\\\1{align\2}"),
        (r"\\begin\{alignat(\*?)\}\s*\{\d+\}", r"\\begin{align\1}"),
        (r"\\end\{alignat(\*?)\}", r"\\end{align\1}"),
        (r"\\(begin|end)\{(?:displaymath|math)\*?\}", ""),
        (r"\\begin\{smallmatrix\}", r"{\\scriptstyle\\begin{matrix}"),
        (r"\\end\{smallmatrix\}", r"\\end{matrix}}"),
        (r"\\(?:mathbbm|mathds)(?![A-Za-z])", r"\\mathbb"),
        (r"\\(?:mbox|hbox|textnormal)(?![A-Za-z])", r"\\text"),
        (r"\\href\s*" + _GROUP + r"\s*" + _GROUP, r"{\2}"),
        (r"\\require\s*" + _GROUP, ""),
        (r"\\ref(?=\s*\{)", r"\\eqref"),
        (r"\\hfill(?![A-Za-z])", r"\\quad "),
        (r"\\([\[\]])", r"\1"),
    )
)
_EQNARRAY = re.compile(r"\\begin\{eqnarray\*?\}.*?\\end\{eqnarray\*?\}", re.DOTALL)
_TEXT_WITH_MATH = re.compile(r"\\text\{([^{}$]*(?:\$[^{}$]*\$[^{}$]*)+)\}")
_NUMBERED = re.compile(r"\\begin\{(?:equation|align|gather|multline)\}")
_TAG = re.compile(r"\\tag\*?\s*" + _GROUP)
_LABEL = re.compile(r"\\label\s*" + _GROUP)


@dataclass(frozen=True, slots=True)
class Source:
    """A formula ready for the engine.

    Attributes:
        tex: Rewritten, without definitions.
        display: Whether it has its own line.
        macros: What the formula itself defines, by name without backslash.
    """

    tex: str
    display: bool
    macros: Mapping[str, str]


def prepare(tex: str, *, display: bool) -> Source:
    """Rewrite what the engine would reject into what it takes, and lift definitions out."""
    tex, macros = _without_definitions(tex)
    tex = _EQNARRAY.sub(lambda match: re.sub(r"&\s*(=|\\[a-z]+)\s*&", r"&\1 ", match.group()), tex)
    for pattern, replacement in _SUBSTITUTIONS:
        if "\\" in tex:
            tex = pattern.sub(replacement, tex)
    tex = _TEXT_WITH_MATH.sub(_text_and_math, tex)
    return Source(_numbered(tex.strip(), display=display), display, macros)


def _without_definitions(tex: str) -> tuple[str, dict[str, str]]:
    macros: dict[str, str] = {}
    if "\\" not in tex:
        return tex, macros

    def keep(match: re.Match[str]) -> str:
        name = match["bare"] if match.re is _DEF else match["braced"] or match["bare"]
        body = match.groups()[-1]
        if "DeclareMathOperator" in match.group():
            body = rf"\operatorname{match['star']}{{{body}}}"
        macros[name] = body
        return ""

    return _DEF.sub(keep, _DEFINITION.sub(keep, tex)), macros


def _text_and_math(match: re.Match[str]) -> str:
    parts = match[1].split("$")
    return "".join(part if i % 2 else rf"\text{{{part}}}" for i, part in enumerate(parts) if part)


def _numbered(tex: str, *, display: bool) -> str:
    r"""Give a ``\tag`` or a ``\label`` the numbered environment that it needs."""
    if _NUMBERED.search(tex) or not (_TAG.search(tex) or _LABEL.search(tex)):
        return tex
    if not display or not _TAG.search(tex):
        return _TAG.sub(r"\\quad(\1)", _LABEL.sub("", tex))
    marks = "".join(match.group() for match in (_TAG.search(tex), _LABEL.search(tex)) if match)
    return rf"\begin{{equation}}{_LABEL.sub('', _TAG.sub('', tex))}{marks}\end{{equation}}"
