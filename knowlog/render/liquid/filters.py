"""Jekyll's filters, which work on values and know nothing of the page.

Source: jekyllrb.com/docs/liquid/filters, for Jekyll 4. Those that give another answer every time
(``sample``) or run code (``where_exp``) are not here: what uses them stays as it is.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote, quote_plus

from liquid.exceptions import LiquidError

from knowlog.domain.jekyll import slugify

URL_MARK = "\ufdd2"
"""Stands for ``site.url`` until the links of a text are known; no text that is read can hold it."""
BASE_MARK = "\ufdd3"
"""Stands for ``site.baseurl`` in the same way."""


class StaysError(LiquidError):
    """A piece of Liquid that cannot be resolved once and for all; the message says why."""

    def __init__(self, message: str) -> None:
        """Speak of no place: the caller knows it."""
        super().__init__(message, token=None)


def _relative_url(value: object) -> str:
    text = _text(value)
    if "://" in text or text.startswith(BASE_MARK):
        return text
    return f"{BASE_MARK}/{text.lstrip('/')}" if text else BASE_MARK


def _absolute_url(value: object) -> str:
    text = _text(value)
    return text if "://" in text else f"{URL_MARK}{_relative_url(text)}"


def _time(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day).astimezone()
    try:
        return datetime.fromisoformat(_text(value))
    except ValueError:
        raise StaysError(f"`{_text(value)}` is no date") from None


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _sentence(values: Sequence[object], connector: str = "and") -> str:
    texts = [_text(value) for value in values]
    if len(texts) < 3:  # noqa: PLR2004 - two need no comma
        return f" {connector} ".join(texts)
    return f"{', '.join(texts[:-1])}, {connector} {texts[-1]}"


def _group_by(values: Sequence[Mapping[str, object]], key: str) -> list[dict[str, object]]:
    groups: dict[str, list[object]] = {}
    for value in values:
        groups.setdefault(_text(value.get(key)), []).append(value)
    return [{"name": name, "items": one, "size": len(one)} for name, one in groups.items()]


def _where(values: object, key: str, wanted: object) -> list[object]:
    if isinstance(values, Mapping):
        values = list(values.values())
    if not isinstance(values, Sequence):
        return []
    found = []
    for value in values:
        own = value.get(key) if isinstance(value, Mapping) else None
        texts = [_text(one) for one in own] if isinstance(own, list) else [_text(own)]
        if _text(wanted) in texts:
            found.append(value)
    return found


FILTERS: Mapping[str, Callable[..., object]] = {
    "relative_url": _relative_url,
    "absolute_url": _absolute_url,
    "strip_index": lambda value: re.sub(r"/index\.html?$", "/", _text(value)),
    "markdownify": _text,  # what it makes HTML of is Markdown, and so is the text around it
    "smartify": _text,
    "slugify": lambda value, mode="": slugify(_text(value), pretty=mode == "pretty").lower(),
    "date_to_string": lambda value, *_: f"{_time(value):%d %b %Y}",
    "date_to_long_string": lambda value, *_: f"{_time(value):%d %B %Y}",
    "date_to_xmlschema": lambda value: _time(value).isoformat(timespec="seconds"),
    "date_to_rfc822": lambda value: format_datetime(_time(value)),
    "xml_escape": lambda value: escape(_text(value)),
    "cgi_escape": lambda value: quote_plus(_text(value)),
    "uri_escape": lambda value: quote(_text(value), safe="/:?#[]@!$&'()*+,;=~"),
    "normalize_whitespace": lambda value: " ".join(_text(value).split()),
    "number_of_words": lambda value, *_: len(_text(value).split()),
    "array_to_sentence_string": _sentence,
    "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=str),
    "to_integer": lambda value: int(float(_text(value) or 0)),
    "group_by": _group_by,
    "where": _where,
    "push": lambda values, one: [*values, one],
    "unshift": lambda values, one: [one, *values],
    "pop": lambda values, count=1: list(values)[: -int(count) or None],
    "shift": lambda values, count=1: list(values)[int(count) :],
}
