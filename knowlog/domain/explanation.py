"""The arithmetic of one hit, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldCount:
    """What one field of a file adds to the frequency of a word.

    Attributes:
        field: ``title``, ``headings``, ``tags`` or ``body``.
        count: How often the word stands in it.
        length: How many words the field has in this file.
        average: How many it has in all files on average.
        weight: What a word in this field counts.
        frequency: ``weight * count / (1 - b + b * length / average)``.
    """

    field: str
    count: int
    length: int
    average: float
    weight: float
    frequency: float


@dataclass(frozen=True, slots=True)
class WordScore:
    """What one part of a query adds to the score of a file.

    Attributes:
        text: The part as typed.
        files: How many files hold it.
        idf: How much it says that so many do.
        fields: Where it stands in the file; empty when it does not.
        frequency: The sum over the fields.
        score: ``idf * (k1 + 1) * frequency / (k1 + frequency)``.
    """

    text: str
    files: int
    idf: float
    fields: tuple[FieldCount, ...]
    frequency: float
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The arithmetic of one hit: ``score = sum of words * matched / wished * recency``.

    Attributes:
        path: The file.
        score: As in the hit.
        files: How many files there are.
        words: The parts of the query that count, in its order.
        matched: How many of the bare words side by side the file holds.
        wished: How many there are; 0 when their number does not count.
        recency: What the age of the file does to its score.
        k1: Where frequencies saturate.
        b: How much the length of a field counts.
    """

    path: str
    score: float
    files: int
    words: tuple[WordScore, ...]
    matched: int
    wished: int
    recency: float
    k1: float
    b: float
