"""Links in front matter: in brackets, and values that are the path of a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from knowlog.domain.document import Property
from knowlog.domain.links import Link, LinkKind, find_bracketed

_PATH = re.compile(r"(?P<path>[^\s#|][^\r\n|]*?\.\w{1,9})(?:#(?P<fragment>[^#\r\n]*))?")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_WORDS = frozenset(
    "title subtitle name description summary excerpt author authors tag tags category categories "
    "keywords alias aliases permalink url slug id uid layout type redirect_from redirect_to "
    "date updated lang".split()
)
"""Keys whose values are words or addresses, whatever file may be called so."""

_PICTURES = frozenset(
    "image images picture cover cover_image banner thumbnail thumb teaser hero featured_image "
    "header_image overlay_image og_image social_image feature_image".split()
)
"""Keys of themes for Jekyll and Hugo and of Obsidian's plug-ins that name a picture only."""

_FILE_OF = frozenset({"path", "src", "url", "file", "source", "image"})
"""What a picture that is a mapping calls its file."""

_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")


def find_header_links(before: str, properties: Sequence[Property] = ()) -> tuple[Link, ...]:
    """Find the links in front matter, in the order of the text.

    These are wikilinks and Markdown links, wherever they stand, and values that look like the
    path of a file: an ending, and a key that does not say otherwise. Such a value is a link only
    if there is a file of that path, or if its key asks for a picture.

    Args:
        before: The text of a file up to its body. Offsets and lines of the links count back from
            its end.
        properties: The values in it.
    """
    if not before:
        return ()
    brackets = list(_in_brackets(before, properties))
    taken = [(link.start, link.end) for link in brackets]
    free = (one for one in properties if not any(a < one.end and one.start < b for a, b in taken))
    found = [*brackets, *_paths(before, free)]
    return tuple(sorted(found, key=lambda link: (link.start, -link.end)))


def _in_brackets(before: str, properties: Sequence[Property]) -> Iterator[Link]:
    if "[[" not in before and "](" not in before:
        return
    length, lines = len(before), before.count("\n")
    for link in find_bracketed(before):
        start, end = link.start - length, link.end - length
        around = [one for one in properties if one.start <= start and end <= one.end]
        yield replace(
            link,
            line=link.line - lines,
            start=start,
            end=end,
            target_start=link.target_start - length,
            target_end=link.target_end - length,
            loose=not around,  # in YAML, [[a]] without quotes is a list in a list
            plain=not around or around[0].plain,
        )


def _paths(before: str, properties: Iterable[Property]) -> Iterator[Link]:
    for one in properties:
        found = _PATH.fullmatch(one.text)
        if found is None or not one.keys or _WORDS & {one.keys[0], one.keys[-1]}:
            continue
        target, fragment = found["path"], found["fragment"] or ""
        if _PERCENT.search(target):
            target = unquote(target)
        line = 1 - before.count("\n", one.start)
        loose = not (_asks_for_picture(one.keys) and target.lower().endswith(_ENDINGS))
        place = (one.start, one.end, one.start, one.end)
        yield Link(LinkKind.PROPERTY, target, fragment, "", line, *place, loose, one.plain)


def _asks_for_picture(keys: Sequence[str]) -> bool:
    named = len(keys) > 1 and keys[-2] in _PICTURES and keys[-1] in _FILE_OF
    return named or keys[-1] in _PICTURES
