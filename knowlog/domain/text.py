"""Text of entries on its way to a screen."""

import re

# C0 and C1 controls but tab and newline, and the characters that reorder a line (UAX #9).
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    r"""Make every character that could command a terminal visible, as ``\x1b`` or ``\u202e``.

    Tabs and newlines stay. Carriage returns before a newline go.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_escape, text.replace("\r\n", "\n"))


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character.isascii():
        return f"\\x{ord(character):02x}"
    return character.encode("ascii", "backslashreplace").decode("ascii")


def one_line(text: str) -> str:
    """Make text fit for one field of a line: printable, with every run of white space one space."""
    return printable(_SPACES.sub(" ", text).strip())


def counted(number: int, noun: str, several: str = "") -> str:
    """A number with its noun: ``1 entry``, ``1,204 words``."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"
