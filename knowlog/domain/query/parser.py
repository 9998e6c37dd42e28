"""From the text of a query to its tree.

The grammar, loosest first::

    query  = side { "OR" side }
    side   = joined { joined }                  side by side: words are wished for
    joined = part { "AND" part }
    part   = ( "-" | "NOT" ) part | "(" query ")" | field ":" value | leaf
    leaf   = word | word "~" [ edits ] | word with "*" | "phrase" [ "~" slop ] | /expression/
"""

from collections.abc import Callable
from datetime import datetime

from knowlog.domain.query.fields import TEXT_FIELDS
from knowlog.domain.query.leaves import field_leaf, text_leaf
from knowlog.domain.query.scanner import Item, Kind, Scanner
from knowlog.domain.query.tree import (
    Both,
    Either,
    Everything,
    Node,
    Not,
    Query,
    TextField,
    Together,
)
from knowlog.errors import QueryError

DEEPEST = 40
LONGEST = 10_000


Now = Callable[[], datetime]
"""Tells the present; asked only by a query with a date, since a time zone takes time to load."""


def local_now() -> datetime:
    """The present in the time zone of this computer."""
    return datetime.now().astimezone()


def parse(text: str, now: Now = local_now) -> Query:
    """Understand a query.

    Args:
        text: As the user typed it; empty finds everything.
        now: Tells what ``2w`` and ``yesterday`` count from; by default the time of this computer.

    Raises:
        QueryError: The query has no meaning; it says where and what to write instead.
    """
    if len(text) > LONGEST:
        message = f"a query can have {LONGEST} characters, this one has {len(text)}"
        raise QueryError(message, text, LONGEST, "Make it shorter.")
    return Query(text, _Parser(text, Scanner(text).scan(), now).whole())


class _Parser:
    """Recursive descent over the items of one query."""

    def __init__(self, text: str, items: list[Item], now: Now) -> None:
        self.text = text
        self.items = items
        self.now = now
        self.next = 0
        self.depth = 0
        self.scope = TextField.ANY

    def whole(self) -> Node:
        root = self._either()
        if self.next < len(self.items):  # pragma: no cover - the scanner takes it for a word
            raise self._error("this bracket closes nothing", self.items[self.next].at, "Remove it.")
        return root or Everything()

    def _error(self, message: str, at: int, hint: str = "") -> QueryError:
        return QueryError(message, self.text, at, hint)

    def _peek(self) -> Item | None:
        return self.items[self.next] if self.next < len(self.items) else None

    def _is_word(self, *names: str) -> bool:
        item = self._peek()
        return item is not None and item.kind is Kind.WORD and item.text in names

    def _either(self) -> Node | None:
        parts = [self._side()]
        while self._is_word("OR", "|", "||"):
            operator = self.items[self.next]
            self.next += 1
            parts.append(self._side())
            if parts[-1] is None or parts[-2] is None:
                hint = f'Put it in quotes to search for the word: "{operator.text}"'
                raise self._error(f"{operator.text} needs a query on both sides", operator.at, hint)
        known = tuple(part for part in parts if part is not None)
        return Either(known) if len(known) > 1 else parts[0]

    def _side(self) -> Node | None:
        parts: list[Node] = []
        while (item := self._peek()) and item.kind is not Kind.CLOSE:
            if self._is_word("OR", "|", "||"):
                break
            parts.append(self._joined())
        return (parts[0] if len(parts) == 1 else Together(tuple(parts))) if parts else None

    def _joined(self) -> Node:
        parts = [self._part()]
        while self._is_word("AND", "&&"):
            operator = self.items[self.next]
            self.next += 1
            if not self._peek() or self._is_word("OR", "|", "||"):
                hint = f'Put it in quotes to search for the word: "{operator.text}"'
                raise self._error(f"{operator.text} needs a query on both sides", operator.at, hint)
            parts.append(self._part())
        return Both(tuple(parts)) if len(parts) > 1 else parts[0]

    def _part(self) -> Node:
        item = self._peek()
        if item is None or item.kind is Kind.CLOSE:
            at = item.at if item else len(self.text)
            raise self._error(
                "something is missing here", at, "Write a word, or remove what asks for it."
            )
        if self._is_word("AND", "&&"):
            hint = f'Put it in quotes to search for the word: "{item.text}"'
            raise self._error(f"{item.text} needs a query on both sides", item.at, hint)
        self.next += 1
        if item.kind is Kind.MINUS or (item.kind is Kind.WORD and item.text == "NOT"):
            return self._not(item)
        if item.kind is Kind.OPEN:
            return self._group(item)
        if item.kind is Kind.FIELD:
            return self._field(item)
        return text_leaf(self.text, item, self.scope)

    def _deeper(self, item: Item) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} levels deep", item.at, "Make it flatter.")

    def _not(self, item: Item) -> Node:
        self._deeper(item)
        part = self._part()
        self.depth -= 1
        return part.part if isinstance(part, Not) else Not(part)

    def _group(self, item: Item) -> Node:
        self._deeper(item)
        inside = self._either()
        closing = self._peek()
        if closing is None:
            raise self._error(
                "the bracket that opens here is never closed", item.at, "Add ) where it ends."
            )
        if inside is None:
            raise self._error("these brackets are empty", item.at, "Remove them.")
        self.next += 1
        self.depth -= 1
        return inside

    def _field(self, item: Item) -> Node:
        value = self._peek()
        empty = value is None or value.at != item.at + len(item.text) + 1
        if value is None or empty:  # pragma: no cover - the scanner takes it for a word
            raise self._error(f"{item.text}: needs a value", item.at, f"Write: {item.text}:value")
        self.next += 1
        field = TEXT_FIELDS.get(item.text.lower())
        if value.kind is not Kind.OPEN:
            return field_leaf(self.text, item, value, self.now)
        if field is None:
            raise self._error(
                f"{item.text}: takes no brackets",
                value.at,
                f"Write: ({item.text}:one OR {item.text}:two)",
            )
        outer, self.scope = self.scope, field
        inside = self._group(value)
        self.scope = outer
        return inside
