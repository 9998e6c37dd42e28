"""MathML as math-core writes it, as a tree: no entities, no namespaces, no surprises."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

_PART = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z]+)(?P<attributes>[^>]*?)(?P<empty>/?)>|(?P<text>[^<]+)"
)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


@dataclass(slots=True)
class Element:
    """An element of MathML.

    Attributes:
        tag: Such as ``mfrac``.
        attributes: As written.
        text: The characters of a token element such as ``mi``.
        children: The elements inside.
    """

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Element"] = field(default_factory=list)


def parse_mathml(mathml: str) -> Element:
    """Read one ``<math>`` element."""
    root = Element("root")
    open_elements = [root]
    for part in _PART.finditer(mathml):
        if part["text"]:
            open_elements[-1].text += unescape(part["text"])
        elif part["close"]:
            open_elements.pop()
        else:
            element = Element(part["tag"], dict(_ATTRIBUTE.findall(part["attributes"])))
            open_elements[-1].children.append(element)
            if not part["empty"]:
                open_elements.append(element)
    return root.children[0]
