"""The text of a query, cut into items: what stands between spaces, with quotes respected."""

from enum import Enum, auto
from typing import NamedTuple

from knowlog.errors import QueryError


class Kind(Enum):
    """What an item is."""

    WORD = auto()
    QUOTED = auto()
    REGEX = auto()
    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    FIELD = auto()


class Item(NamedTuple):
    """One item of a query.

    Attributes:
        kind: What it is.
        text: A word as typed, the inside of quotes or slashes, the name of a field.
        at: Where it starts, in characters from 0.
        slop: The number behind ``"..."~``.
    """

    kind: Kind
    text: str
    at: int
    slop: int = 0


_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}


class Scanner:
    """Cuts a query into items, from left to right."""

    def __init__(self, text: str) -> None:
        """Start at the first character."""
        self.text = text
        self.place = 0
        self.depth = 0
        self.items: list[Item] = []

    def scan(self) -> list[Item]:
        """All items.

        Raises:
            QueryError: A quote is never closed.
        """
        while self.place < len(self.text):
            if self.text[self.place].isspace():
                self.place += 1
            else:
                self._item()
        return self.items

    def _item(self) -> None:
        character = self.text[self.place]
        if character == "(":
            self.depth += 1
            self._add(Kind.OPEN, character, 1)
        elif character == ")" and self.depth:
            self.depth -= 1
            self._add(Kind.CLOSE, character, 1)
        elif character in _QUOTES:
            self._quoted(character)
        elif self._negates():
            self._add(Kind.MINUS, character, 1)
        elif character == "/" and (end := self._end_of_regex()):
            self._add(Kind.REGEX, self.text[self.place + 1 : end], end + 1 - self.place)
        elif not self._is_value() and (name := self._field()):
            self._add(Kind.FIELD, name, len(name) + 1)
        else:
            self._word()

    def _add(self, kind: Kind, text: str, length: int, slop: int = 0) -> None:
        self.items.append(Item(kind, text, self.place, slop))
        self.place += length

    def _negates(self) -> bool:
        """Whether a minus here means *not*: it does before anything but a space or ``-name``."""
        if self.text[self.place] not in "-\u2212":
            return False
        before = self.text[self.place - 1 : self.place]
        after = self.text[self.place + 1 : self.place + 2]
        starts = not before or before.isspace() or before == "("
        return starts and bool(after) and not after.isspace() and after not in "->)"

    def _quoted(self, opening: str) -> None:
        closing = _QUOTES[opening]
        end = self.text.find(closing, self.place + 1)
        if end < 0 and closing != '"':
            end = self.text.find('"', self.place + 1)
        if end < 0:
            raise QueryError(
                "the quote that opens here is never closed",
                self.text,
                self.place,
                f"Add {closing} where the phrase ends.",
            )
        slop, length = self._slop(end + 1)
        self._add(Kind.QUOTED, self.text[self.place + 1 : end], end + 1 + length - self.place, slop)

    def _slop(self, at: int) -> tuple[int, int]:
        """The number behind ``~`` and how many characters it takes."""
        if self.text[at : at + 1] != "~":
            return 0, 0
        end = at + 1
        while end < len(self.text) and self.text[end] in "0123456789":
            end += 1
        digits = self.text[at + 1 : end][:4]
        return int(digits) if digits else 1, end - at

    def _end_of_regex(self) -> int:
        """Where the closing slash stands, or 0 when this is a path and no expression."""
        at = self.place + 1
        while at < len(self.text):
            if self.text[at] == "\\":
                at += 2
                continue
            if self.text[at] == "/":
                after = self.text[at + 1 : at + 2]
                ends = not after or after.isspace() or after == ")"
                return at if ends and at > self.place + 1 else 0
            at += 1
        return 0

    def _is_value(self) -> bool:
        """Whether this place is right behind the colon of a field."""
        return bool(self.items) and self.items[-1].kind is Kind.FIELD

    def _field(self) -> str:
        """The name before a colon that has a value right behind it, or an empty string."""
        end = self.place
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] in "_-."):
            end += 1
        name, value = self.text[self.place : end], self.text[end : end + 3]
        if not name[:1].isalpha() or not value.startswith(":") or len(value) == 1:
            return ""
        if value[1].isspace() or value[1] in ":)" or value.startswith("://"):
            return ""
        return name

    def _word(self) -> None:
        """A run without spaces; brackets inside it belong to it as long as they pair."""
        end, inner = self.place, 0
        while end < len(self.text):
            character = self.text[end]
            if character.isspace() or (character in _QUOTES and end > self.place):
                break
            if character == "(":
                inner += 1
            elif character == ")":
                if not inner and self.depth:
                    break
                inner -= 1
            end += 1
        self._add(Kind.WORD, self.text[self.place : end], max(1, end - self.place))
