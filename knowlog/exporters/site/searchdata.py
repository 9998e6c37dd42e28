"""What the search in the page reads: the words of the log in small files by their beginnings.

The files are scripts that call ``knowlogSearch``, because a page that is opened from a disk may
load scripts and nothing else. Words, weights and formula are those of the command line's search,
so that both find the same. What asks for words side by side is looked up by pairs of neighbours
(``pairs.py``). Only for words near each other, and for a star behind several words, the entries
that hold all of them are looked through, in files that have the words of a few entries in their
order.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowlog.exporters.site.cache import SiteCache, WordGroup
from knowlog.exporters.site.cards import card, day_text
from knowlog.exporters.site.gist import Gist
from knowlog.exporters.site.making import Making
from knowlog.exporters.site.model import Article
from knowlog.exporters.site.piece import digest
from knowlog.exporters.site.terms import base36
from knowlog.exporters.site.views import Board
from knowlog.exporters.site.wordchanges import (
    Read,
    counts_of,
    numbered,
    pair_file_count,
    pair_lines,
)
from knowlog.exporters.site.wordlists import all_lines, is_pairs, shard_file, shards
from knowlog.index.search.scoring import K1, RECENCY, WEIGHTS, B
from knowlog.index.words.folding import fold

SEARCH = "search/"
_ROWS = 8
"""How many entries one file has the titles and summaries of; the ten best may need ten."""
_TEXTS = 4
"""How many entries one file has the words of, in their order."""
_LONG_TEXT = 1_200
"""So many words, and an entry has a file of its own for them."""
_SUMMARY = 150


def search_files(on: Board, memory: SiteCache) -> Iterator[tuple[str, bytes]]:
    """Make all files of the search but those of the pairs, with their paths."""
    ordered = numbered(on)
    groups = all_lines(counts_of(memory.terms(article.entry.path)) for article in ordered)
    parts = {
        key: lines for name, group in groups.items() for key, lines in shards(name, group).items()
    }
    yield f"{SEARCH}index.js", _index(ordered, on.gists, parts)
    if tags := _tags(ordered):
        yield f"{SEARCH}tags.js", _call("tags", tags)
    for number, (_, rows) in enumerate(_row_blocks(on, ordered)):
        yield _rows_file(number), _rows(number, rows)
    for _, block in text_blocks(on, ordered):
        yield from block.files(memory.tokens)
    for key, lines in parts.items():
        yield _words(key, lines)


def pair_files(on: Board, memory: SiteCache) -> Iterator[tuple[str, bytes]]:
    """Make all files of the pairs, with their paths."""
    tokens = (memory.tokens(article.entry.path) for article in numbered(on))
    for key, lines in pair_lines(tokens, pair_file_count(on.gists)).items():
        yield _words(key, lines)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The words of some neighbouring entries in their order, to be put into a file.

    Attributes:
        first: The number of the first one.
        entries: Their paths.
        long: The numbers of those whose words have a file of their own.
    """

    first: int
    entries: Sequence[str]
    long: Sequence[int]

    @property
    def names(self) -> list[str]:
        """The files."""
        own = (f"{SEARCH}text-{number}.js" for number in self.long)
        return [f"{SEARCH}texts-{self.first // _TEXTS}.js", *own]

    def files(self, tokens: Read) -> Iterator[tuple[str, bytes]]:
        """Make the files."""
        together, *own = self.names
        found = {number: tokens(path) for number, path in enumerate(self.entries, self.first)}
        for file, number in zip(own, self.long, strict=True):
            yield file, _call("text", number, found[number])
        texts = [0 if number in self.long else text for number, text in found.items()]
        yield together, _call("texts", self.first // _TEXTS, texts)


def word_files(group: WordGroup) -> Iterator[tuple[str, bytes]]:
    """Make the files of a group of words."""
    for key, lines in shards(group.name, group.lines).items():
        yield _words(key, lines)


def shard_files(group: WordGroup) -> list[str]:
    """Name the files of a group of words."""
    return [f"{SEARCH}{shard_file(key)}" for key in group.shards.split(" ")]


def update_search(on: Board, memory: SiteCache, making: Making) -> None:
    """Make the files of the search that are not already there as they shall be."""
    ordered = numbered(on)
    keys: list[str] = []
    for group in memory.word_groups():
        if not is_pairs(group.name):
            keys += group.shards.split(" ")
        files = shard_files(group)
        if not all(file in making.digests or making.stands(file, group.key) for file in files):
            whole = group._replace(lines=memory.word_lines(group.name))
            for file, content in word_files(whole):
                making.write(file, content, group.key)
    inputs = digest(*(_known(on, one) for one in ordered), *keys)
    if not making.stands(f"{SEARCH}index.js", inputs):
        making.write(f"{SEARCH}index.js", _index(ordered, on.gists, keys), inputs)
    tagged = digest(*("\1".join(one.entry.tags) for one in ordered))
    if any(one.entry.tags for one in ordered) and not making.stands(f"{SEARCH}tags.js", tagged):
        making.write(f"{SEARCH}tags.js", _call("tags", _tags(ordered)), tagged)
    for number, (key, rows) in enumerate(_row_blocks(on, ordered)):
        if not making.stands(_rows_file(number), key):
            making.write(_rows_file(number), _rows(number, rows), key)


def text_blocks(on: Board, ordered: Sequence[Article]) -> Iterator[tuple[str, TextBlock]]:
    """Part all entries into blocks, each with what names the words in it."""
    for first in range(0, len(ordered), _TEXTS):
        articles = ordered[first : first + _TEXTS]
        key = digest(*(part for one in articles for part in _spoken(on, one)))
        paths = [one.entry.path for one in articles]
        long = [number for number, path in enumerate(paths, first) if _is_long(on.gists[path])]
        yield key, TextBlock(first, paths, long)


def _known(on: Board, article: Article) -> str:
    date = article.entry.date
    return f"{on.gists[article.entry.path].lengths}\t{date.date().toordinal() if date else 0}"


def _index(ordered: Sequence[Article], gists: Mapping[str, Gist], keys: Iterable[str]) -> bytes:
    days = [one.entry.date.date().toordinal() if one.entry.date else 0 for one in ordered]
    newest = max(days, default=0)
    lengths = [gists[one.entry.path].lengths.split(" ") for one in ordered]
    columns = zip(*lengths, strict=True) if lengths else ((), (), (), ())
    return _call(
        "index",
        {
            "k1": K1,
            "b": B,
            "weights": WEIGHTS,
            "recency": RECENCY,
            "rows": _ROWS,
            "pairs": pair_file_count(gists),
            "texts": _TEXTS,
            "long": " ".join(
                base36(number)
                for number, one in enumerate(ordered)
                if _is_long(gists[one.entry.path])
            ),
            "lengths": [" ".join(column) for column in columns],
            "ages": " ".join(base36(newest - day) if day else "-" for day in days),
            "shards": " ".join(sorted(keys)),
        },
    )


def _row_blocks(on: Board, ordered: Sequence[Article]) -> Iterator[tuple[str, list[Article]]]:
    for start in range(0, len(ordered), _ROWS):
        block = list(ordered[start : start + _ROWS])
        parts = (on.cards[one.entry.path].key + one.entry.summary for one in block)
        yield digest(*parts), block


def _rows_file(number: int) -> str:
    return f"{SEARCH}rows-{number}.js"


def _rows(number: int, articles: Iterable[Article]) -> bytes:
    return _call("rows", number, [_row(article) for article in articles])


def _spoken(on: Board, article: Article) -> Iterator[str]:
    """Name the words of an entry in their order."""
    yield on.gists[article.entry.path].key
    yield article.entry.title
    yield from article.entry.tags


def _is_long(gist: Gist) -> bool:
    return int(gist.lengths.rpartition(" ")[2], 36) >= _LONG_TEXT


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
    return [shown.address, shown.title, day_text(shown.time) if shown.time else "", summary]


def _words(key: str, lines: str) -> tuple[str, bytes]:
    kind = "pairs" if is_pairs(key) else "words"
    return f"{SEARCH}{shard_file(key)}", _call(kind, key, lines)


def _call(name: str, *values: object) -> bytes:
    spelled = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in values)
    text = ",".join(spelled).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"knowlogSearch.{name}({text})\n".encode()
