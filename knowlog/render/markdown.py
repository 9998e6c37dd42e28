"""Markdown to HTML, with everything a page around it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from markdown_it.token import Token

from knowlog.domain.anchors import Anchors, heading_place
from knowlog.domain.links import LinkKind
from knowlog.render.dialect.parser import parse
from knowlog.render.html.formulas import set_formulas
from knowlog.render.html.outline import outline, with_formulas
from knowlog.render.html.work import Work
from knowlog.render.html.writer import write
from knowlog.render.mathchars import shown_characters
from knowlog.render.page import Heading, RenderContext, Rendered, UsedLink
from knowlog.render.safety import clean
from knowlog.render.text import body_text, without_title

_DEEPEST_EMBED = 3
_NAMED = frozenset(
    f"{name}_open"
    for name in ("paragraph", "blockquote", "list_item", "bullet_list", "ordered_list", "table")
)
"""Blocks that are written as an element of their own, which can carry an id."""


def render(body: str, context: RenderContext) -> Rendered:
    """Turn a body into HTML.

    Never raises for anything that the body holds: what is not understood stays visible and
    becomes a problem.

    Args:
        body: Markdown without front matter, any line ends.
        context: Where links lead and what is allowed.
    """
    env: dict[str, Any] = {}
    work = Work(context, trail=(context.path,))
    tokens = without_title(parse(body, env), context.title)
    toc, html = _html(tokens, env, work)
    return Rendered(
        html=html if context.trust_html else clean(html),
        toc=toc,
        links=tuple(_with_file_line(link, context) for link in work.links),
        problems=tuple(sorted(work.problems, key=lambda problem: problem.line)),
        features=frozenset(work.features),
        text=body_text(tokens),
        math_characters=shown_characters(work.formulas),
        css="".join(f".{name}{{{rules}}}\n" for name, rules in sorted(work.styles.items())),
    )


def _html(tokens: list[Token], env: dict[str, Any], work: Work) -> tuple[tuple[Heading, ...], str]:
    """Number lines, name blocks, give ids, convert formulas, write; in this order."""
    _set_lines(tokens)
    _name_blocks(tokens, work)
    toc = outline(tokens, work)
    set_formulas(tokens, work)
    toc = with_formulas(toc, tokens)
    work.toc_html = _toc_html(toc)
    _set_embeds(tokens, work)
    _report_notes(env, work)
    return toc, _without_lost_places(write(tokens, work), work)


def _set_lines(tokens: Iterable[Token]) -> None:
    """Give inline tokens the line they stand on: markdown-it knows it for blocks only."""
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        line = token.map[0]
        for child in token.children or ():
            child.meta["line"] = line
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type in ("html_inline", "math_inline", "math_display"):
                line += (child.markup or child.content).count("\n")


def _name_blocks(tokens: list[Token], work: Work) -> None:
    """Give blocks the ids that their authors wrote; what has no element gets one before it."""
    for index in reversed([at for at, token in enumerate(tokens) if "block_id" in token.meta]):
        name = tokens[index].meta["block_id"]
        work.anchors.claim(name)
        if tokens[index].type in _NAMED:
            tokens[index].attrSet("id", work.id(name))
        else:
            html = f'<div id="{escape(work.id(name))}"></div>\n'
            tokens.insert(index, Token("embedded", "", 0, meta={"html": html}, block=True))


def _toc_html(toc: Sequence[Heading]) -> str:
    if not toc:
        return ""
    items = "".join(
        f'<li><a href="#{escape(heading.id)}">{escape(heading.text)}</a>'
        f"{_toc_list(heading.children)}</li>\n"
        for heading in toc
    )
    return f'<nav class="toc" aria-label="Contents"><ul>\n{items}</ul></nav>\n'


def _toc_list(headings: Sequence[Heading]) -> str:
    inner = "".join(
        f'<li><a href="#{escape(heading.id)}">{escape(heading.text)}</a>'
        f"{_toc_list(heading.children)}</li>"
        for heading in headings
    )
    return f"<ul>{inner}</ul>" if inner else ""


def _set_embeds(tokens: list[Token], work: Work) -> None:
    """Render the entries that stand alone in a paragraph as ``![[entry]]``."""
    for index, token in enumerate(tokens):
        children = token.children or ()
        if token.type != "inline" or len(children) != 1 or children[0].type != "embed":
            continue
        html = _embedded(children[0], work)
        if html is not None:
            tokens[index - 1].hidden = tokens[index + 1].hidden = True
            token.type = "embedded"
            token.meta["html"] = html


def _embedded(token: Token, work: Work) -> str | None:
    target, fragment = token.meta["target"], token.meta["fragment"]
    found = work.context.resolve(LinkKind.EMBED, target) if target else None
    if found is None or found.entry is None:
        return None
    line = token.meta.get("line", 0)
    if found.entry.path in work.trail or len(work.trail) > _DEEPEST_EMBED:
        work.report(line, "embed-circle", f"{target} is already being shown: only linked here")
        return None
    work.use(UsedLink(LinkKind.EMBED, target, fragment, token.meta["text"], line, found))
    context = replace(
        work.context,
        path=found.entry.path,
        first_line=found.entry.first_line,
        id_prefix=f"{work.context.id_prefix}e{len(work.links)}-",
    )
    inner = Work(
        context, trail=(*work.trail, found.entry.path), styles=work.styles, formulas=work.formulas
    )
    inner.features = work.features
    env: dict[str, Any] = {}
    tokens = without_title(parse(found.entry.body, env), found.title)
    if fragment:
        tokens = _section(tokens, heading_place(fragment)) or tokens
    _, html = _html(tokens, env, inner)
    work.links += [replace(link, line=line) for link in inner.links]
    title = escape(found.title or target)
    return (
        f'<section class="embed" aria-label="{title}">\n<p class="embed-source">'
        f'<a href="{escape(found.url)}">{title}</a></p>\n{html}</section>\n'
    )


def _section(tokens: list[Token], place: str) -> list[Token]:
    """Cut out a heading with everything below it, or the block of an id."""
    if place.startswith("^"):
        return _block(tokens, place)
    anchors = Anchors()
    start, level = -1, 0
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        if start >= 0 and int(token.tag[1]) <= level:
            return tokens[start:index]
        if start < 0 and anchors.give(tokens[index + 1].content) == place:
            start, level = index, int(token.tag[1])
    return tokens[start:] if start >= 0 else []


def _block(tokens: list[Token], name: str) -> list[Token]:
    for index, token in enumerate(tokens):
        if token.meta.get("block_id") != name:
            continue
        if token.nesting == 0:
            return [token]
        end = next(
            at
            for at in range(index + 1, len(tokens))
            if tokens[at].level == token.level and tokens[at].nesting < 0
        )
        inner = token.type == "list_item_open"
        return tokens[index + 1 : end] if inner else tokens[index : end + 1]
    return []


def _report_notes(env: dict[str, Any], work: Work) -> None:
    work.forgotten_notes = frozenset(env.get("forgotten_notes", ()))
    for label in sorted(work.forgotten_notes):
        work.report(0, "unused-footnote", f"nothing refers to the footnote [^{label}]")


def _without_lost_places(html: str, work: Work) -> str:
    """Report links to places that the body does not have, and mark them where that is wanted."""
    for fragment, line in work.anchors_used:
        if fragment and not work.anchors.has(fragment):
            work.report(line, "broken-anchor", f"there is no heading #{fragment} here")
            if work.context.marks_missing:
                written = f' href="#{escape(work.id(fragment))}"'
                html = html.replace(written, ' title="No such heading"')
    return html


def _with_file_line(link: UsedLink, context: RenderContext) -> UsedLink:
    return replace(link, line=link.line + context.first_line)
