"""What a search returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One file that a query found.

    Attributes:
        path: Relative to the log's root.
        score: Higher is better; comparable within one search only.
    """

    path: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """A window on the hits of a search.

    Attributes:
        hits: Best first, from the asked offset on, at most the asked limit.
        total: How many files the query found in all.
        terms: The parts of the query that count for the score, as typed.
        facets: Name of the facet (``tags``, ``years``) to value to count, when asked for.
        suggestions: Other spellings of the query that would find something, best first.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    terms: tuple[str, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
