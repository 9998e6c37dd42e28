"""Bytes to text, whatever they are: UTF-8 first, and the best guess where they are not."""

import codecs
import re
from dataclasses import dataclass

from knowlog.domain.alphabets import guessed, is_western
from knowlog.domain.document import Problem

_UTF8_MARK = codecs.BOM_UTF8
_WIDE_MARKS = (
    # The marks of UTF-32 begin or end with those of UTF-16, so they are tried first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HINT = "knowlog doctor --fix encoding shows the repair and saves the file as UTF-8."
_GUESS = "Look whether that is right: knowlog doctor --fix encoding --encoding "
_OTHER = "Say which encoding it is: knowlog doctor --fix encoding --encoding NAME"
_DAMAGED = "Save it as UTF-8 with what wrote it."
_ONE_BYTE = 80
"""From so many of the 96 upper bytes on that are characters by themselves, all of them are."""

_STRAY = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as Python's ``surrogateescape`` shows it."""

_STRAY_RUN = re.compile("([\udc80-\udcff]+)")
_RUN = re.compile("[\udc80-\udcff]{4,}")
_SIGN_IN_WORD = re.compile(
    "(?<=[a-z])[\udca1-\udca9\udcab\udcac\udcae-\udcb3\udcb6\udcb8\udcb9\udcbb-\udcbf](?=[a-z])"
)
_FEW = 0.1
"""The share of stray bytes that may be odd: an alphabet, or a unit without a space."""


@dataclass(frozen=True, slots=True)
class Utf8:
    """A file's bytes as UTF-8, without a byte order mark.

    Attributes:
        data: The bytes; the very object that was given when nothing had to change.
        mark: How many bytes of byte order mark stood before them.
        problems: What was not UTF-8.
    """

    data: bytes
    mark: int = 0
    problems: tuple[Problem, ...] = ()


def as_utf8(data: bytes) -> Utf8:
    """Bring a file to UTF-8: wide encodings by their mark, stray bytes as Windows-1252."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return _wide(data, name, len(mark))
    mark_length = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
    rest = data[mark_length:]
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError as error:
        mended = rest.decode("utf-8", errors="knowlog-western").encode("utf-8")
        return Utf8(mended, mark_length, (_stray_byte(rest, error.start),))
    return Utf8(rest, mark_length)


def in_utf8(data: bytes, encoding: str = "") -> bytes:
    """The repair: the file in UTF-8, with the mark it had if that was one of UTF-8.

    A file of which something would be lost, or that seems to be in yet another encoding, stays as
    it is: only people know which one that is.

    Args:
        data: The file as it stands.
        encoding: What its bytes are that are not UTF-8, if somebody knows.
    """
    utf8 = as_utf8(data)
    if encoding and utf8.problems and not data.startswith(tuple(mark for mark, _ in _WIDE_MARKS)):
        return _converted(data, encoding)
    if not utf8.problems or not all(problem.hint == _HINT for problem in utf8.problems):
        return data
    mark = _UTF8_MARK if data.startswith(_UTF8_MARK) else b""
    return mark + utf8.data


def is_encoding(name: str) -> bool:
    """Whether there is an encoding of text of this name."""
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _converted(data: bytes, encoding: str) -> bytes:
    """A file in UTF-8, read in an encoding; the same bytes where they are none of its text.

    Where some of it is UTF-8 already, only the rest is read so; that takes an encoding whose
    characters are one byte each.
    """
    upper = bytes(range(0xA0, 0x100)).decode(encoding, "ignore")
    is_mixed = any("\x7f" < one < "\udc80" or one > "\udcff" for one in _surrogates(data))
    try:
        if not (is_mixed and len(upper) >= _ONE_BYTE):
            return data.decode(encoding).encode("utf-8")
        pieces = _STRAY_RUN.split(_surrogates(data))
        pieces[1::2] = [
            run.encode("utf-8", "surrogateescape").decode(encoding) for run in pieces[1::2]
        ]
        return "".join(pieces).encode("utf-8")
    except UnicodeError:
        return data


def _surrogates(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")


def _wide(data: bytes, name: str, mark: int) -> Utf8:
    try:
        text, hint = data.decode(name), _HINT
    except UnicodeDecodeError:
        # A lone surrogate decodes to U+FFFD, so the result can be encoded.
        text, hint = data.decode(name, errors="replace"), _DAMAGED
    found = Problem(1, "encoding", f"the file is {name.upper()}, not UTF-8", hint)
    return Utf8(text.encode("utf-8"), mark, (found,))


def _stray_byte(data: bytes, position: int) -> Problem:
    line = count_lines(data[:position].decode("utf-8", errors="replace")) + 1
    message = f"byte 0x{data[position]:02X} is not UTF-8; it is read as Windows-1252"
    text = _surrogates(data)
    stray = "".join(_STRAY.findall(text)).encode("utf-8", "surrogateescape")
    if _is_western(text) and is_western(stray):
        return Problem(line, "encoding", message, _HINT)
    guess = guessed(stray) if not _RUN.search(text) else ""
    message += f", and is perhaps {guess}" if guess else ""
    return Problem(line, "encoding", message, _GUESS + guess if guess else _OTHER)


def _is_western(text: str) -> bool:
    """Whether stray bytes read as Windows-1252 give what Western languages write.

    They write some letters of a word with them. Words of nothing else are Greek, Cyrillic or
    Chinese; signs such as a superscript three in the middle of words are Polish.
    """
    foreign = sum(map(len, _RUN.findall(text)))
    signs = len(_SIGN_IN_WORD.findall(text))
    return max(foreign, signs) <= _FEW * len(_STRAY.findall(text))


def _western(error: UnicodeError) -> tuple[str, int]:
    """Windows-1252 for the bytes that are not UTF-8, its five holes filled as browsers do.

    Logs get such files by pasting: one old paragraph in an otherwise sound note. Therefore only
    the stray bytes are read so, and not the whole file.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    try:
        return stray.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return stray.decode("latin-1"), error.end


codecs.register_error("knowlog-western", _western)


def count_lines(text: str) -> int:
    """How many line ends a text has, where CRLF, LF and CR each end one line."""
    lines = text.count("\n")
    if "\r" in text:
        lines += text.count("\r") - text.count("\r\n")
    return lines
