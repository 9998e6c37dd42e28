"""The tree of a query as a query of Whoosh that finds the same files."""

from datetime import date

from whoosh import query as whoosh

from knowlog.domain.query import tree
from knowlog.index.engine.queries import SequenceQuery, of_sequence
from knowlog.index.search.filters import compared, meta_words, pattern
from knowlog.index.search.leaves import Scored, is_wish, sequences_of
from knowlog.index.segments.fields import TEXT_FIELDS, meta_term
from knowlog.index.words.folding import fold
from knowlog.index.words.slots import How, Slot


def translate(query: tree.Query, *, strict: bool = False) -> whoosh.Query:
    """The query of Whoosh that finds what the project's own evaluation finds.

    Args:
        query: What was asked.
        strict: Whether words side by side must all be there.
    """
    return _Translation(strict=strict).node(query.root)


class _Translation:
    def __init__(self, *, strict: bool) -> None:
        self.strict = strict

    def node(self, node: tree.Node) -> whoosh.Query:
        match node:
            case tree.Together(parts):
                found = self._together(parts)
            case tree.Both(parts):
                found = self._all(parts)
            case tree.Either(parts):
                found = whoosh.Or([self.node(part) for part in parts])
            case tree.Not(part):
                found = whoosh.And([whoosh.Every(), whoosh.Not(self.node(part))])
            case tree.Everything():
                found = whoosh.Every()
            case _ if isinstance(node, Scored):
                found = _words(node)
            case _:
                found = _filter(node)
        return found

    def _together(self, parts: tuple[tree.Node, ...]) -> whoosh.Query:
        wishes = [part for part in parts if is_wish(part) and _means_something(part)]
        if self.strict or not wishes:
            return self._all(parts)
        musts = tuple(part for part in parts if not is_wish(part))
        wished = whoosh.Or([self.node(wish) for wish in wishes])
        return whoosh.And([wished, self._all(musts)]) if musts else wished

    def _all(self, parts: tuple[tree.Node, ...]) -> whoosh.Query:
        asked = [part for part in parts if _means_something(part)]
        positive = [self.node(part) for part in asked if not isinstance(part, tree.Not)]
        negative = [self.node(part.part) for part in asked if isinstance(part, tree.Not)]
        wanted = positive or [whoosh.Every()]
        return whoosh.And([*wanted, *(whoosh.Not(part) for part in negative)])


def _means_something(part: tree.Node) -> bool:
    return not isinstance(part, Scored) or bool(sequences_of(part))


def _words(leaf: Scored) -> whoosh.Query:
    fields = TEXT_FIELDS if leaf.field is tree.TextField.ANY else (leaf.field.value,)
    slop = leaf.slop if isinstance(leaf, tree.Phrase) else 0
    return whoosh.Or(
        [of_sequence(field, one, slop) for field in fields for one in sequences_of(leaf)]
    )


def _filter(leaf: tree.Node) -> whoosh.Query:
    match leaf:
        case tree.Tag(name):
            found = _below("tag", fold(name).strip("/"), "/")
        case tree.Lang(name):
            found = _below("lang", fold(name), "-")
        case tree.Flag(group, name):
            found = whoosh.Term("flag", f"{group}:{name}")
        case tree.Days(first, last):
            found = _days(first, last)
        case tree.InPath(text):
            found = whoosh.Regex("path", f"(?is).*{pattern(text, whole=False).pattern}")
        case tree.Meta():
            found = _meta(leaf)
        case tree.Compare():
            ranges = compared(leaf)
            found = whoosh.Or([_range("number", *one) for one in ranges])
        case _:
            found = whoosh.NullQuery
    return found


def _below(field: str, value: str, separator: str) -> whoosh.Query:
    if "*" in value:
        return whoosh.Regex(field, f"(?is){pattern(value, whole=True).pattern}")
    return whoosh.Or([whoosh.Term(field, value), whoosh.Prefix(field, value + separator)])


def _days(first: date | None, last: date | None) -> whoosh.Query:
    low = first.toordinal() if first else 0
    return _range("date", f"{low:07d}", f"{(last or date.max).toordinal():07d}")


def _range(field: str, first: str, last: str) -> whoosh.Query:
    return whoosh.TermRange(field, first, last)


def _meta(leaf: tree.Meta) -> whoosh.Query:
    key = fold(leaf.key)
    terms = [meta_term(key, word) for word in meta_words(leaf)]
    if leaf.exact and len(terms) > 1:
        slots = tuple(Slot(How.EXACT, term, place) for place, term in enumerate(terms))
        return SequenceQuery("meta", slots, 0)
    asked = [_starred(term) for term in terms]
    return whoosh.And([whoosh.Term("meta", meta_term(key, "")), *asked])


def _starred(term: str) -> whoosh.Query:
    if "*" not in term:
        return whoosh.Term("meta", term)
    rest = pattern(term, whole=True).pattern
    return whoosh.Regex("meta", f"(?is){rest}")
