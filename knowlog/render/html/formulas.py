"""Formulas put back into the tokens as MathML, their inline styles as classes."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from knowlog.render.formulas import convert_formulas
from knowlog.render.html.styles import harmless, style_class
from knowlog.render.html.work import Work
from knowlog.render.math import Converted

_STYLE = re.compile(r' style="([^"]*)"')
_ID = re.compile(r'<mtd [^>]*?\bid="([^"]*)"')


def set_formulas(tokens: Sequence[Token], work: Work) -> None:
    """Give every formula its MathML, as ``meta["mathml"]``; those that fail have none."""
    context = work.context
    for token, converted in convert_formulas(tokens, context.macros, context.id_prefix):
        _put(token, converted, work)


def _put(token: Token, converted: Converted, work: Work) -> None:
    if converted.error:
        line = token.meta.get("line", (token.map or [0])[0])
        source = " ".join(token.content.split())[:60]
        work.report(line, "math", f"{converted.error}, in {source!r}: the source is shown")
        return
    token.meta["mathml"] = _STYLE.sub(lambda match: _classed(match[1], work), converted.mathml)
    work.formulas.append(converted.mathml)
    for label in _ID.findall(converted.mathml):
        work.anchors.claim(label.removeprefix(work.context.id_prefix))


def _classed(style: str, work: Work) -> str:
    declarations, _ = harmless(style)
    if not declarations:
        return ""
    name = style_class(declarations)
    work.styles[name] = declarations
    return f' class="{name}"'
