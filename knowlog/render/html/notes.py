"""Footnotes as HTML: a number in the text, the note at the end, and the way back."""

from collections.abc import Callable, Sequence
from html import escape

from markdown_it.token import Token

from knowlog.render.html.work import Work


def _name(token: Token, work: Work) -> str:
    return work.id(str(token.meta["id"] + 1))


def _repeated(token: Token) -> str:
    return f"-{token.meta['subId'] + 1}" if token.meta.get("subId") else ""


def _reference(tokens: Sequence[Token], index: int, work: Work) -> str:
    token = tokens[index]
    work.features.add("footnotes")
    name = _name(token, work)
    return (
        f'<sup class="footnote-ref"><a href="#fn-{name}" id="fnref-{name}{_repeated(token)}" '
        f'role="doc-noteref">{token.meta["id"] + 1}</a></sup>'
    )


def _open(tokens: Sequence[Token], index: int, work: Work) -> str:
    return f'<li id="fn-{_name(tokens[index], work)}">'


def _back(tokens: Sequence[Token], index: int, work: Work) -> str:
    token = tokens[index]
    if token.meta.get("label") in work.forgotten_notes:
        return f' <span class="footnote-unused">[^{escape(token.meta["label"])}]</span>'
    return (
        f' <a class="footnote-back" href="#fnref-{_name(token, work)}{_repeated(token)}" '
        f'role="doc-backlink" aria-label="Back to reference {token.meta["id"] + 1}">↩︎</a>'
    )


def _fixed(html: str) -> Callable[[Sequence[Token], int, Work], str]:
    return lambda _tokens, _index, _work: html


RULES = {
    "footnote_ref": _reference,
    "footnote_block_open": _fixed('<div class="footnotes" role="doc-endnotes">\n<ol>\n'),
    "footnote_block_close": _fixed("</ol>\n</div>\n"),
    "footnote_open": _open,
    "footnote_close": _fixed("</li>\n"),
    "footnote_anchor": _back,
}
