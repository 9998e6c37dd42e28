"""The index finds what a plain scan of the texts finds."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import FIRST_DAY, WORDS, File, logs, pairs

ROOTS = {"apples": "apple", "bananas": "banana", "learning": "learn", "learned": "learn"}
"""By hand, so that no stemmer judges itself."""

Finds = Callable[[File], bool]


def fields(file: File) -> list[list[str]]:
    tags = [part for tag in file.tags for part in tag.split("/")]
    return [file.title.split(), tags, file.body.split()]


def root(word: str) -> str:
    return ROOTS.get(word, word)


def holds(word: str) -> Finds:
    return lambda file: any(root(word) == root(w) for field in fields(file) for w in field)


def holds_phrase(words: list[str], slop: int = 0) -> Finds:
    def finds(file: File) -> bool:
        return any(_in_order(words, field, slop) for field in fields(file))

    return finds


def _in_order(words: list[str], field: list[str], slop: int) -> bool:
    ends = {place for place, word in enumerate(field) if word == words[0]}
    for wanted in words[1:]:
        ends = {
            place
            for place, word in enumerate(field)
            if word == wanted and any(0 < place - end <= slop + 1 for end in ends)
        }
    return bool(ends)


def begins(start: str) -> Finds:
    return lambda file: any(w.startswith(start) for field in fields(file) for w in field)


def in_title(word: str) -> Finds:
    return lambda file: any(root(word) == root(w) for w in file.title.split())


def tagged(name: str) -> Finds:
    return lambda file: any(t == name or t.startswith(f"{name}/") for t in file.tags)


def between(first: int, last: int) -> Finds:
    return lambda file: file.day is not None and first <= file.day <= last


def _date(day: int) -> str:
    return (FIRST_DAY + timedelta(days=day)).date().isoformat()


def leaves() -> st.SearchStrategy[tuple[str, Finds]]:
    word = st.sampled_from(WORDS)
    days = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted)
    return st.one_of(
        word.map(lambda w: (w, holds(w))),
        word.map(lambda w: (f"title:{w}", in_title(w))),
        word.map(lambda w: (f"{w[:2]}*", begins(w[:2]))),
        st.lists(word, min_size=1, max_size=3).map(
            lambda ws: (f'"{" ".join(ws)}"', holds_phrase(ws))
        ),
        st.lists(word, min_size=2, max_size=2).map(
            lambda ws: (f'"{" ".join(ws)}"~2', holds_phrase(ws, 2))
        ),
        st.sampled_from(("ml", "ml/recsys", "git", "none")).map(lambda t: (f"tag:{t}", tagged(t))),
        days.map(lambda d: (f"date:{_date(d[0])}..{_date(d[1])}", between(*d))),
        st.just(("is:draft", lambda file: file.draft)),
    )


def joined(parts: Iterable[tuple[str, Finds]], how: str) -> tuple[str, Finds]:
    texts, finds = zip(*parts, strict=True)
    decide = any if how == " OR " else all
    return f"({how.join(texts)})", lambda file: decide(find(file) for find in finds)


def queries() -> st.SearchStrategy[tuple[str, Finds]]:
    def larger(inner: st.SearchStrategy[tuple[str, Finds]]) -> st.SearchStrategy[tuple[str, Finds]]:
        several = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            inner.map(lambda one: (f"NOT {one[0]}", lambda file: not one[1](file))),
            several.map(lambda parts: joined(parts, " OR ")),
            several.map(lambda parts: joined(parts, " AND ")),
            several.map(lambda parts: joined(parts, " ")),
        )

    return st.recursive(leaves(), larger, max_leaves=6)


@settings(max_examples=300, deadline=None)
@given(logs(), queries())
def test_the_index_finds_what_a_plain_scan_finds(
    files: list[File], query: tuple[str, Finds]
) -> None:
    text, finds = query
    index = WhooshIndex(None)
    index.update(pairs(files), [], IndexState("u", 1))
    assert index.matching(parse(text)) == {file.path for file in files if finds(file)}


@settings(max_examples=150, deadline=None)
@given(logs(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_words_side_by_side_find_what_holds_one_of_them(
    files: list[File], words: list[str]
) -> None:
    index = WhooshIndex(None)
    index.update(pairs(files), [], IndexState("u", 1))
    page = index.search(parse(" ".join(words)), limit=100)
    wanted = {file.path for file in files if any(holds(word)(file) for word in words)}
    assert {hit.path for hit in page.hits} == wanted
    assert page.total == len(wanted)
