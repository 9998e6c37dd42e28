"""What the preview adds to a page: what is wrong, and the script that follows the files."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import unquote

from knowlog.domain.document import Problem
from knowlog.domain.text import counted
from knowlog.exporters.site.model import MEDIA
from knowlog.web.guard import OWN
from knowlog.web.snapshot import Snapshot

PROBLEMS = f"{OWN}/problems"
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_SHEET = re.compile(r'(<link\b[^>]*\bhref="[^"?]*\.css)"')
_MEDIA = re.compile(rf'(\s(?:src|poster)="(?:\.\./)*{MEDIA}([^"?#]+))"')
_LIVE = f'\n<script src="/{OWN}/live.js"></script>\n<link rel="stylesheet" href="/{OWN}/live.css">'


def dressed(html: str, on: Snapshot, path: str = "") -> str:
    """Add to a page what makes it live.

    Args:
        html: The page as the site has it.
        on: The site.
        path: Of the entry that it shows, or an empty string.
    """
    html = _SHEET.sub(rf'\1?{on.style}"', html)
    if path and on.board.pieces[path].files:
        html = _MEDIA.sub(lambda found: f'{found[1]}?{on.media.stamp(unquote(found[2]))}"', html)
    html = with_script(html)
    panel = _panel(on, path)
    if not panel:
        return html
    start, body, end = html.rpartition("</body>")
    return f"{start}{panel}\n{body}{end}" if body else html + panel


def with_script(html: str) -> str:
    """Put the script of the preview first in a page, before anything changes what it holds."""
    if not _HEAD.search(html):
        return _LIVE + html
    return _HEAD.sub(lambda found: found[0] + _LIVE, html, count=1)


def _panel(on: Snapshot, path: str) -> str:
    here = on.problems.get(path, ())
    if not (on.trouble or here or on.problems):
        return ""
    parts = [f'<p class="knowlog-trouble">{escape(one)}</p>' for one in on.trouble]
    if here:
        found = counted(len(here), "problem")
        parts.append(f"<details open><summary>{found} in this entry</summary>")
        parts.append(f"{_rows(path, here)}</details>")
    elif on.problems:
        entries = counted(len(on.problems), "entry", "entries")
        parts.append(f'<p><a href="/{PROBLEMS}">Problems in {entries}</a></p>')
    return f'<aside class="knowlog-live" aria-label="Preview">{"".join(parts)}</aside>'


def _rows(path: str, problems: Iterable[Problem]) -> str:
    return "".join(["<ul>", *(_row(path, problem) for problem in problems), "</ul>"])


def _row(path: str, problem: Problem) -> str:
    hint = f" <span>{escape(_sentence(problem.hint))}</span>" if problem.hint else ""
    place = f"<code>{escape(path)}:{problem.line}</code>"
    return f"<li>{place} {escape(problem.message)}{hint}</li>"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def problems_page(on: Snapshot) -> str:
    """List everything that is wrong, by entry."""
    sections = [
        f'<h2><a href="/{escape(on.where(path) or "")}">{escape(on.board.cards[path].title)}</a>'
        f"</h2>{_rows(path, found)}"
        for path, found in on.problems.items()
    ]
    trouble = [f"<p>{escape(one)}</p>" for one in on.trouble]
    return document("Problems", [*trouble, *sections] or ["<p>There are none.</p>"])


def failure_page(title: str, lines: Sequence[str]) -> str:
    """Say why a page cannot be shown; it comes back by itself when that is mended."""
    return document(title, [f"<p>{escape(line)}</p>" for line in lines if line])


def document(title: str, parts: Iterable[str]) -> str:
    """Make a page of the preview's own."""
    return with_script(
        '<!doctype html>\n<html lang="en" data-look="notes">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        '<link rel="icon" href="/favicon.svg" type="image/svg+xml">\n'
        '<link rel="stylesheet" href="/assets/site.css">\n'
        '<script src="/assets/theme.js"></script>\n</head>\n'
        f'<body><main id="main" class="knowlog-own"><p><a href="/">Back to the log</a></p>\n'
        f"<h1>{escape(title)}</h1>\n{''.join(parts)}</main></body>\n</html>\n"
    )
