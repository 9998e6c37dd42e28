"""YAML, TOML and JSON headers to front matter; the problems they have, in words."""

import json
import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

from knowlog.domain.document import Document, Problem
from knowlog.storage.frontmatter import toml_tree
from knowlog.storage.frontmatter.nodes import HeaderError, Mapping
from knowlog.storage.frontmatter.properties import properties
from knowlog.storage.frontmatter.salvage import Parse, salvage
from knowlog.storage.frontmatter.values import Values
from knowlog.storage.frontmatter.yaml_tree import compose
from knowlog.storage.header import Language
from knowlog.storage.reading import FrontMatter, read

_MAX_HEADER = 1_000_000
_TOML_LINE = re.compile(r"\(at line (\d+)")


_HINT = "Quote the value, or mend the line; the rest of the entry is read all the same."


def parse(data: bytes, path: str) -> Document:
    """Read a file with front matter in any language; never fails.

    Args:
        data: The file as it stands.
        path: Relative to the log's root.
    """
    return read(data, path, interpret)


def interpret(language: Language, text: str, first_line: int) -> FrontMatter | None:
    """Read a header; what its language does not allow is salvaged and reported.

    Args:
        language: What the header is written in.
        text: What stands between the fences.
        first_line: The line of the file on which the text starts.

    Returns:
        The front matter, or None when the text is none (prose between two rules).
    """
    if len(text) > _MAX_HEADER:
        problem = Problem(first_line, "header-too-long", "the front matter is over a megabyte")
        return FrontMatter(problems=(problem,))
    found = _READERS[language](text)
    if found is None:
        return None
    problems = tuple(replace(problem, line=problem.line + first_line) for problem in found.problems)
    return replace(found, problems=problems)


def _yaml(text: str) -> FrontMatter | None:
    try:
        return parse_yaml(text)
    except HeaderError as error:
        return _salvaged(text, ":", parse_yaml, "invalid-yaml", error)


def parse_yaml(text: str) -> FrontMatter:
    """Read YAML; lines of problems count from 0.

    Raises:
        HeaderError: It is not YAML, or has no keys.
    """
    root = compose(text)
    if root is None:
        return FrontMatter()
    if not isinstance(root, Mapping):
        raise HeaderError(0, "it holds no key, or the colon has no space after it")
    values = Values(text)
    meta, written = values.mapping(root)
    return FrontMatter(meta, written, tuple(values.problems), properties(text, root))


def _toml(text: str) -> FrontMatter | None:
    try:
        found = parse_toml(text)
    except HeaderError as error:
        return _salvaged(text, "=", parse_toml, "invalid-toml", error)
    with suppress(HeaderError):  # TOML of a kind that is only read
        return replace(found, properties=properties(text, toml_tree.compose(text)[0]))
    return found


def parse_toml(text: str) -> FrontMatter:
    """Read TOML.

    Raises:
        HeaderError: It is not TOML.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        meta = tomllib.loads(text)
        return FrontMatter(meta, _written_mapping(tomllib.loads(text, parse_float=str)))
    except RecursionError:
        raise HeaderError(0, "it is nested too deep") from None
    except ValueError as error:
        message = str(error)
        found = _TOML_LINE.search(message)
        line = int(found[1]) - 1 if found else text.count("\n")
        raise HeaderError(line, message.split(" (at ", maxsplit=1)[0]) from None


def _json(text: str) -> FrontMatter | None:
    """Read JSON; text in braces that is not JSON is body (a Liquid or LaTeX block, say)."""
    try:
        meta = json.loads(text)
        plain = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    return FrontMatter(meta, _written_mapping(plain)) if isinstance(meta, dict) else None


_READERS: dict[Language, Callable[[str], FrontMatter | None]] = {
    "yaml": _yaml,
    "toml": _toml,
    "json": _json,
}


def _salvaged(
    text: str, separator: str, parse_piece: Parse, kind: str, error: HeaderError
) -> FrontMatter | None:
    saved = salvage(text, separator, parse_piece)
    if not saved.meta:
        return None
    language = kind.removeprefix("invalid-").upper()
    problems = [
        Problem(found.line, kind, f"the front matter is not {language}: {found.reason}", _HINT)
        for found in saved.errors or [error]
    ]
    return FrontMatter(saved.meta, saved.written, tuple(problems))


def _written_mapping(meta: dict[str, object]) -> dict[str, object]:
    return {key: _written(value) for key, value in meta.items()}


def _written(value: object) -> object:
    """The text of a value whose language keeps no other trace of how it was written."""
    if isinstance(value, dict):
        return _written_mapping(value)
    if isinstance(value, list):
        return [_written(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    return "" if value is None else str(value)
