"""Front matter as the properties that Obsidian reads: lists of tags and aliases, a date, YAML."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, time
from pathlib import PurePosixPath

from knowlog.domain.dates import entry_date
from knowlog.domain.describe import fields_of
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.imports import Remark
from knowlog.domain.slugs import slugify
from knowlog.domain.tags import clean_tag, tag_key, unique_tags, written_tags
from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter.composing import compose
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.writing import Value
from knowlog.storage.header import find_header

_NO_TAG = re.compile(r"[\s!-,.:-@\[-^`{-~]")
"""What no tag of Obsidian may hold."""
_NUMBER = re.compile(r"[\d_/-]+")
_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\S+")
_MARK = b"\xef\xbb\xbf"


def with_properties(data: bytes, entry: Entry) -> tuple[bytes, tuple[Remark, ...]]:
    """The file with the properties that Obsidian would miss; all others stay as they are.

    Args:
        data: The file as it stands in the log.
        entry: What it is.
    """
    data, remarks = _as_yaml(data, entry.path)
    document = parse(data, entry.path)
    changes = dict(_missing(document, entry))
    if not changes:
        return data, tuple(remarks)
    try:
        data = edit(data, changes, path=entry.path)
    except KnowlogError as error:
        remarks.append(Remark(0, "front-matter", f"its properties stay as they are: {error}"))
    else:
        remarks += [Remark(0, key, _SAID[key.lower()]) for key in changes]
    return data, tuple(remarks)


_SAID = {
    "tags": "its tags are written as a list of tags that Obsidian allows",
    "aliases": "its title, or its other names, are written as aliases",
    "date": "its date, which its name says, is written down",
}


def _missing(document: Document, entry: Entry) -> Iterator[tuple[str, Value]]:
    fields = fields_of(document)
    tags = [_allowed(tag) for tag in unique_tags(written_tags(fields))]
    if {tag_key(tag) for tag in tags} - {
        tag_key(clean_tag(tag)) for tag in _listed(fields, "tags")
    }:
        yield _spelled(document, "tags"), tags
    stem = PurePosixPath(entry.path).stem
    names = list(dict.fromkeys(_listed(fields, "aliases")))
    wanted = [*names, *_texts(fields.get("aliases")), *_texts(fields.get("alias"))]
    if isinstance(fields.get("title"), str) and entry.title != stem:
        wanted.append(entry.title)
    if (wanted := list(dict.fromkeys(wanted))) != names:
        yield _spelled(document, "aliases"), wanted
    if entry.date and _DATED_NAME.fullmatch(stem) and not entry_date(fields, "", UTC):
        yield "date", entry.date.date()


def _spelled(document: Document, key: str) -> str:
    """The key as the file spells it."""
    return next((one for one in document.written if one.lower() == key), key)


def _listed(fields: Mapping[str, object], key: str) -> list[str]:
    """The texts of a list; Obsidian reads tags and aliases from nothing else."""
    value = fields.get(key)
    return _texts(value) if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    values: Iterable[object] = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]


def _allowed(tag: str) -> str:
    """A tag as Obsidian takes it: ``machine learning`` is ``machine-learning``, 2024 ``y2024``."""
    tag = clean_tag(tag)
    parts = [slugify(part) if _NO_TAG.search(part) else part for part in tag.split("/")]
    tag = "/".join(parts)
    return f"y{tag}" if _NUMBER.fullmatch(tag) else tag


def _as_yaml(data: bytes, path: str) -> tuple[bytes, list[Remark]]:
    """TOML and JSON as YAML, which is all that Obsidian reads."""
    start = len(_MARK) if data.startswith(_MARK) else 0
    header = find_header(data[start:])
    meta = parse(data, path).meta
    if header is None or header.language == "yaml" or not meta:
        return data, []
    text = compose({key: _plain(value) for key, value in meta.items()}, "").rstrip() + b"\n"
    language = header.language.upper()
    remark = Remark(0, "yaml", f"its front matter was {language} and is YAML now")
    return data[:start] + text + data[start + header.body :], [remark]


def _plain(value: object) -> object:
    """A value that YAML has a form for; it knows no time of day without a day."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, time) else value
