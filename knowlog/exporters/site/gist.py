"""What every run has to know of every rendered entry, so short that all of it is read at once."""

import json
from typing import Any, NamedTuple


class Gist(NamedTuple):
    """An entry, rendered, in short.

    What most entries lack is an empty string, so that nothing has to be taken apart for them.

    Attributes:
        key: Names everything in the entry's file that its page shows.
        html: Names the HTML.
        terms: Names the words that search knows of it, and their order.
        lengths: How many words each field that search knows has, in base 36, spaces between.
        shown: Names all that the entry's page shows of it.
        math: Every character that its formulas show.
        features: What its page needs, spaces between.
        css: Rules for the classes that its text brings.
        files: The files of the log that it shows, one a line.
        place: What its front matter says about where it stands, packed.
        links: The paths of the entries it links to with the name of what it says there, packed.
        watched: What is looked up again in each run: links that no entry answers, with the address
            and stamp of the file they lead to, and entries it shows with their stamps; packed.
        reports: What a person should know, and its links to headings, packed.
    """

    key: str
    html: str
    terms: str
    lengths: str
    shown: str
    math: str
    features: str
    css: str
    files: str
    place: str
    links: str
    watched: str
    reports: str


def packed(value: list[Any]) -> str:
    """Write down a list; an empty one is an empty string."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def unpacked(text: str) -> list[Any]:
    """Read what :func:`packed` wrote."""
    found: list[Any] = json.loads(text) if text else []
    return found
