"""Values to the text of YAML and TOML, quoted wherever either would read something else."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import yaml

from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter import toml_tree, yaml_tree
from knowlog.storage.frontmatter.nodes import Mapping, Scalar
from knowlog.storage.frontmatter.parsing import parse_toml, parse_yaml
from knowlog.storage.frontmatter.values import is_text
from knowlog.storage.reading import FrontMatter

Atom = str | int | float | date
"""A truth value is an int, and a time is a date."""
Value = Atom | Sequence[str]

_STRING = "tag:yaml.org,2002:str"
_MAPPING = "tag:yaml.org,2002:map"
_BARE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
_BREAKS = re.compile(r"[\n\r\x85\u2028\u2029]")


class HeaderDumper(yaml.SafeDumper):
    """A dumper that also quotes what other programs than PyYAML take for a number or a truth."""


def _string(dumper: HeaderDumper, text: str) -> yaml.ScalarNode:
    """Text on one line, whatever is in it."""
    return dumper.represent_scalar(_STRING, text, style='"' if _BREAKS.search(text) else None)


HeaderDumper.add_representer(str, _string)

for _tag, _pattern, _first in (
    # YAML 1.2 (Hugo, Obsidian): exponents without a point, octals with an o.
    ("float", r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?", "-+.0123456789"),
    ("int", r"0o[0-7]+", "0"),
    # YAML 1.1 to the letter (Ruby, Go): a single y or n.
    ("bool", r"[yYnN]", "yYnN"),
):
    HeaderDumper.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )


class Atomic(Protocol):
    """Writes a single value."""

    def __call__(self, value: Atom, style: str, *, in_flow: bool = False) -> str:
        """Text for a value, given the quote it had and whether brackets are around it."""
        ...


class AsWritten(list[str]):
    """A list whose items may stay numbers or dates, as tags may: ``[2015, ml]``."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a language of front matter is taken apart and written.

    Attributes:
        name: For messages.
        fence: The line before and after.
        separator: Between a key and its value.
        parse: Text to meaning; raises HeaderError.
        compose: Text to places: the root, and where a new key can be put; raises HeaderError.
        atom: A single value to text.
        is_text: Whether a scalar is text by the rules of the language.
    """

    name: str
    fence: str
    separator: str
    parse: Callable[[str], FrontMatter]
    compose: Callable[[str], tuple[Mapping, int]]
    atom: Atomic
    is_text: Callable[[Scalar], bool]

    def key(self, key: str) -> str:
        """The name of a key, in quotes where it needs them."""
        return key if _BARE_KEY.fullmatch(key) else self.atom(key, '"')

    def value(self, value: Value, style: str = "", *, in_flow: bool = False) -> str:
        """Any value on one line."""
        if isinstance(value, str | int | float | date):
            return self.atom(value, style, in_flow=in_flow)
        return "[" + ", ".join(self.atom(item, "", in_flow=True) for item in value) + "]"


def _yaml_atom(value: Atom, style: str, *, in_flow: bool = False) -> str:
    if not isinstance(value, str):
        return _plain_atom(value)
    _refuse_bytes(value)
    if _BREAKS.search(value):
        style = '"'
    node = yaml.ScalarNode(_STRING, value, style=style if style in {"'", '"'} else None)
    key = yaml.ScalarNode(_STRING, "k")
    mapping = yaml.MappingNode(_MAPPING, [(key, node)], flow_style=in_flow)
    text = yaml.serialize(
        mapping, Dumper=HeaderDumper, allow_unicode=True, width=float("inf")
    ).rstrip("\n")
    return text[len("{k: ") : -1] if in_flow else text[len("k: ") :]


def _toml_atom(value: Atom, style: str, *, in_flow: bool = False) -> str:  # noqa: ARG001 - TOML quotes the same everywhere
    if not isinstance(value, str):
        return _plain_atom(value)
    _refuse_bytes(value)
    if style == "'" and value.isprintable() and "'" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain_atom(value: float | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else repr(value)


def _refuse_bytes(value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise KnowlogError(f"{value!a} holds bytes that are not text") from None


def _is_quoted(node: Scalar) -> bool:
    return bool(node.style)


def _yaml_root(text: str) -> tuple[Mapping, int]:
    root = yaml_tree.compose(text)
    if isinstance(root, Mapping):
        return root, len(text)
    return Mapping(len(text), len(text), flow=False), len(text)


YAML = Syntax("YAML", "---", ": ", parse_yaml, _yaml_root, _yaml_atom, is_text)
TOML = Syntax("TOML", "+++", " = ", parse_toml, toml_tree.compose, _toml_atom, _is_quoted)
