"""Formulas put back into the tokens as MathML, their inline styles as classes."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from knowlog.render.formulas import convert_formulas
from knowlog.render.html.styles import harmless, style_class
from knowlog.render.html.work import Work
from knowlog.render.math import Converted

_STYLE = re.compile(r' style="([^"]*)"')
_TABLE = re.compile(r'(<mtable[^>]*?) scriptlevel="(\d)"(?: style="([^"]*)")?')
_DEPTH = "math-depth:{};font-size:math"
"""What ``scriptlevel`` means, which only ``<mstyle>`` may say to the Nu Html Checker."""
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
    mathml = _TABLE.sub(
        lambda table: table[1] + _classed(table[3] or "", work, _DEPTH.format(table[2])),
        converted.mathml,
    )
    token.meta["mathml"] = _STYLE.sub(lambda match: _classed(match[1], work), mathml)
    work.formulas.append(converted.mathml)
    for label in _ID.findall(converted.mathml):
        work.anchors.claim(label.removeprefix(work.context.id_prefix))


def _classed(style: str, work: Work, own: str = "") -> str:
    kept, _ = harmless(style)
    declarations = ";".join(filter(None, (own, kept)))
    if not declarations:
        return ""
    name = style_class(declarations)
    work.styles[name] = declarations
    return f' class="{name}"'
