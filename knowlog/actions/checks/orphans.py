"""Files beside the entries that nobody names."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from knowlog.actions.checks.material import Log
from knowlog.domain.findings import Finding, Severity
from knowlog.errors import NotFoundError

MEDIA = frozenset(
    ".avif .bmp .gif .heic .jpeg .jpg .png .svg .tif .tiff .webp "
    ".aac .flac .m4a .m4v .mkv .mov .mp3 .mp4 .ogg .ogv .wav .webm "
    ".docx .epub .odp .ods .odt .pdf .pptx .xlsx .7z .gz .rar .zip".split()
)
"""Endings of files that are there to be linked to."""

_BY_ITSELF = ("favicon", "apple-touch-icon", "mstile")
"""Names that browsers ask for unasked."""

_NO_NAME = "/\\\"'`()<>[]{}|=,;:#?&"
_SPACES = bytes(ord(" ") if chr(byte) in _NO_NAME else byte for byte in range(256))
_BETWEEN = re.compile(rf"[\s{re.escape(_NO_NAME)}]+")
_ENDING = re.compile(rb"\.[A-Za-z0-9]{2,5}\Z")
_TEXTS = (".html", ".htm", ".css", ".scss", ".js", ".json", ".toml", ".yml", ".yaml", ".xml")
_TEXTS_TOO = (".canvas", ".base", ".liquid", ".tex", ".txt", ".bib")


def orphans(log: Log) -> Iterator[Finding]:
    """Images and other media among the entries that nobody names."""
    used = {edge.path for edge in log.graph.edges}
    homes = {posixpath.dirname(path) for path in [*used, *log.kept]}
    loose = [
        path
        for path in log.others
        if path not in used
        and posixpath.splitext(path)[1].lower() in MEDIA
        and posixpath.dirname(path) in homes
        and not posixpath.basename(path).lower().startswith(_BY_ITSELF)
    ]
    if not loose:
        return
    named = set[str]().union(*(kept.named for kept in log.kept.values()))
    for path in log.others:
        if path.lower().endswith((*_TEXTS, *_TEXTS_TOO)):
            with suppress(NotFoundError):
                named |= named_files(log.store.read_bytes(path))
    for path in loose:
        word = _last_word(posixpath.basename(path))
        if not word.startswith(".") and word not in named:
            message = "no entry uses it, and no other text of the log names it"
            why = "It takes room, and nobody will come across it."
            hint = "Link to it, or remove it."
            severity = Severity.REMARK
            yield Finding(path, 0, "orphaned-file", message, why, hint, severity=severity)


def named_files(data: bytes) -> frozenset[str]:
    """What a text holds that may be the last words of names of files, folded, for `orphans`.

    The last word is enough not to call a file unused, and names with spaces need no quotes.
    """
    found = set[str]()
    for word in set(data.translate(_SPACES).split()):
        if b"." in word and _ENDING.search(word := word.rstrip(b".!*~")):
            name = unquote_to_bytes(word) if b"%" in word else word
            found.add(_last_word(name.decode("utf-8", "replace")))
    return frozenset(found)


def _last_word(name: str) -> str:
    return unicodedata.normalize("NFC", _BETWEEN.split(name)[-1]).casefold()
