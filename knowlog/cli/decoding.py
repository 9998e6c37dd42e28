"""Text that somebody typed or piped, as text that can be kept.

Bytes that are not UTF-8 are read as those of a file are: as Windows-1252, which is what they most
often are. So nobody's words are refused or replaced.
"""

import os

from knowlog.domain.encoding import as_utf8
from knowlog.domain.tags import unique_tags


def argument(text: str) -> str:
    """An argument of the command line."""
    return text if text.isascii() else from_bytes(os.fsencode(text))


def from_bytes(data: bytes) -> str:
    """What a pipe brought, with plain line ends and none at the end."""
    return as_utf8(data).data.decode("utf-8").replace("\r\n", "\n").removesuffix("\n")


def tags(given: list[str] | None) -> tuple[str, ...]:
    """Tags of repeated options, each with commas or without, with their ``#`` or without."""
    return unique_tags(part for text in given or () for part in argument(text).split(","))
