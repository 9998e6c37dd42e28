"""The formulas of a body, found in its tokens and converted together."""

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from knowlog.render.math import Converted, Formula, convert

_MATH = frozenset({"math_inline", "math_display", "math_block"})
_REFERENCE = re.compile(r"\A\\(?:eq)?ref\{([^{}]*)\}\Z")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


def convert_formulas(
    tokens: Sequence[Token], macros: Mapping[str, str], id_prefix: str = ""
) -> list[tuple[Token, Converted]]:
    r"""Convert every formula; a ``\ref`` in prose to a label that no formula has is left alone."""
    found = list(_formulas(tokens))
    labels = {name for token in found for name in _LABEL.findall(token.content)}
    known = [token for token in found if not _is_dangling(token, labels)]
    if not known:
        return []
    asked = [Formula(token.content, token.type != "math_inline") for token in known]
    return list(zip(known, convert(asked, macros, id_prefix), strict=True))


def _formulas(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type in _MATH:
            yield token
        elif token.children:
            yield from _formulas(token.children)


def _is_dangling(token: Token, labels: set[str]) -> bool:
    reference = _REFERENCE.match(token.content)
    return reference is not None and reference[1] not in labels
