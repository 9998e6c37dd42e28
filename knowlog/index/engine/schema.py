"""The fields of the index in Whoosh's terms."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence, Positions
from whoosh.query import NullQuery, Or, Query

from knowlog.index.engine.queries import of_sequence
from knowlog.index.segments.fields import KEYWORD_FIELDS, META_GAP, TEXT_FIELDS, meta_term
from knowlog.index.segments.tables import decode, encode
from knowlog.index.words import slots
from knowlog.index.words.analysis import cached_terms, places, raw_tokens

Pairs = Sequence[tuple[str, str]]


class TermAnalyzer(Analyzer):
    """The project's analysis as one of Whoosh's."""

    def __call__(self, value: str, **_settings: object) -> Iterator[Token]:
        """Every term of a text with its place."""
        yield from _tokens(places(value))

    def __eq__(self, other: object) -> bool:
        """All are alike."""
        return type(self) is type(other)

    def __hash__(self) -> int:
        """All are alike."""
        return hash(type(self))


def _tokens(terms: Iterator[tuple[str, int]]) -> Iterator[Token]:
    token = Token(positions=True)
    for term, place in terms:
        token.text, token.pos, token.boost, token.stopped = term, place, 1.0, False
        yield token


def _meta_places(pairs: Pairs) -> Iterator[tuple[str, int]]:
    place = 0
    for key, value in pairs:
        yield meta_term(key, ""), place
        for raw in raw_tokens(value):
            terms, width = cached_terms(raw)
            for term, offset in terms:
                yield meta_term(key, term), place + offset
            place += width
        place += META_GAP


class _Field(FieldType):
    """A field whose terms are those of the project, kept as in its tables."""

    def places(self, value: Any) -> Iterable[tuple[str, int]]:  # noqa: ANN401 - Whoosh's values
        """Every term of a value with its place."""
        raise NotImplementedError

    def index(
        self,
        value: Any,  # noqa: ANN401 - Whoosh's values
        **_settings: object,
    ) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Every term of a value with its count, its weight and its posting."""
        found: dict[str, list[int]] = {}
        for term, place in self.places(value):
            found.setdefault(term, []).append(place)
        for term, at in found.items():
            posting = self.format.encode(at) if isinstance(self.format, Positions) else b""
            yield encode(term), len(at), float(len(at)), posting

    def to_bytes(self, value: object) -> bytes:
        """A term as the tables hold it."""
        return value if isinstance(value, bytes) else encode(str(value))

    def from_bytes(self, bs: object) -> str:
        """A term as text."""
        return decode(bs) if isinstance(bs, bytes | memoryview) else str(bs)


class WordField(_Field):
    """Words of a text; what is searched for may take any form of the word."""

    def __init__(self) -> None:
        """Positions, and lengths to score by."""
        super().__init__(Positions(), TermAnalyzer(), scorable=True)

    def places(self, value: str) -> Iterable[tuple[str, int]]:
        """See the class above."""
        return places(value)

    def self_parsing(self) -> bool:
        """Queries are analysed by the project's rules, so that Whoosh's parser finds the same."""
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """A bare word, in any form."""
        found = [of_sequence(fieldname, sequence) for sequence in slots.forms(qstring)]
        return Or(found, boost=boost) if found else NullQuery


class MetaField(_Field):
    """Front matter."""

    def __init__(self) -> None:
        """Positions, so that values in quotes are found as phrases."""
        super().__init__(Positions(), TermAnalyzer())

    def places(self, value: Pairs) -> Iterable[tuple[str, int]]:
        """Every word of every value behind its key."""
        return _meta_places(value)


class KeywordField(_Field):
    """Whole values."""

    def __init__(self, *, unique: bool = False) -> None:
        """Only whether a document has the value."""
        super().__init__(Existence(), TermAnalyzer(), unique=unique, stored=unique)

    def places(self, value: Sequence[str]) -> Iterable[tuple[str, int]]:
        """Every value once."""
        return ((one, 0) for one in dict.fromkeys(value))


SCHEMA = Schema(
    **{name: WordField() for name in TEXT_FIELDS},
    **{name: KeywordField(unique=name == "path") for name in KEYWORD_FIELDS},
    meta=MetaField(),
)
