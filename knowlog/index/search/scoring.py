r"""BM25F: one score from several fields.

For every word of the query the counts in the fields are weighted, divided by how long the field
is, and added *before* they saturate, and the word has one inverse document frequency:

.. math::
    \tilde{tf} = \sum_f w_f \frac{tf_f}{1 - b + b \, l_f / \bar{l}_f} \qquad
    s = \ln\left(1 + \frac{N - n + 0.5}{n + 0.5}\right)
        \frac{(k_1 + 1) \tilde{tf}}{k_1 + \tilde{tf}}

where *N* files exist, *n* of them hold the word in some field, and *l* are lengths in words.
Source: Robertson, Zaragoza and Taylor, *Simple BM25 extension to multiple weighted fields*
(CIKM 2004). Adding a BM25 per field, as Whoosh does, lets one title word outweigh all others.

Two things are the project's own. A file that holds *m* of the *q* words wished for has its sum
multiplied by *m/q*, so that files with all words come first. And newer files win near ties: the
score of the newest is raised by ``RECENCY``, by half of that after a year, by a third after two.
"""

from collections.abc import Mapping
from math import log

K1 = 1.2
B = 0.75
WEIGHTS = (3.0, 1.5, 1.0, 1.0)
"""Of the title, the headings, the tags and the body."""

RECENCY = 0.02
_YEAR = 365.25


def idf(documents: int, holding: int) -> float:
    """How much a word says that so many of the documents hold."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def saturated(weight: float, frequency: float) -> float:
    """The score of a word from its idf and its weighted frequency."""
    return weight * (K1 + 1) * frequency / (K1 + frequency)


def norms(lengths: tuple[int, ...], documents: int) -> list[tuple[float, float]]:
    """For each field what a length contributes: ``constant + factor * length``."""
    averages = [total / documents if documents and total else 1.0 for total in lengths]
    return [(1 - B, B / average) for average in averages]


def freshness(day: int, newest: int) -> float:
    """What the score of a file of this day is multiplied by; days without a date say nothing."""
    if day <= 0:
        return 1.0
    return 1 + RECENCY / (1 + max(0, newest - day) / _YEAR)


def add(frequencies: dict[int, float], more: Mapping[int, float]) -> dict[int, float]:
    """Add weighted frequencies by document to the first of two."""
    get = frequencies.get
    for document, frequency in more.items():
        frequencies[document] = get(document, 0.0) + frequency
    return frequencies
