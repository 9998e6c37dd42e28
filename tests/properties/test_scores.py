"""Scores are those of the formula, written down here a second time from the paper."""

import re
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import WORDS, File, logs, pairs
from tests.properties.test_search_oracle import root

K1, B = 1.2, 0.75
WEIGHTS = {"title": 3.0, "tags": 1.0, "body": 1.0}
Texts = dict[str, list[str]]


def texts(file: File) -> Texts:
    tags = [word for tag in file.tags for word in re.findall(r"\w+", tag)]
    return {"title": file.title.split(), "tags": tags, "body": file.body.split()}


def frequency(word: str, one: Texts, everything: list[Texts]) -> float:
    total = 0.0
    for field, weight in WEIGHTS.items():
        average = sum(len(each[field]) for each in everything) / len(everything) or 1.0
        count = sum(root(word) == root(other) for other in one[field])
        total += weight * count / (1 - B + B * len(one[field]) / average)
    return total


def reference(words: list[str], files: list[File]) -> dict[str, float]:
    everything = [texts(file) for file in files]
    newest = max((file.day for file in files if file.day is not None), default=0)
    scores = {}
    for file, one in zip(files, everything, strict=True):
        score, matched = 0.0, 0
        for word in words:
            holding = sum(frequency(word, each, everything) > 0 for each in everything)
            tf = frequency(word, one, everything)
            idf = log(1 + (len(files) - holding + 0.5) / (holding + 0.5))
            score += idf * (K1 + 1) * tf / (K1 + tf)
            matched += tf > 0
        recency = 1.0 if file.day is None else 1 + 0.02 / (1 + (newest - file.day) / 365.25)
        if matched:
            scores[file.path] = score * matched / len(words) * recency
    return scores


@settings(max_examples=200, deadline=None)
@given(logs(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique_by=root))
def test_scores_are_those_of_the_formula(files: list[File], words: list[str]) -> None:
    index = WhooshIndex(None)
    index.update(pairs(files), [], IndexState("u", 1))
    query = parse(" ".join(words))
    hits = index.search(query, limit=100).hits
    assert {hit.path: hit.score for hit in hits} == pytest.approx(reference(words, files))
    for hit in hits:
        explanation = index.explain(query, hit.path)
        assert explanation is not None
        assert explanation.score == pytest.approx(hit.score)
        for word in explanation.words:
            assert sum(field.frequency for field in word.fields) == pytest.approx(word.frequency)


@settings(max_examples=100, deadline=None)
@given(logs(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.integers(1, 4))
def test_any_window_on_the_hits_is_a_part_of_all_hits(
    files: list[File], words: list[str], limit: int
) -> None:
    index = WhooshIndex(None)
    index.update(pairs(files), [], IndexState("u", 1))
    query = parse(" ".join(words))
    everything = index.search(query, limit=100).hits
    for sort in ("relevance", "date", "title"):
        whole = index.search(query, sort=sort, limit=100).hits
        assert {hit.path for hit in whole} == {hit.path for hit in everything}
        for offset in range(len(whole)):
            page = index.search(query, sort=sort, limit=limit, offset=offset)
            assert page.hits == whole[offset : offset + limit]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[File], list[str]]]:
    paths = [f"{number:02d}.md" for number in range(6)]
    steps = []
    for _ in range(draw(st.integers(1, 12))):
        files = draw(logs())
        renamed = [
            File(draw(st.sampled_from(paths)), f.title, f.body, f.tags, f.day, f.draft)
            for f in files[:2]
        ]
        once = list({file.path: file for file in renamed}.values())
        gone = draw(st.lists(st.sampled_from(paths), max_size=1))
        steps.append((once, [path for path in gone if path not in {f.path for f in once}]))
    return steps


@settings(max_examples=100, deadline=None)
@given(histories(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2))
def test_after_any_updates_all_is_as_after_a_fresh_build(
    history: list[tuple[list[File], list[str]]], words: list[str]
) -> None:
    index, files = WhooshIndex(None), dict[str, File]()
    for number, (changed, gone) in enumerate(history):
        index.update(pairs(changed), gone, IndexState("u", number))
        files.update({file.path: file for file in changed})
        for path in gone:
            files.pop(path, None)
    fresh = WhooshIndex(None)
    fresh.update(pairs(files.values()), [], IndexState("u", 1))
    assert index.state().documents == len(files)
    query = parse(" ".join(words))
    after, anew = (one.search(query, limit=100, facets=True) for one in (index, fresh))
    assert [hit.path for hit in after.hits] == [hit.path for hit in anew.hits]
    assert [h.score for h in after.hits] == pytest.approx([h.score for h in anew.hits])
    assert after.facets == anew.facets
