"""Know the content of a file of any size by its digest.

Apart from `storage.contents`, so that a command that only reads does not load hashlib.
"""

import hashlib
import os
from pathlib import Path

from knowlog.domain.changes import Content, Elsewhere
from knowlog.storage.contents import Identity, identify, opened


def digest_file(place: Path) -> tuple[Elsewhere | None, Identity | None]:
    """The digest of a file of any size with the state it belongs to, or twice None without one.

    Raises:
        OSError: It cannot be read or is no regular file.
    """
    with opened(place) as file:
        if file is None:
            return None, None
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        status = os.fstat(file.fileno())
        return Elsewhere(str(place), status.st_size, digest), identify(status)


def is_same(content: Content | None, found: Elsewhere | None) -> bool:
    """Whether a file that was weighed holds this content."""
    if not isinstance(content, bytes):
        return content == found
    if found is None or found.size != len(content):
        return False
    return hashlib.sha256(content).hexdigest() == found.digest
