"""The small values that views are made of, each of which knows whether it changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from knowlog.domain.addresses import file_of
from knowlog.exporters.site.model import Article

View = dict[str, object]
_WORDS_A_MINUTE = 230
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Card:
    """An article as another page shows it.

    Attributes:
        title: Of the article.
        address: Where it stands.
        date: For machines and for people, or None.
        draft: Whether it is one; only sites that show drafts have any.
        key: Names all of this.
    """

    title: str
    address: str
    date: Mapping[str, str] | None
    draft: bool
    key: str


def card(article: Article) -> Card:
    """Make the card of an article."""
    entry = article.entry
    date = moment(entry.date) if entry.date else None
    key = f"{entry.title}\0{article.address}\0{date['iso'] if date else ''}\0{entry.draft}"
    return Card(entry.title, article.address, date, entry.draft, key)


def moment(time: datetime) -> dict[str, str]:
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
        view: What the template shows as ``page``: text, numbers, cards, lists and maps only.
        body: The path of the entry whose rendered text it shows, or an empty string.
        text: Names that rendered text.
    """

    address: str
    template: str
    view: View
    body: str = ""
    text: str = ""

    @property
    def file(self) -> str:
        """The file, relative to the output folder."""
        return file_of(self.address)

    @property
    def key(self) -> str:
        """Everything that the page shows, as one text: equal, no need to make it again."""
        return "\1".join([self.template, self.text, *_spelled(self.view)])


def _spelled(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Card):
        yield value.key
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield name
            yield from _spelled(part)
    elif isinstance(value, Sequence):
        yield f"[{len(value)}"
        for part in value:
            yield from _spelled(part)
    else:
        yield repr(value)
