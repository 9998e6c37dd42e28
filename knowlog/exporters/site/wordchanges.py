"""Brings the lists of words and pairs up to date: for changed entries alone if they are few."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from knowlog.exporters.site.cache import EntryWords, SiteCache, WordGroup
from knowlog.exporters.site.gist import Gist
from knowlog.exporters.site.model import Article
from knowlog.exporters.site.pairs import files_for, pairs_of
from knowlog.exporters.site.piece import digest
from knowlog.exporters.site.views import Board
from knowlog.exporters.site.wordlists import (
    Counts,
    all_lines,
    changed_lines,
    changed_terms,
    pair_key,
    shard_key,
    shards,
)

_WORTH_CHANGING = 50
"""How many entries may differ before all lists of words are made anew."""

Read = Callable[[str], str]
"""The path of an entry to something that is kept of it."""

Known = tuple[str, str]
"""The path of an entry, and the name of its words."""


@dataclass(frozen=True, slots=True)
class Words:
    """All lists of words and of pairs, to be made anew.

    Attributes:
        entries: The paths of all entries by their numbers.
        pair_files: How many files the pairs are spread over.
    """

    entries: Sequence[str]
    pair_files: int

    def groups(self, terms: Read, tokens: Read) -> list[WordGroup]:
        """Gather them."""
        words = all_lines(counts_of(terms(path)) for path in self.entries)
        pairs = pair_lines(map(tokens, self.entries), self.pair_files)
        return _groups(words | pairs)


def pair_lines(tokens: Iterable[str], files: int) -> dict[str, str]:
    """Write the lines of all pairs.

    Args:
        tokens: The words of every entry in their order.
        files: How many files they are spread over.
    """
    return all_lines(map(pairs_of, tokens), partial(pair_key, files=files))


def pair_file_count(gists: Mapping[str, Gist]) -> int:
    """How many files the pairs of these entries are spread over."""
    lengths = (length for gist in gists.values() for length in gist.lengths.split(" "))
    return files_for(sum(int(length, 36) for length in lengths))


def counts_of(terms: str) -> Counts:
    """The words of an entry from the JSON that is kept of them."""
    counts: dict[str, str] = json.loads(terms or "{}")
    return counts


def update_words(on: Board, memory: SiteCache) -> Words | None:
    """Bring the lists of words up to date for the changed entries, when these are few.

    Returns:
        What has to be made anew, if that takes less time.
    """
    now = [(one.entry.path, on.gists[one.entry.path].terms) for one in numbered(on)]
    spelled = "\n".join(f"{path}\t{terms}" for path, terms in now)
    files = pair_file_count(on.gists)
    before = memory.recall("words", str(files))
    if before == spelled:
        return None
    memory.remember("words", str(files), spelled)
    known = [_split(line) for line in (before or "").split("\n") if line]
    changes = _changes(known, now, memory, files)
    if changes is None:
        memory.forget_words()
        return Words([path for path, _ in now], files)
    memory.keep_words(
        _groups(
            {name: changed_lines(memory.word_lines(name), terms) for name, terms in changes.items()}
        )
    )
    return None


def _groups(lines: Mapping[str, str]) -> list[WordGroup]:
    """Name groups of words and their shards; one without a line says that it is gone."""
    return [
        WordGroup(name, digest(text), " ".join(shards(name, text)), text)
        for name, text in lines.items()
    ]


def numbered(on: Board) -> list[Article]:
    """Every article in the order of its number: the oldest is 0, so that a new one moves none."""
    backwards = sorted(on.plan.everything, key=lambda one: one.entry.path, reverse=True)
    return sorted(backwards, key=_day)


def _day(article: Article) -> tuple[bool, float]:
    date = article.entry.date
    return (date is not None, date.timestamp() if date else 0.0)


_NO_WORDS = EntryWords("", "\n\n\n")
"""What search knows of an entry that is not there."""

Changes = dict[str, dict[str, dict[int, str | None]]]
"""Group to word to the number of an entry to the word's counts there."""


def _changes(
    before: Sequence[Known], now: Sequence[Known], memory: SiteCache, pair_files: int
) -> Changes | None:
    """Say which words and pairs differ; None when that takes longer than to gather all of them."""
    shared = min(len(before), len(now))
    if not before or any(before[at][0] != now[at][0] for at in range(shared)):
        return None
    differing = [at for at in range(shared) if before[at][1] != now[at][1]]
    differing += range(shared, max(len(before), len(now)))
    if len(differing) > _WORTH_CHANGING:
        return None
    changes: Changes = {}
    for number in differing:
        old = _words_before(before[number], memory) if number < len(before) else _NO_WORDS
        if old is None:
            return None
        new = memory.spoken(now[number][0]) if number < len(now) else _NO_WORDS
        for group, term, count in _differences(old, new, pair_files):
            changes.setdefault(group, {}).setdefault(term, {})[number] = count
    return changes


def _differences(
    old: EntryWords, new: EntryWords, pair_files: int
) -> Iterator[tuple[str, str, str | None]]:
    """Each word and pair that differs, after its group, and its counts now."""
    before, after = counts_of(old.terms), counts_of(new.terms)
    for term in changed_terms(before, after):
        yield shard_key(term), term, after.get(term)
    before, after = pairs_of(old.tokens), pairs_of(new.tokens)
    for pair in changed_terms(before, after):
        yield pair_key(pair, pair_files), pair, after.get(pair)


def _words_before(known: Known, memory: SiteCache) -> EntryWords | None:
    path, name = known
    for spoken in (memory.replaced(path), memory.spoken(path)):
        if spoken and digest(*spoken) == name:
            return spoken
    return None


def _split(line: str) -> Known:
    path, _, terms = line.rpartition("\t")
    return path, terms
