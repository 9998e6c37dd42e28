"""Whoever asks for a few hits gets the first of what they get when they ask for all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import File, pairs

COMMON, RARE = "the of and to", "logq rebase sketch tensor"
WORDS = (COMMON.split() * 4) + (RARE.split())

bodies = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
titles = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
files = st.lists(st.tuples(titles, bodies, st.integers(0, 2000)), min_size=15, max_size=60)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True)
SHAPES = (
    "{}", "{} -sketch", '{} "the of"', "{} tag:ml", "({}) OR tensor", "{} lo*", "title:the {}",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(files, words, st.sampled_from(SHAPES), st.integers(0, 5), st.integers(0, 3))
def test_the_best_are_the_best_of_all(
    texts: list[tuple[str, str, int]], asked: list[str], shape: str, limit: int, offset: int
) -> None:
    index = WhooshIndex(None)
    log = [
        File(f"{n}.md", title, body, ("ml",) if n % 3 else (), day, draft=False)
        for n, (title, body, day) in enumerate(texts)
    ]
    half = len(log) // 2
    index.update(pairs(log[:half]), [], IndexState("u", 1))
    index.update(pairs(log[half:]), [], IndexState("u", 2))
    query = parse(shape.format(" ".join(asked)))
    some = index.search(query, limit=limit, offset=offset)
    everything = index.search(query, limit=1000)
    expected = everything.hits[offset : offset + limit]
    assert [hit.path for hit in some.hits] == [hit.path for hit in expected]
    assert [hit.score for hit in some.hits] == pytest.approx([hit.score for hit in expected])
    assert some.total == everything.total
