"""Which requests are answered: those of a browser on this machine that shows the preview itself.

A page of a stranger can make a browser ask a server on the reader's own machine. Two doors are
shut here. A name of the stranger's that leads to this machine (DNS rebinding) is no name of ours,
whatever the port: that may be forwarded. And what another site loads as a script or a picture is
refused, because the files of the search are scripts that would tell it what the drafts say.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}
"""What every answer carries."""

OWN = ".knowlog"
"""The folder of the preview's own files; no address of a site begins with a dot."""

_HOST = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\\]")


Header = Callable[[str], str | None]


class Refusal(NamedTuple):
    """Why a request is not answered.

    Attributes:
        status: Of HTTP.
        reason: For whoever asked.
    """

    status: int
    reason: str


def refusal(method: str, header: Header) -> Refusal | None:
    """Say why a request is refused; None when it is welcome.

    Args:
        method: Of HTTP.
        header: Looks a header of the request up by its name, whatever its case.
    """
    if method not in {"GET", "HEAD"}:
        return Refusal(405, "Only GET and HEAD are answered here.")
    if not _HOST.fullmatch(header("Host") or ""):
        return Refusal(403, "This preview answers to localhost and 127.0.0.1 only.")
    site = header("Sec-Fetch-Site") or "none"
    walks = header("Sec-Fetch-Mode") == "navigate" and (header("Sec-Fetch-Dest") == "document")
    if site not in {"none", "same-origin"} and not walks:
        return Refusal(403, "Another site may link to this preview, not load its files.")
    return None


def wanted(target: str) -> str | None:
    """Name the address of the site that a request asks for.

    Args:
        target: As the request line has it, with percent escapes and perhaps a query.

    Returns:
        The address without its leading slash; None where no file of a site can be: hidden
        files, ways up, control characters, escapes that are no UTF-8, other hosts.
    """
    if not target.startswith("/"):
        return None
    try:
        path = unquote_to_bytes(urlsplit("//here" + target).path).decode("utf-8")
    except ValueError:
        return None
    if _UNSEEN.search(path):
        return None
    address = path.removeprefix("/")
    parts = address.split("/")
    own = parts[0] == OWN
    if any(part.startswith(".") for part in parts[own:]) or "" in parts[:-1]:
        return None
    return address
