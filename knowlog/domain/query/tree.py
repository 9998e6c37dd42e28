"""What a query says, as a tree of frozen values.

Every leaf remembers where it stands in the text, so that whoever evaluates the tree can point
at the part that has no meaning.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TextField(StrEnum):
    """A part of an entry whose words are indexed; ``ANY`` means all of them."""

    ANY = ""
    TITLE = "title"
    HEADINGS = "headings"
    TAGS = "tags"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; finds its other forms too (``rebase`` finds ``rebasing``)."""

    text: str
    field: TextField = TextField.ANY
    at: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these words in this order.

    Attributes:
        text: What stands between the quotes.
        slop: How many other words may stand between each word and the next.
    """

    text: str
    slop: int = 0
    field: TextField = TextField.ANY
    at: int = 0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with ``*`` for any characters, none included."""

    text: str
    field: TextField = TextField.ANY
    at: int = 0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word that may be misspelt.

    Attributes:
        edits: How many letters may be missing, added, changed or swapped with a neighbour.
    """

    text: str
    edits: int = 1
    field: TextField = TextField.ANY
    at: int = 0


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression that some word must contain."""

    pattern: str
    field: TextField = TextField.ANY
    at: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag or any tag below it; ``*`` stands for any characters."""

    name: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included, None where it is open.

    An entry without a date lies in no stretch.
    """

    first: date | None = None
    last: date | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes-or-no property: ``is:draft``, ``has:math``.

    Attributes:
        group: ``is`` or ``has``.
        name: One of the names in ``fields.FLAGS[group]``.
    """

    group: str
    name: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class InPath:
    """A part of the file's path, without regard to case; ``*`` stands for any characters."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Lang:
    """A language tag or any tag below it (``pt`` finds ``pt-BR``)."""

    name: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Meta:
    """Words of a front-matter value, all of them; in quotes, in this order."""

    key: str
    text: str
    exact: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """A front-matter number or date against a value.

    Attributes:
        operator: One of ``< <= > >= =``.
        value: A number, or a day.
    """

    key: str
    operator: str
    value: float | date
    at: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the part does not find."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Either:
    """Whatever one of the parts finds."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Parts side by side.

    Bare words are wished for: a file with all of them comes first, a file with one is found.
    Everything else (phrases, fields, groups, ``-not``) must hold. Where a query picks files
    to change or to publish, words must hold as well.
    """

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Both:
    """Parts joined by ``AND``: every one must hold, words too."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """What an empty query finds."""


Leaf = Word | Phrase | Wildcard | Fuzzy | Regex | Tag | Days | Flag | InPath | Lang | Meta | Compare
Node = Leaf | Not | Either | Together | Both | Everything

WISHES = (Word, Wildcard, Fuzzy)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, as it was typed and as it was understood.

    Attributes:
        text: The words of the user.
        root: What they mean.
    """

    text: str
    root: Node = Everything()
