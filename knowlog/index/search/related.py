"""Files that are like another one: its most telling words, asked for all at once."""

from collections import Counter
from collections.abc import Iterator
from heapq import nlargest

from whoosh.lang.stopwords import stoplists

from knowlog.domain.hits import Related
from knowlog.index.search.matching import Matches, Scope
from knowlog.index.search.scoring import WEIGHTS, idf, norms, saturated
from knowlog.index.segments.documents import Record
from knowlog.index.segments.snapshot import Snapshot
from knowlog.index.segments.tables import encode
from knowlog.index.words.analysis import cached_terms, is_grams, raw_tokens
from knowlog.index.words.slots import How, Slot
from knowlog.index.words.stemming import stem

_ASKED = 25
"""How many words of a file stand for it."""

_TIES = 5
"""How many of them are named."""

_COMMON = 0.5
"""A word in more than this share of the files ties nothing."""

_NUMBER = 5
"""Characters from which on a number or an option is a name: `1706.03762`, not `500`."""

_ALL = (0, 1, 2, 3)


def related(snapshot: Snapshot, record: Record, limit: int) -> tuple[Related, ...]:
    """Other files like one, most alike first.

    A word counts by how often the file has it, by field as in a search, and by its idf; the
    strongest are a query, as in Lucene's MoreLikeThis.
    """
    words = _telling(snapshot, record)
    scope = Scope(_ALL, norms(snapshot.table.lengths, snapshot.documents))
    scores: Counter[tuple[int, int]] = Counter()
    ties: dict[tuple[int, int], list[tuple[float, str]]] = {}
    for word, (slot, strength) in words.items():
        for number, segment in enumerate(snapshot.segments):
            for document, frequency in Matches(segment, [(slot,)], scope).frequencies().items():
                score = saturated(strength, frequency)
                scores[number, document] += score  # type: ignore[assignment]  # counts are floats
                ties.setdefault((number, document), []).append((score, word))
    own = set(_own(snapshot, record.path))
    best = nlargest(limit, ((score, place) for place, score in scores.items() if place not in own))
    return tuple(
        Related(
            snapshot.segments[number].path(document),
            score,
            tuple(word for _, word in nlargest(_TIES, ties[number, document])),
        )
        for score, (number, document) in best
    )


def _own(snapshot: Snapshot, path: str) -> Iterator[tuple[int, int]]:
    for number, segment in enumerate(snapshot.segments):
        for document in segment.keywords("path").get(encode(path)):
            yield number, document


def _telling(snapshot: Snapshot, record: Record) -> dict[str, tuple[Slot, float]]:
    """The words that tell a file from others, as written most often, with their strength."""
    function_words = _function_words(record)
    counts: Counter[Slot] = Counter()
    written: dict[Slot, Counter[str]] = {}
    for weight, text in zip(WEIGHTS, record.texts, strict=True):
        for raw in raw_tokens(text):
            if raw.startswith("\\"):
                continue
            for term, _ in cached_terms(raw)[0]:
                if term in function_words or not _names_something(term):
                    continue
                slot = _slot(raw, term)
                counts[slot] += weight  # type: ignore[assignment]  # counts are floats
                written.setdefault(slot, Counter())[term] += 1
    plain = Scope(_ALL, [(1.0, 0.0)] * len(WEIGHTS))
    strengths = []
    for slot, count in counts.most_common(4 * _ASKED):
        files = sum(len(Matches(s, [(slot,)], plain).documents) for s in snapshot.segments)
        if 1 < files <= max(2, _COMMON * snapshot.documents):
            strength = idf(snapshot.documents, files) * count**0.5
            strengths.append((strength, written[slot].most_common(1)[0][0], slot))
    return {word: (slot, strength) for strength, word, slot in nlargest(_ASKED, strengths)}


def _function_words(record: Record) -> frozenset[str]:
    """Words such as "of" and "and", which hold sentences together and tell nothing."""
    languages = [lang.partition("-")[0].casefold() for lang in record.keywords.get("lang", ())]
    return frozenset().union(*(stoplists.get(lang, ()) for lang in ("en", *languages)))


def _names_something(term: str) -> bool:
    return len(term) > 1 and (term[0].isalpha() or len(term) >= _NUMBER)


def _slot(raw: str, term: str) -> Slot:
    plain = term.isascii() and term.isalpha() and not is_grams(raw)
    return Slot(How.STEM, stem(term)) if plain else Slot(How.EXACT, term)
