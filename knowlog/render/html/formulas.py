"""The formulas of a body: found, converted together, put back."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from knowlog.render.html.styles import harmless, style_class
from knowlog.render.html.work import Work
from knowlog.render.math import Converted, Formula, convert

_MATH = frozenset({"math_inline", "math_display", "math_block"})
_STYLE = re.compile(r' style="([^"]*)"')
_ID = re.compile(r'<mtd [^>]*?\bid="([^"]*)"')
_REFERENCE = re.compile(r"\A\\(?:eq)?ref\{([^{}]*)\}\Z")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


def set_formulas(tokens: Sequence[Token], work: Work) -> None:
    """Give every formula its MathML, as ``meta["mathml"]``; those that fail have none."""
    found = [token for token in _formulas(tokens) if not _is_dangling(token, tokens)]
    if not found:
        return
    asked = [Formula(token.content, token.type != "math_inline") for token in found]
    for token, converted in zip(
        found, convert(asked, work.context.macros, work.context.id_prefix), strict=True
    ):
        _put(token, converted, work)


def _formulas(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in _MATH:
            yield token
        elif token.children:
            yield from _formulas(token.children)


def _is_dangling(token: Token, tokens: Sequence[Token]) -> bool:
    r"""Whether this is a ``\ref`` in prose to a label that no formula of the body has."""
    reference = _REFERENCE.match(token.content)
    if not reference:
        return False
    labels = {name for formula in _formulas(tokens) for name in _LABEL.findall(formula.content)}
    return reference[1] not in labels


def _put(token: Token, converted: Converted, work: Work) -> None:
    if converted.error:
        line = token.meta.get("line", (token.map or [0])[0])
        source = " ".join(token.content.split())[:60]
        work.report(line, "math", f"{converted.error}, in {source!r}: the source is shown")
        return
    token.meta["mathml"] = _STYLE.sub(lambda match: _classed(match[1], work), converted.mathml)
    work.formulas.append(converted.mathml)
    for label in _ID.findall(converted.mathml):
        work.anchors.reserve(label.removeprefix(work.context.id_prefix))


def _classed(style: str, work: Work) -> str:
    declarations, _ = harmless(style)
    if not declarations:
        return ""
    name = style_class(declarations)
    work.styles[name] = declarations
    return f' class="{name}"'
