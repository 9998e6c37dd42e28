"""From one item of a query to one leaf of its tree."""

import re
from collections.abc import Callable
from datetime import date, datetime

from knowlog.domain.distance import nearest
from knowlog.domain.query import fields
from knowlog.domain.query.days import stretch
from knowlog.domain.query.expressions import ExpressionError, check
from knowlog.domain.query.scanner import Item, Kind
from knowlog.domain.query.tree import (
    Compare,
    Days,
    Flag,
    Fuzzy,
    InPath,
    Lang,
    Leaf,
    Meta,
    Phrase,
    Regex,
    Tag,
    TextField,
    Wildcard,
    Word,
)
from knowlog.errors import QueryError, UsageError

_FUZZY = re.compile(r"(.*\w)~([0-2]?)")
_COMPARED = re.compile(r"(<=|>=|<|>|=)(.*)", re.DOTALL)


def text_leaf(query: str, item: Item, field: TextField) -> Leaf:
    """A word, a phrase or an expression, to be looked for in one text field or in all.

    Raises:
        QueryError: The regular expression has no meaning.
    """
    if item.kind is Kind.QUOTED:
        return Phrase(item.text, item.slop, field, item.at)
    if item.kind is Kind.REGEX:
        return _regex(query, item, field)
    if match := _FUZZY.fullmatch(item.text):
        return Fuzzy(match[1], int(match[2] or 1), field, item.at)
    if "*" in item.text and item.text.strip("*"):
        return Wildcard(item.text, field, item.at)
    return Word(item.text, field, item.at)


def _regex(query: str, item: Item, field: TextField) -> Leaf:
    try:
        check(item.text)
    except ExpressionError as error:
        message = f"the regular expression cannot be used: {error}"
        hint = "Put it in quotes to search for the text."
        raise QueryError(message, query, item.at + 1 + error.place, hint) from error
    return Regex(item.text, field, item.at)


def field_leaf(query: str, name: Item, value: Item, now: Callable[[], datetime]) -> Leaf:
    """What ``name:value`` asks for.

    Raises:
        QueryError: The value does not fit the field.
    """
    key = name.text.lower()
    if key in fields.TEXT_FIELDS:
        return text_leaf(query, value, fields.TEXT_FIELDS[key])
    text = f"/{value.text}/" if value.kind is Kind.REGEX else value.text
    leaf: Leaf
    match key:
        case "tag" | "tags":
            leaf = Tag(text.lstrip("#"), value.at)
        case "path":
            leaf = InPath(text, value.at)
        case "lang":
            leaf = Lang(text, value.at)
        case "is" | "has":
            leaf = _flag(query, key, text, value.at)
        case "date" | "since" | "until":
            leaf = _days(query, key, text, value.at, now)
        case _:
            leaf = _meta(name.text, text, value, now)
    return leaf


def _flag(query: str, group: str, text: str, at: int) -> Flag:
    names = fields.FLAGS[group]
    name = fields.ALIASES.get((group, text.lower()), text.lower())
    if name not in names:
        near = nearest(name, names)
        hint = f"Did you mean {group}:{near}?" if near else f"One of {', '.join(names)}."
        raise QueryError(f"{group}: does not know {text}", query, at, hint)
    return Flag(group, name, at)


def _days(query: str, key: str, text: str, at: int, now: Callable[[], datetime]) -> Days:
    try:
        first, last = stretch(text, now())
    except UsageError as error:
        raise QueryError(error.message, query, at, error.hint) from error
    except OverflowError as error:
        raise QueryError(f"{text} lies outside all calendars", query, at) from error
    if key == "since":
        last = None
    elif key == "until":
        first = None
    elif first == last and text[:1].isdigit() and text[-1:].isalpha():
        last = None
    return Days(first, last, at)


def _meta(key: str, text: str, value: Item, now: Callable[[], datetime]) -> Leaf:
    match = _COMPARED.fullmatch(text) if value.kind is Kind.WORD else None
    if match:
        limit = _limit(match[2], match[1], now)
        if limit is not None:
            return Compare(key, match[1], limit, value.at)
    return Meta(key, text, value.kind is Kind.QUOTED, value.at)


def _limit(text: str, operator: str, now: Callable[[], datetime]) -> float | date | None:
    """The number or the day that a front-matter value is compared with."""
    try:
        number = float(text)
    except ValueError:
        pass
    else:
        return number if number - number == 0 else None
    try:
        first, last = stretch(text, now())
    except (UsageError, OverflowError):
        return None
    return last if operator in (">", "<=") else first
