"""The small values that views are made of, each of which knows whether it changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from knowlog.domain.addresses import file_of
from knowlog.exporters.site.model import Article

View = dict[str, object]
_WORDS_A_MINUTE = 230
_LEFTWARD = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi".split())
"""Languages that are written from right to left, as their tags begin."""
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


class Card(NamedTuple):
    """An article as another page shows it.

    Attributes:
        title: Of the article.
        address: Where it stands.
        time: Its date, or None.
        draft: Whether it is one; only sites that show drafts have any.
        key: Names all of this.
    """

    title: str
    address: str
    time: datetime | None
    draft: bool
    key: str

    @property
    def date(self) -> View | None:
        """Its date for machines and for people, or None."""
        return moment(self.time) if self.time else None


def card(article: Article) -> Card:
    """Make the card of an article."""
    entry = article.entry
    title, address, time, draft = entry.title, article.address, entry.date, entry.draft
    return Card(title, address, time, draft, f"{title}\0{address}\0{time}\0{draft}")


def direction(language: str) -> str:
    """Which way a language runs, as HTML's ``dir`` says it.

    >>> direction("ar-EG"), direction("en")
    ('rtl', 'ltr')
    """
    return "rtl" if language.lower().replace("_", "-").partition("-")[0] in _LEFTWARD else "ltr"


def moment(time: datetime) -> View:
    """Give a date for machines and for people.

    >>> moment(datetime(2024, 3, 2))["text"]
    '2 March 2024'
    """
    return {"iso": time.isoformat(), "text": day_text(time)}


def day_text(day: date) -> str:
    """Write a day for people: ``2 March 2024``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def minutes(words: int) -> int:
    """Say how long a text takes to read, in minutes, at least one; 0 when it has no words."""
    return 0 if not words else max(1, round(words / _WORDS_A_MINUTE))


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site that a template makes.

    Attributes:
        address: Where it stands.
        template: The template's file name.
        key: Names everything that the page shows: equal, no need to make it again.
        make: Gives what the template shows as ``page``: text, numbers, cards, lists and maps only.
        body: The path of the entry whose rendered text it shows, or an empty string.
    """

    address: str
    template: str
    key: str
    make: Callable[[], View]
    body: str = ""

    @property
    def file(self) -> str:
        """The file, relative to the output folder."""
        return file_of(self.address)

    @property
    def view(self) -> View:
        """What the template shows as ``page``."""
        return self.make()

    def settled(self) -> "Page":
        """The same page, independent of what it was made from."""
        return replace(self, make=partial(dict, self.view))


def spelled(value: object) -> Iterator[str]:
    """Write down a value of a view; different values, different texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Card):
        yield value.key
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield name
            yield from spelled(part)
    elif isinstance(value, Sequence):
        yield f"[{len(value)}"
        for part in value:
            yield from spelled(part)
    else:
        yield repr(value)
