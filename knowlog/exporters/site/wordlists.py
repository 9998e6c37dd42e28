"""Which entries hold a word, as lines of text that can be changed for one entry alone."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from knowlog.exporters.site.pairs import cached_stem, file_number
from knowlog.exporters.site.terms import base36
from knowlog.index.words.analysis import is_grams

_KEY, _LONGER_KEY = 2, 3
_GRAM_BLOCK = 6
_LARGEST_SHARD = 24_000
_PAIRS = ">"
_WHOLE = ("~", _PAIRS)
"""What begins the name of a group that is not parted."""
_POSTING = re.compile(r"([0-9a-z]+)(\S*)")

Counts = Mapping[str, str]
"""Word to how often each field of one entry holds it, as :func:`entry_words` writes it."""


def shard_key(term: str, length: int = _KEY) -> str:
    """Name the shard of a word: the beginning that it shares with its other forms."""
    if is_grams(term):
        return f"~{ord(term[0]) >> _GRAM_BLOCK:x}"
    root = cached_stem(term)
    return root[:length] if root[:1].isalpha() else root[:1]


def pair_key(pair: str, files: int) -> str:
    """Name the shard of two neighbouring words, of so many files."""
    return f"{_PAIRS}{file_number(pair, files):x}"


def is_pairs(name: str) -> bool:
    """Whether a shard or group is one of pairs."""
    return name.startswith(_PAIRS)


def shard_file(key: str) -> str:
    """Name the file of a shard; a beginning that is no plain word is spelled in numbers."""
    if is_pairs(key):
        return f"p-{key.removeprefix(_PAIRS)}.js"
    plain = key.isascii() and key.isalnum()
    return f"w-{key}.js" if plain else f"x-{key.encode().hex()}.js"


def all_lines(rows: Iterable[Counts], key_of: Callable[[str], str] = shard_key) -> dict[str, str]:
    """Write the lines of all words.

    Args:
        rows: The counts of every entry, in the order of the entries' numbers.
        key_of: Names the group of a word.

    Returns:
        Group to its lines, sorted by word.
    """
    last: dict[str, int] = {}
    postings: dict[str, str] = {}
    for number, row in enumerate(rows):
        for term, count in row.items():
            before = last.get(term)
            if before is None:  # as it mostly is
                postings[term] = base36(number) + count
            else:
                postings[term] = f"{postings[term]} {base36(number - before)}{count}"
            last[term] = number
    groups: dict[str, list[str]] = {}
    for term in postings:
        groups.setdefault(key_of(term), []).append(term)
    return {
        name: "\n".join(f"{term} {postings[term]}" for term in sorted(terms))
        for name, terms in groups.items()
    }


def changed_terms(before: Counts, now: Counts) -> Iterator[str]:
    """Name the words whose counts in one entry differ."""
    for term in {*before, *now}:
        if before.get(term) != now.get(term):
            yield term


def changed_lines(lines: str, changes: Mapping[str, Mapping[int, str | None]]) -> str:
    """Change some words of a group.

    Args:
        lines: Of the group.
        changes: Word to entry's number to its counts there; None where it is no more.
    """
    words = dict(line.split(" ", 1) for line in lines.split("\n")) if lines else {}
    for term, counts in changes.items():
        found = dict(_postings(words.get(term, "")))
        found |= {number: count for number, count in counts.items() if count is not None}
        for number in [number for number, count in counts.items() if count is None]:
            found.pop(number, None)
        words[term] = _written(found)
    return "\n".join(f"{term} {words[term]}" for term in sorted(words) if words[term])


def shards(name: str, lines: str) -> dict[str, str]:
    """Part a group into shards, by a longer beginning where it is large."""
    if name[0] in _WHOLE or len(lines) <= _LARGEST_SHARD:
        return {name: lines}
    parts: dict[str, list[str]] = {}
    for line in lines.split("\n"):
        parts.setdefault(shard_key(line.partition(" ")[0], _LONGER_KEY), []).append(line)
    return {key: "\n".join(part) for key, part in parts.items()}


def _postings(text: str) -> Iterator[tuple[int, str]]:
    number = 0
    for step, count in _POSTING.findall(text):
        number += int(step, 36)
        yield number, count


def _written(postings: Mapping[int, str]) -> str:
    last = 0
    parts = []
    for number in sorted(postings):
        parts.append(base36(number - last) + postings[number])
        last = number
    return " ".join(parts)
