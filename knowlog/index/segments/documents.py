"""What of an entry is indexed, and in which field."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.index.segments.fields import NO_DAY, NO_TIME, number_term
from knowlog.index.words.folding import fold

_FENCE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_UNDERLINED = re.compile(
    r"^(?! {0,3}[>#*+-])[ ]{0,3}(\S.*)\n {0,3}(?:=+|-{2,})[ \t]*$", re.MULTILINE
)
_MATH = re.compile(r"\$\$|\\\[|\\\(|\\begin\{|(?<![\\$\w])\$(?=\S)[^$\n]+?(?<=[^\s\\])\$(?!\w)")
_IMAGE = re.compile(r"!\[[^\]]*\][(\[]|<img\b|!\[\[", re.IGNORECASE)
_LINK = re.compile(r"https?://|(?<!!)\[[^\]\n]+\][(\[]|(?<!!)\[\[[^\]\n]+\]\]|<a\b", re.IGNORECASE)
_TODO = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[ \][ \t]", re.MULTILINE)

_FEATURES = (
    ("math", ("$", "\\[", "\\(", "\\begin{"), _MATH),
    ("todo", ("[ ]",), _TODO),
    ("image", ("![", "<img", "<IMG"), _IMAGE),
    ("link", ("](", "][", "://", "[[", "<a", "<A"), _LINK),
)
"""What to look for: name, signs without which there is none, and how to be sure."""

_DEEPEST = 8
"""How deep front matter is looked into; YAML can write a map that holds itself."""


class Record(NamedTuple):
    """One document, ready to be indexed.

    Attributes:
        path: Relative to the log's root.
        title: For sorting.
        day: Proleptic Gregorian ordinal of the entry's date where it was written, or NO_DAY.
        time: Seconds since 1970-01-01 UTC, or NO_TIME.
        texts: The text of each of TEXT_FIELDS.
        meta: Front-matter key and one of its values, as written.
        keywords: Whole values by keyword field.
    """

    path: str
    title: str
    day: int
    time: int
    texts: tuple[str, str, str, str]
    meta: tuple[tuple[str, str], ...]
    keywords: Mapping[str, tuple[str, ...]]


def record(entry: Entry, document: Document) -> Record:
    """What is indexed of an entry."""
    day = entry.date.date().toordinal() if entry.date else NO_DAY
    prose = _prose(document.body)
    written = _leaves(document.written)
    meta = tuple((key, "" if value is None else str(value)) for key, value in written)
    keywords = {
        "date": (f"{day:07d}",) if entry.date else (),
        "flag": tuple(_flags(entry, document, prose)),
        "lang": (fold(entry.lang),) if entry.lang else (),
        "number": tuple(_numbers(document.meta)),
        "path": (entry.path,),
        "tag": tuple(fold(tag) for tag in entry.tags),
    }
    texts = _texts(entry, document.body, prose)
    return Record(entry.path, entry.title, day, _seconds(entry.date), texts, meta, keywords)


def texts_of(entry: Entry, body: str) -> tuple[str, str, str, str]:
    """The text of each of TEXT_FIELDS."""
    return _texts(entry, body, _prose(body))


def _prose(body: str) -> str:
    return _FENCE.sub("", body) if "```" in body or "~~~" in body else body


def _texts(entry: Entry, body: str, prose: str) -> tuple[str, str, str, str]:
    headings = _HEADING.findall(prose) if "#" in prose else []
    if "==" in prose or "--" in prose:
        headings += _UNDERLINED.findall(prose)
    return entry.title, "\n".join(headings), "\n".join(entry.tags), body


def _seconds(moment: datetime | None) -> int:
    return NO_TIME if moment is None else int(moment.timestamp())


def _flags(entry: Entry, document: Document, prose: str) -> Iterator[str]:
    if entry.draft:
        yield "is:draft"
    if entry.is_page:
        yield "is:page"
    if entry.tags:
        yield from ("is:tagged", "has:tag")
    else:
        yield "is:untagged"
    if entry.date:
        yield from ("is:dated", "has:date")
    else:
        yield "is:undated"
    if prose is not document.body and prose != document.body:
        yield "has:code"
    for name, signs, pattern in _FEATURES:
        if any(sign in prose for sign in signs) and pattern.search(prose):
            yield f"has:{name}"


def _leaves(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every value below some keys, each with its folded keys and dots between them."""
    if prefix.count(".") > _DEEPEST:
        return
    for key, value in values.items():
        name = f"{prefix}{fold(str(key))}"
        for single in value if isinstance(value, list | tuple) else (value,):
            if isinstance(single, Mapping):
                yield from _leaves(single, f"{name}.")
            else:
                yield name, single


def _numbers(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in _leaves(values):
        if isinstance(value, date):
            yield number_term(name, value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield number_term(name, float(value))
