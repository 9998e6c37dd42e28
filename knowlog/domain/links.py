"""What a link is, and where links stand in a body."""

from enum import StrEnum


class LinkKind(StrEnum):
    """How a link is written."""

    WIKILINK = "wikilink"
    EMBED = "embed"
    LINK = "link"
    IMAGE = "image"
    REFERENCE = "reference"
    TAG = "tag"
