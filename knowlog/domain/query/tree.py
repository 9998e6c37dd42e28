"""What a query says, as a tree of frozen values.

Every leaf remembers where it stands in the text, so that whoever evaluates the tree can point
at the part that has no meaning. Nodes are named tuples: a frozen dataclass takes eight times as
long to define, and a search for one word must not wait for twenty of them. No two leaves of one
tree are equal, for no two stand at one place.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class TextField(StrEnum):
    """A part of an entry whose words are indexed; ``ANY`` means all of them."""

    ANY = ""
    TITLE = "title"
    HEADINGS = "headings"
    TAGS = "tags"
    BODY = "body"


class Word(NamedTuple):
    """A word as typed; finds its other forms too (``rebase`` finds ``rebasing``)."""

    text: str
    field: TextField = TextField.ANY
    at: int = 0


class Phrase(NamedTuple):
    """Exactly these words in this order.

    Attributes:
        text: What stands between the quotes.
        slop: How many other words may stand between each word and the next.
    """

    text: str
    slop: int = 0
    field: TextField = TextField.ANY
    at: int = 0


class Wildcard(NamedTuple):
    """A word with ``*`` for any characters, none included."""

    text: str
    field: TextField = TextField.ANY
    at: int = 0


class Fuzzy(NamedTuple):
    """A word that may be misspelt.

    Attributes:
        edits: How many letters may be missing, added, changed or swapped with a neighbour.
    """

    text: str
    edits: int = 1
    field: TextField = TextField.ANY
    at: int = 0


class Regex(NamedTuple):
    """A regular expression that some word must contain."""

    pattern: str
    field: TextField = TextField.ANY
    at: int = 0


class Tag(NamedTuple):
    """A tag or any tag below it; ``*`` stands for any characters."""

    name: str
    at: int = 0


class Days(NamedTuple):
    """A stretch of days, both ends included, None where it is open.

    An entry without a date lies in no stretch.
    """

    first: date | None = None
    last: date | None = None
    at: int = 0


class Flag(NamedTuple):
    """A yes-or-no property: ``is:draft``, ``has:math``.

    Attributes:
        group: ``is`` or ``has``.
        name: One of the names in ``fields.FLAGS[group]``.
    """

    group: str
    name: str
    at: int = 0


class InPath(NamedTuple):
    """A part of the file's path, without regard to case; ``*`` stands for any characters."""

    text: str
    at: int = 0


class Lang(NamedTuple):
    """A language tag or any tag below it (``pt`` finds ``pt-BR``)."""

    name: str
    at: int = 0


class Meta(NamedTuple):
    """Words of a front-matter value, all of them; in quotes, in this order."""

    key: str
    text: str
    exact: bool = False
    at: int = 0


class Compare(NamedTuple):
    """A front-matter number or date against a value.

    Attributes:
        operator: One of ``< <= > >= =``.
        value: A number, or a day.
    """

    key: str
    operator: str
    value: float | date
    at: int = 0


class Not(NamedTuple):
    """Everything that the part does not find."""

    part: "Node"


class Either(NamedTuple):
    """Whatever one of the parts finds."""

    parts: tuple["Node", ...]


class Together(NamedTuple):
    """Parts side by side.

    Bare words are wished for: a file with all of them comes first, a file with one is found.
    Everything else (phrases, fields, groups, ``-not``) must hold. Where a query picks files
    to change or to publish, words must hold as well.
    """

    parts: tuple["Node", ...]


class Both(NamedTuple):
    """Parts joined by ``AND``: every one must hold, words too."""

    parts: tuple["Node", ...]


class Everything(NamedTuple):
    """What an empty query finds."""


Leaf = Word | Phrase | Wildcard | Fuzzy | Regex | Tag | Days | Flag | InPath | Lang | Meta | Compare
Node = Leaf | Not | Either | Together | Both | Everything

WISHES = (Word, Wildcard, Fuzzy)


class Query(NamedTuple):
    """A query, as it was typed and as it was understood.

    Attributes:
        text: The words of the user.
        root: What they mean.
    """

    text: str
    root: Node = Everything()
