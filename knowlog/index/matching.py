"""Which documents of a segment a leaf of the query finds, and how often."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence

from knowlog.index.postings import Postings
from knowlog.index.scoring import WEIGHTS, add
from knowlog.index.segment import Segment
from knowlog.index.tables import Strings, decode, encode
from knowlog.index.vocabulary import choose
from knowlog.index import slots

Frequencies = dict[int, float]
"""Document to the weighted, length-normalised frequency of a leaf in it."""

Norms = list[tuple[float, float]]


def frequencies(
    segment: Segment, sequence: slots.Sequence, fields: Sequence[int], norms: Norms, slop: int = 0
) -> Frequencies:
    """The documents that hold a word or a sequence in one of the fields."""
    chosen = [choose(segment, slot) for slot in sequence]
    if not chosen or not all(chosen):
        return {}
    if len(chosen) == 1:
        found = _of_words(segment, chosen[0], fields, norms)
    else:
        found = _of_sequence(segment, sequence, chosen, fields, norms, slop)
    for document in segment.deleted:
        found.pop(document, None)
    return found


def _of_words(
    segment: Segment, words: Iterable[int], fields: Sequence[int], norms: Norms
) -> Frequencies:
    found: Frequencies = {}
    for word in words:
        for field, postings in segment.words.postings(word).items():
            if field in fields:
                weighted = _weighted(segment, field, postings, norms)
                if found:
                    add(found, weighted)
                else:
                    found = weighted
    return found


def _weighted(segment: Segment, field: int, postings: Postings, norms: Norms) -> Frequencies:
    constant, factor = norms[field]
    weight, lengths = WEIGHTS[field], segment.lengths[field]
    return {
        document: weight * count / (constant + factor * lengths[document])
        for document, count in zip(postings.documents, postings.counts, strict=True)
    }


Places = "dict[int, array[int]]"


def _of_sequence(
    segment: Segment,
    sequence: slots.Sequence,
    chosen: Sequence[Sequence[int]],
    fields: Sequence[int],
    norms: Norms,
    slop: int,
) -> Frequencies:
    found: Frequencies = {}
    records = [[segment.words.postings(word) for word in words] for words in chosen]
    gaps = [after.offset - before.offset for before, after in zip(sequence, sequence[1:], strict=False)]
    for field in fields:
        columns = [_merged([r[field] for r in slot if field in r]) for slot in records]
        counts = _in_order(columns, gaps, slop)
        constant, factor = norms[field]
        lengths = segment.lengths[field]
        add(
            found,
            {
                document: WEIGHTS[field] * count / (constant + factor * lengths[document])
                for document, count in counts.items()
            },
        )
    return found


def _merged(postings: list[Postings]) -> "Mapping[int, Iterable[int]]":
    """Document to places, over several words."""
    if len(postings) == 1:
        return postings[0].by_document()
    merged: dict[int, list[int]] = {}
    for one in postings:
        for document, places in one.by_document().items():
            merged.setdefault(document, []).extend(places)
    return merged


def _in_order(
    columns: "list[Mapping[int, Iterable[int]]]", gaps: list[int], slop: int
) -> dict[int, int]:
    """Document to how often the places stand in order at these distances.

    A repeated count is by the place of the last word, so that overlaps count once each.
    """
    documents = set(min(columns, key=len))
    for column in columns:
        documents.intersection_update(column)
    found = {}
    for document in documents:
        ends = set(columns[0][document])
        for gap, column in zip(gaps, columns[1:], strict=True):
            steps = range(gap, gap + slop + 1)
            ends = {p for p in column[document] if any(p - step in ends for step in steps)}
            if not ends:
                break
        else:
            found[document] = len(ends)
    return found


def meta(segment: Segment, key: str, words: Sequence[str], *, exact: bool) -> set[int]:
    """The documents whose front matter holds all these words under a key."""
    columns = []
    for word in words:
        number = segment.meta.strings.find(encode(f"{key}\x1f{word}"))
        if number < 0:
            return set()
        columns.append(segment.meta.postings(number)[0].by_document())
    if not columns:
        return set()
    if exact:
        return set(_in_order(list(columns), [1] * (len(columns) - 1), 0))
    return set.intersection(*(set(column) for column in columns))


def below(segment: Segment, field: str, value: str, separator: str) -> set[int]:
    """The documents that have a keyword or one below it: ``ml`` finds ``ml/recsys``."""
    table = segment.keywords(field)
    found = set(table.get(encode(value)))
    return found.union(table.between(table.strings.prefixed(encode(value + separator))))


def between(segment: Segment, field: str, first: str, last: str) -> set[int]:
    """The documents with a keyword in a stretch, both ends included."""
    table = segment.keywords(field)
    low = table.strings.bisect(encode(first))
    return set(table.between(range(low, max(low, table.strings.bisect(encode(last) + b"\x00")))))


def starred(segment: Segment, field: str, pattern: "re.Pattern[str]") -> set[int]:
    """The documents with a keyword that fits an expression."""
    table = segment.keywords(field)
    numbers = [n for n, text in enumerate(_texts(table.strings)) if pattern.search(text)]
    return {document for n in numbers for document in table.between(range(n, n + 1))}


def _texts(strings: Strings) -> list[str]:
    return [decode(string) for string in strings.all().split(b"\n")[:-1]]
