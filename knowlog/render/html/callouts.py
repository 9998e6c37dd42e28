"""Callouts as HTML: a box with a title; a foldable one is a ``<details>``."""

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from knowlog.render.html.elements import classes
from knowlog.render.html.work import Work
from knowlog.render.names import callout_title


def _open(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    token = tokens[index]
    kind, fold = token.meta["kind"], token.meta["fold"]
    names = classes(token, "callout", f"callout-{kind}")
    opened = " open" if fold == "+" else ""
    tag = f"details{opened}" if fold else 'aside role="note"'
    box = f'<{tag} class="{names}" data-callout="{escape(kind)}">\n'
    if tokens[index + 1].type == "callout_title_open":
        return box
    return f"{box}{_title_tag(token)}{escape(callout_title(kind))}{_title_tag(token, close=True)}"


def _close(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    level = tokens[index].level
    opening = next(
        token
        for token in reversed(tokens[:index])
        if token.type == "callout_open" and token.level == level
    )
    return "</details>\n" if opening.meta["fold"] else "</aside>\n"


def _title_open(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    return _title_tag(tokens[index - 1])


def _title_close(tokens: Sequence[Token], index: int, work: Work) -> str:
    del work
    return _title_tag(tokens[index - 3], close=True)


def _title_tag(callout: Token, *, close: bool = False) -> str:
    tag = "summary" if callout.meta["fold"] else "p"
    return f"</{tag}>\n" if close else f'<{tag} class="callout-title">'


RULES = {
    "callout_open": _open,
    "callout_close": _close,
    "callout_title_open": _title_open,
    "callout_title_close": _title_close,
}
