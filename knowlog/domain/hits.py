"""What a search returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One file that a query found.

    Attributes:
        path: Relative to the log's root.
        score: Higher is better; comparable within one search only.
        lacks: Words of the query that the file does not hold, as typed.
    """

    path: str
    score: float
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that may have been meant.

    Attributes:
        query: As the user would have typed it.
        total: How many files it finds.
    """

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Page:
    """A window on the hits of a search.

    Attributes:
        hits: Best first, from the asked offset on, at most the asked limit.
        total: How many files the query found in all.
        terms: The parts of the query that count for the score, as typed.
        facets: Name of the facet (``tags``, ``years``) to value to count, when asked for.
        suggestions: When a word is in no file, other spellings that would find something, best
            first.
        ignored: Parts of the query that hold nothing to search for, as typed.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    terms: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A file that is like another one.

    Attributes:
        path: Relative to the log's root.
        score: Higher is more alike; comparable within one answer only.
        words: The words that tie the two, strongest first.
    """

    path: str
    score: float
    words: tuple[str, ...]
