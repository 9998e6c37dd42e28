"""The project's segments as a codec of Whoosh: what its readers ask, answered from our tables."""

from collections.abc import Iterable, Iterator, Sequence

from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import Matcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from knowlog.index.engine.lexicon import KeywordLexicon, Lexicon, WordLexicon
from knowlog.index.engine.matcher import PostingsMatcher
from knowlog.index.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from knowlog.index.segments.segment import Segment
from knowlog.index.segments.tables import decode

_READ_ONLY = "an index is written by WhooshIndex.update"


class OpenSegment(base.Segment):
    """A segment of the table of contents, in Whoosh's terms.

    Attributes:
        opened: The project's segment.
    """

    def __init__(self, indexname: str, opened: Segment) -> None:
        """Name a segment after its file."""
        self.indexname = indexname
        self.segid = opened.file.name
        self.opened = opened
        self.compound = False

    def codec(self) -> "KnowlogCodec":
        """What reads it."""
        return KnowlogCodec()

    def doc_count_all(self) -> int:
        """How many documents it was written with."""
        return self.opened.documents

    def deleted_count(self) -> int:
        """How many of them are gone."""
        return len(self.opened.deleted)

    def deleted_docs(self) -> Iterable[int]:
        """Those that are gone."""
        return self.opened.deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is gone."""
        return docnum in self.opened.deleted

    def delete_document(self, docnum: int, delete: object = ...) -> None:
        """Documents are dropped by updating the index; a segment never changes."""
        raise NotImplementedError(_READ_ONLY)


class KnowlogCodec(base.Codec):
    """Reads the project's segments; they are written by ``segments.builder``."""

    def terms_reader(self, storage: object, segment: OpenSegment) -> "Terms":  # noqa: ARG002 - of Whoosh
        """The words of a segment."""
        return Terms(segment.opened)

    def per_document_reader(self, storage: object, segment: OpenSegment) -> "Documents":  # noqa: ARG002 - of Whoosh
        """The documents of a segment."""
        return Documents(segment.opened)

    def new_segment(self, storage: object, indexname: str) -> base.Segment:
        """See the class."""
        raise NotImplementedError(_READ_ONLY)

    def per_document_writer(self, storage: object, segment: object) -> base.PerDocumentWriter:
        """See the class."""
        raise NotImplementedError(_READ_ONLY)

    def field_writer(self, storage: object, segment: object) -> base.FieldWriter:
        """See the class."""
        raise NotImplementedError(_READ_ONLY)

    def postings_writer(self, dbfile: object, byteids: object = ...) -> base.PostingsWriter:
        """See the class."""
        raise NotImplementedError(_READ_ONLY)

    def postings_reader(
        self,
        dbfile: object,
        terminfo: object,
        format_: object,
        term: object = None,
        scorer: object = None,
    ) -> Matcher:
        """Postings are read by ``Terms.matcher``."""
        raise NotImplementedError(_READ_ONLY)


class Documents(base.PerDocumentReader):
    """What is known of each document besides its words."""

    def __init__(self, segment: Segment) -> None:
        """Look at a segment."""
        self._segment = segment

    def doc_count(self) -> int:
        """How many documents there are."""
        return self._segment.documents - len(self._segment.deleted)

    def doc_count_all(self) -> int:
        """How many there are, deleted ones included."""
        return self._segment.documents

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is deleted."""
        return docnum in self._segment.deleted

    def deleted_docs(self) -> Iterable[int]:
        """Those deleted."""
        return self._segment.deleted

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many words a field of a document has."""
        if fieldname not in TEXT_FIELDS:
            return default
        return self._segment.lengths[TEXT_FIELDS.index(fieldname)][docnum]

    def field_length(self, fieldname: str) -> int:
        """How many words a field has in all documents."""
        return sum(self._lengths(fieldname))

    def min_field_length(self, fieldname: str) -> int:
        """How many it has at least."""
        return min(self._lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        """How many it has at most."""
        return max(self._lengths(fieldname), default=0)

    def _lengths(self, fieldname: str) -> Iterable[int]:
        known = fieldname in TEXT_FIELDS
        return self._segment.lengths[TEXT_FIELDS.index(fieldname)] if known else ()

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """The path and the title."""
        return {
            "path": self._segment.path(docnum),
            "title": decode(self._segment.titles[docnum]),
        }


class Terms(base.TermsReader):
    """The terms of every field."""

    def __init__(self, segment: Segment) -> None:
        """Look at a segment."""
        self._segment = segment
        self._fields: dict[str, Lexicon] = {
            **{name: WordLexicon(segment.words, bit) for bit, name in enumerate(TEXT_FIELDS)},
            **{name: KeywordLexicon(segment.keywords(name)) for name in KEYWORD_FIELDS},
            "meta": WordLexicon(segment.meta, 0),
        }

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        """Whether a field has a term."""
        fieldname, text = term
        return fieldname in self._fields and self._fields[fieldname].postings(text) is not None

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "Cursor":
        """A walk over the terms of a field."""
        return Cursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term of every field."""
        for name in sorted(self._fields):
            for text in self._fields[name].terms_from(b""):
                yield name, text

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every term of a field that is not less than another."""
        for text in self._fields[fieldname].terms_from(prefix):
            yield fieldname, text

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term of every field with what is known of it."""
        for name, text in self.terms():
            yield (name, text), self.term_info(name, text)

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term of a field that is not less than another, with what is known of it."""
        for name, text in self.terms_from(fieldname, prefix):
            yield (name, text), self.term_info(name, text)

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in all documents; 0 when it does not."""
        postings = self._fields[fieldname].postings(text)
        return float(sum(postings.counts)) if postings else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term stands; 0 when in none."""
        postings = self._fields[fieldname].postings(text)
        return len(postings.documents) if postings else 0

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """How often a term stands where.

        Raises:
            TermNotFound: The field has no such term.
        """
        postings = self._fields[fieldname].postings(text) if fieldname in self._fields else None
        if postings is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        lengths: Sequence[int] = [1]
        if fieldname in TEXT_FIELDS:
            column = self._segment.lengths[TEXT_FIELDS.index(fieldname)]
            lengths = [column[document] for document in postings.documents]
        return TermInfo(
            minlength=min(lengths),
            maxlength=max(lengths),
            weight=float(sum(postings.counts)),
            df=len(postings.documents),
            maxweight=float(max(postings.counts)),
            minid=postings.documents[0],
            maxid=postings.documents[-1],
        )

    def matcher(
        self,
        fieldname: str,
        text: bytes,
        format_: Format,
        scorer: BaseScorer | None = None,
    ) -> Matcher:
        """The documents of a term.

        Raises:
            TermNotFound: The field has no such term.
        """
        postings = self._fields[fieldname].postings(text) if fieldname in self._fields else None
        if postings is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return PostingsMatcher(postings, (fieldname, text), format_, scorer)

    def indexed_field_names(self) -> Iterable[str]:
        """Every field."""
        return self._fields.keys()


class Cursor(base.FieldCursor):
    """A walk over the terms of a field, in order."""

    def __init__(self, terms: Terms, fieldname: str, fieldobj: FieldType) -> None:
        """Begin at the first."""
        self._terms = terms
        self._name = fieldname
        self._field = fieldobj
        self._text: bytes | None = None
        self.first()

    def first(self) -> str | None:
        """Go to the first term."""
        return self.find(b"")

    def find(self, string: bytes | str) -> str | None:
        """Go to the first term that is not less."""
        key = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._text = next((text for _, text in self._terms.terms_from(self._name, key)), None)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        return self.find((self._text or b"") + b"\x00")

    def text(self) -> str | None:
        """The term, None behind the last."""
        return None if self._text is None else self._field.from_bytes(self._text)

    def term_info(self) -> TermInfo:
        """What is known of the term."""
        return self._terms.term_info(self._name, self._text or b"")

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._text is not None
