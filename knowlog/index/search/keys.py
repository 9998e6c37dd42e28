"""Which front-matter keys a log has, so that a misspelt one is not taken for an absent value."""

from collections.abc import Iterator

from knowlog.domain.distance import nearest
from knowlog.domain.query.fields import BUILT_IN
from knowlog.domain.query.tree import Both, Compare, Either, Meta, Node, Not, Query, Together
from knowlog.errors import QueryError
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.segments.tables import Strings, decode, encode
from knowlog.index.words.folding import fold

_END = "\x1f"


def require_known_keys(snapshot: Snapshot, query: Query) -> None:
    """See to it that every field of a query is built in or stands in some file of the log.

    Raises:
        QueryError: One does not; the hint names the nearest that does.
    """
    for leaf in _meta(query.root):
        key = fold(leaf.key)
        if not any(_holds(segment.meta.strings, key) for segment in snapshot.segments):
            raise _unknown(snapshot, query, leaf, key)


def keys(snapshot: Snapshot) -> list[str]:
    """Every front-matter key of the log."""
    found: set[str] = set()
    for segment in snapshot.segments:
        found.update(_keys(segment.meta.strings))
    return sorted(found)


def _meta(node: Node) -> Iterator[Meta | Compare]:
    match node:
        case Together(parts) | Either(parts) | Both(parts):
            for part in parts:
                yield from _meta(part)
        case Not(part):
            yield from _meta(part)
        case Meta() | Compare():
            yield node


def _holds(strings: Strings, key: str) -> bool:
    return bool(strings.prefixed(encode(key + _END)))


def _keys(strings: Strings) -> Iterator[str]:
    """Jump from the first word of a key to the first of the next."""
    number = 0
    while number < strings.count:
        key = decode(strings[number]).partition(_END)[0]
        yield key
        number = strings.prefixed(encode(key + _END)).stop


def _unknown(snapshot: Snapshot, query: Query, leaf: Meta | Compare, key: str) -> QueryError:
    known = [*BUILT_IN, *keys(snapshot)]
    near = nearest(key, known)
    quoted = f"In quotes it is text to search for: '\"{leaf.key}:...\"'"
    hint = f"Did you mean {near}:? {quoted}" if near else quoted
    return QueryError(
        f"no file has a field {leaf.key}", query.text, leaf.at - len(leaf.key) - 1, hint
    )
