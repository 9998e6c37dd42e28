"""Inline ``style`` attributes as classes: a page's security policy forbids the former."""

import re
from hashlib import blake2b

_PROPERTIES = frozenset(
    "color background-color background opacity text-align vertical-align "
    "width max-width min-width height max-height min-height "
    "margin margin-top margin-right margin-bottom margin-left "
    "padding padding-top padding-right padding-bottom padding-left "
    "border border-top border-right border-bottom border-left "
    "border-radius border-color border-style border-width border-collapse "
    "font-size font-weight font-style font-family font-variant line-height letter-spacing "
    "text-decoration text-transform text-indent white-space "
    "display float clear list-style list-style-type table-layout "
    "justify-items justify-content align-items gap flex-wrap aspect-ratio object-fit".split()
)
_VALUE = re.compile(
    r"(?:[#\w\s.,%+*/'\"-]|\b(?:rgba?|hsla?|calc|min|max|clamp)\(|\))*", re.IGNORECASE
)
_COVERING = re.compile(r"(?:^|[\s(])-\.?\d|(?<![.\d])\d{5,}|\d(?:vw|vh|vmin|vmax)\b", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
_DISPLAYS = frozenset("block inline inline-block flex inline-flex grid table table-cell".split())
_LONGEST = 1_000


def harmless(style: str) -> tuple[str, list[str]]:
    """Sort the declarations of a ``style`` attribute.

    Returns:
        Those that can neither load, cover nor hide anything, in one normal form, and the others
        as they are written.
    """
    kept: list[str] = []
    dropped: list[str] = []
    for declaration in style[:_LONGEST].split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), " ".join(value.replace("!important", "").split())
        if colon and _is_harmless(name, value):
            kept.append(f"{name}:{value}")
        elif declaration.strip():
            dropped.append(declaration.strip())
    return ";".join(kept), dropped


def _is_harmless(name: str, value: str) -> bool:
    if name not in _PROPERTIES or not value or not _VALUE.fullmatch(value):
        return False
    if name == "display":
        return value in _DISPLAYS
    if name == "opacity" or (name == "font-size" and value.startswith("0")):
        return not re.fullmatch(r"0?\.?0*(?:em|px|%)?", value)
    return name == "vertical-align" or not _COVERING.search(_COLOUR.sub("", value))


def style_class(declarations: str) -> str:
    """Name a set of declarations; the same ones have the same name everywhere."""
    return "s-" + blake2b(declarations.encode(), digest_size=5).hexdigest()
