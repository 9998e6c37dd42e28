"""A hit and the arithmetic of its score, as lines for people and as JSON."""

from dataclasses import asdict

from knowlog.actions.find import Found
from knowlog.domain.explanation import Explanation, WordScore
from knowlog.domain.records import entry_record
from knowlog.domain.text import counted, one_line


def explanation_lines(explanation: Explanation) -> list[str]:
    """The product first, then each word with what it adds."""
    if not explanation.words:
        return ["no word of the query has a score, so the newest comes first"]
    parts = [f"{word.score:.3f}" for word in explanation.words]
    factors = [f"({' + '.join(parts)})" if len(parts) > 1 else parts[0]]
    if explanation.wished:
        factors.append(f"{explanation.matched} of {counted(explanation.wished, 'word')}")
    factors.append(f"{explanation.recency:.4f} recency")
    return [
        f"{explanation.score:.3f} = {' x '.join(factors)}",
        *(_word_line(word) for word in explanation.words),
    ]


def _word_line(word: WordScore) -> str:
    places = ", ".join(f"{one.field} {one.count}x" for one in word.fields) or "not here"
    return (
        f"  {word.text}: {word.score:.3f}, idf {word.idf:.3f} ({counted(word.files, 'file')}), "
        f"weighted frequency {word.frequency:.3f} ({places})"
    )


def explanation_record(explanation: Explanation) -> dict[str, object]:
    """The arithmetic as JSON, every number of it."""
    return asdict(explanation)


def hit_record(found: Found, explanation: Explanation | None = None) -> dict[str, object]:
    """A hit: the entry, its score, the best place of its text, and the words that matched."""
    return {
        **entry_record(found.entry),
        "score": round(found.score, 6),
        "snippet": one_line(found.snippet),
        "matched": list(found.matched),
        "lacks": list(found.lacks),
        **({"explanation": explanation_record(explanation)} if explanation else {}),
    }
