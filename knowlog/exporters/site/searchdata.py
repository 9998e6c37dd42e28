"""What the search in the page reads: the words of the log in small files by their beginnings.

The files are scripts that call ``knowlogSearch``, because a page that is opened from a disk may
load scripts and nothing else. Words, weights and formula are those of the command line's search,
so that both find the same; only the places of words are left out, which keeps the files small.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowlog.exporters.site.cards import card
from knowlog.exporters.site.model import Article
from knowlog.exporters.site.terms import base36
from knowlog.index.search.scoring import K1, RECENCY, WEIGHTS, B
from knowlog.index.words.analysis import is_grams
from knowlog.index.words.folding import fold
from knowlog.index.words.stemming import stem

SEARCH = "search/"
_LARGEST_SHARD = 24_000
_ROWS = 32
_SUMMARY = 150
_KEY, _LONGER_KEY = 2, 3
_GRAM_BLOCK = 6


class _Words(NamedTuple):
    lengths: list[list[int]]
    postings: dict[str, str]


def search_files(
    articles: Sequence[Article], terms: Callable[[str], str]
) -> Iterator[tuple[str, bytes]]:
    """Make all files of the search, with their paths.

    Args:
        articles: All that can be found.
        terms: The words of an entry by its path, as :func:`entry_terms` counts them.
    """
    ordered = sorted(articles, key=_oldest_first)
    words = _gathered([terms(article.entry.path) for article in ordered])
    shards = _shards(words.postings)
    yield f"{SEARCH}index.js", _call("index", _index(ordered, words.lengths, sorted(shards)))
    if tags := _tags(ordered):
        yield f"{SEARCH}tags.js", _call("tags", tags)
    for start in range(0, len(ordered), _ROWS):
        rows = [_row(article) for article in ordered[start : start + _ROWS]]
        number = start // _ROWS
        yield f"{SEARCH}rows-{number}.js", _call("rows", number, rows)
    for key in sorted(shards):
        yield f"{SEARCH}{shard_file(key)}", _call("words", key, "\n".join(shards[key]))


def shard_key(term: str, length: int = _KEY) -> str:
    """Name the shard of a word: the beginning that it shares with its other forms."""
    if is_grams(term):
        return f"~{ord(term[0]) >> _GRAM_BLOCK:x}"
    root = stem(term)
    return root[:length] if root[:1].isalpha() else root[:1]


def shard_file(key: str) -> str:
    """Name the file of a shard; a beginning that is no plain word is spelled in numbers."""
    plain = key.isascii() and key.isalnum()
    return f"w-{key}.js" if plain else f"x-{key.encode().hex()}.js"


def _oldest_first(article: Article) -> tuple[bool, float, tuple[int, ...]]:
    date = article.entry.date
    backwards = tuple(-ord(character) for character in article.entry.path)
    return (date is not None, date.timestamp() if date else 0.0, (*backwards, 1))


def _gathered(rows: Sequence[str]) -> _Words:
    lengths: list[list[int]] = []
    last: dict[str, int] = {}
    postings: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        found, counts = json.loads(row) if row else ([0, 0, 0, 0], {})
        lengths.append(found)
        for term, count in counts.items():
            step = base36(number - last.get(term, 0))
            last[term] = number
            postings.setdefault(term, []).append(step + count)
    return _Words(lengths, {term: " ".join(steps) for term, steps in postings.items()})


def _shards(postings: dict[str, str]) -> dict[str, list[str]]:
    shards: dict[str, list[str]] = {}
    for term in sorted(postings):
        shards.setdefault(shard_key(term), []).append(f"{term} {postings[term]}")
    for key in list(shards):
        if not key.startswith("~") and sum(map(len, shards[key])) > _LARGEST_SHARD:
            for line in shards.pop(key):
                longer = shard_key(line.partition(" ")[0], _LONGER_KEY)
                shards.setdefault(longer, []).append(line)
    return shards


def _index(
    ordered: Sequence[Article], lengths: Sequence[Sequence[int]], keys: Sequence[str]
) -> dict[str, object]:
    days = [one.entry.date.date().toordinal() if one.entry.date else 0 for one in ordered]
    newest = max(days, default=0)
    columns = zip(*lengths, strict=True) if lengths else ((), (), (), ())
    return {
        "k1": K1,
        "b": B,
        "weights": WEIGHTS,
        "recency": RECENCY,
        "rows": _ROWS,
        "lengths": [" ".join(map(base36, column)) for column in columns],
        "ages": " ".join(base36(newest - day) if day else "-" for day in days),
        "shards": " ".join(keys),
    }


def _tags(ordered: Sequence[Article]) -> dict[str, str]:
    """The entries of each tag, as steps from one to the next."""
    holders: dict[str, list[int]] = {}
    for number, article in enumerate(ordered):
        for tag in dict.fromkeys(map(fold, article.entry.tags)):
            holders.setdefault(tag, []).append(number)
    return {
        tag: " ".join(base36(now - before) for before, now in pairwise([0, *holders[tag]]))
        for tag in sorted(holders)
    }


def _row(article: Article) -> list[str]:
    shown = card(article)
    summary = article.entry.summary
    if len(summary) > _SUMMARY:
        summary = summary[:_SUMMARY].rpartition(" ")[0] + " …"
    return [shown.address, shown.title, shown.date["text"] if shown.date else "", summary]


def _call(name: str, *values: object) -> bytes:
    spelled = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in values)
    text = ",".join(spelled).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"knowlogSearch.{name}({text})\n".encode()
