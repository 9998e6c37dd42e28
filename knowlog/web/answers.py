"""From an address to what a browser gets."""

from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote

from knowlog.domain.addresses import file_of
from knowlog.errors import KnowlogError
from knowlog.exporters.site.model import NOT_FOUND
from knowlog.web.guard import OWN
from knowlog.web.panel import PROBLEMS, dressed, failure_page, problems_page
from knowlog.web.snapshot import Snapshot

HTML = "text/html; charset=utf-8"
_OWN_FILES = Path(__file__).parent / "assets"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/feed+json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/atom+xml",
}
_ACTIVE = frozenset({"image/svg+xml", "text/html", "application/xhtml+xml", "text/xml"})
_MUTE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""What a file of the log may do when it is opened by itself: an SVG can hold a script."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a browser gets.

    Attributes:
        status: Of HTTP.
        kind: The type of the content.
        content: The bytes, or the file that holds them.
        place: Where to go instead, for a redirect.
        policy: A Content-Security-Policy, or an empty string.
    """

    status: int
    kind: str
    content: bytes | Path = b""
    place: str = ""
    policy: str = ""


def answer(on: Snapshot, address: str) -> Reply:
    """Find what stands at an address of the site; never fails.

    Args:
        on: The site.
        address: As :func:`knowlog.web.guard.wanted` gives it.
    """
    try:
        return _own(on, address) or _found(on, address) or _missing(on, address)
    except KnowlogError as error:
        return page(failure_page("This page cannot be made", [error.message, error.hint]), 500)


def page(html: str, status: int = 200) -> Reply:
    """Make a reply of a page."""
    return Reply(status, HTML, html.encode("utf-8", "replace"))


def _own(on: Snapshot, address: str) -> Reply | None:
    if not address.startswith(f"{OWN}/"):
        return None
    if address == PROBLEMS:
        return page(problems_page(on))
    name = address.removeprefix(f"{OWN}/")
    if name in {"live.js", "live.css"}:
        return Reply(200, _KINDS[Path(name).suffix], (_OWN_FILES / name).read_bytes())
    return None


def _found(on: Snapshot, address: str) -> Reply | None:
    view = on.page(file_of(address))
    if view is not None:
        return page(dressed(on.html(view), on, view.body), 404 if address == NOT_FOUND else 200)
    made = on.file(address)
    if made is not None:
        return Reply(200, _KINDS[Path(address).suffix], made)
    shown = on.shown(address)
    if shown is not None:
        kind = guess_type(shown.name)[0] or "application/octet-stream"
        return Reply(200, kind, shown, policy=_MUTE if kind in _ACTIVE else "")
    return None


def _missing(on: Snapshot, address: str) -> Reply:
    folder = f"{address}/"
    if not address.endswith("/") and on.page(file_of(folder)):
        return _redirect(folder)
    now = on.where(on.moved.get(file_of(address), ""))
    if now is not None and now != address:
        return _redirect(now)
    view = on.page(NOT_FOUND)
    return page(dressed(on.html(view), on) if view else failure_page("Not here", []), 404)


def _redirect(address: str) -> Reply:
    return Reply(302, HTML, place="/" + quote(address))
