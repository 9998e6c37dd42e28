"""Code, tables, tasks, formulas and contents as HTML."""

from collections.abc import Sequence
from html import escape

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from knowlog.render.code import highlight, known_language
from knowlog.render.fence import parse_fence
from knowlog.render.html.elements import classes, element
from knowlog.render.html.work import Work

_DIAGRAMS = frozenset({"mermaid", "plantuml", "dot", "graphviz"})


def _fence(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Show code in its colours; a diagram's source stays source."""
    token = tokens[index]
    fence = parse_fence(unescapeAll(token.info))
    work.features.add("code")
    if fence.language in _DIAGRAMS:
        work.features.add("mermaid" if fence.language == "mermaid" else "diagram")
    elif not known_language(fence.language):
        line = (token.map or [0])[0]
        work.report(line, "unknown-language", f"no colours for {fence.language!r} code")
    title = f'<div class="code-title">{escape(fence.title)}</div>' if fence.title else ""
    name = f' class="language-{escape(fence.language)}"' if fence.language else ""
    return _code_box(
        classes(token, "code", "numbered" if fence.numbered else ""),
        fence.language or "text",
        f'{title}<pre tabindex="0"><code{name}>{highlight(token.content, fence)}</code></pre>',
    )


def _code_block(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Show indented code, or what was too deep or too long to read as Markdown."""
    token = tokens[index]
    work.features.add("code")
    if token.meta.get("too_deep"):
        line = (token.map or [0])[0]
        work.report(line, "too-deep", "nested too deeply: shown as it is written")
    if token.meta.get("too_long"):
        work.report(0, "too-long", "too long to render: shown as it is written")
    code = escape(token.content, quote=False)
    return _code_box(classes(token, "code"), "text", f'<pre tabindex="0"><code>{code}</code></pre>')


def _code_box(names: str, language: str, content: str) -> str:
    return f'<div class="{names}" data-language="{escape(language)}">{content}</div>\n'


def _table_open(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Let wide tables scroll inside a box of their own."""
    work.features.add("table")
    box = '<div class="table" tabindex="0" role="group" aria-label="Table">\n'
    return box + element(tokens, index)


def _table_close(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    return element(tokens, index) + "</div>\n"


def _cell(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Align by class: a page's security policy forbids inline styles. No words, no header."""
    del work
    token = tokens[index]
    if token.tag == "th" and not tokens[index + 1].content.strip():
        token.tag = tokens[index + 2].tag = "td"
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrJoin("class", style.replace("text-align:", "align-"))
    return element(tokens, index)


def _item(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Open an item, with its box when it is a task."""
    del work
    opening = element(tokens, index)
    done = tokens[index].meta.get("checked")
    if done is None:
        return opening
    state = 'aria-label="Done" checked=""' if done else 'aria-label="To do"'
    return f'{opening}<input type="checkbox" disabled="" {state}> '


def _math(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Show a formula, or its source where the engine refused it."""
    token = tokens[index]
    mathml = token.meta.get("mathml")
    if mathml is None:
        source = escape(token.markup or token.content, quote=False)
        return f'<code class="math-source">{source}</code>'
    work.features.add("math")
    return str(mathml)


def _math_block(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Show a formula on its own line, scrolling when it is wider than the page."""
    formula = _math(tokens, index, work)
    return f'<div class="math-display" tabindex="0">{formula}</div>\n' if formula else ""


def _toc(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Put the contents where the author asked for them."""
    del tokens, index
    return work.toc_html


def _embedded(tokens: Sequence[Token], index: int, work: Work) -> str:
    """Place another entry, rendered before."""
    del work
    return str(tokens[index].meta["html"])


RULES = {
    "fence": _fence,
    "code_block": _code_block,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell,
    "td_open": _cell,
    "list_item_open": _item,
    "math_inline": _math,
    "math_display": _math,
    "math_block": _math_block,
    "toc": _toc,
    "embedded": _embedded,
}
