"""Tags that could be one are found, and different ones are left alone."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.distance import distance
from knowlog.domain.liketags import Likeness, LikeTags, like_tags


def found(*tags: str) -> list[tuple[tuple[str, ...], str]]:
    """What is found among tags, each used less than the one before it."""
    uses = {tag: len(tags) - at for at, tag in enumerate(tags)}
    return [(one.tags, one.likeness.value) for one in like_tags(uses)]


@pytest.mark.parametrize(
    ("tags", "likeness"),
    [
        (("ml", "ML"), "case"),
        (("Café", "CAFÉ", "cafe\u0301"), "case"),
        (("ML/nlp", "ml/NLP"), "case"),
        (
            ("machine-learning", "machine_learning", "Machine Learning", "MachineLearning"),
            "spelling",
        ),
        (("node.js", "nodejs"), "spelling"),
        (("café", "cafe"), "spelling"),
        (("ml/deep-nets", "ml/deep_nets"), "spelling"),
        (("paper", "papers"), "plural"),
        (("query", "queries"), "plural"),
        (("boxes", "box"), "plural"),
        (("class", "Classes"), "plural"),
        (("neural-net", "Neural Nets", "neuralnet"), "plural"),
        (("models/bert", "model/bert"), "plural"),
        (("machine-learning", "ml"), "acronym"),
        (("NLP", "Natural Language Processing"), "acronym"),
        (("sota", "state-of-the-art", "sotas"), None),
        (("sota", "state-of-the-art"), "acronym"),
        (("bn", "BatchNorm"), "acronym"),
        (("ml/rl", "ml/reinforcement-learning"), "acronym"),
        (("transformer", "tarnsformer"), "typing"),
        (("transformer", "transfomer"), "typing"),
        (("Generalization", "Generalizatio"), "typing"),
        (("form", "from"), "typing"),
        (("recsys", "ml/recsys"), "nesting"),
    ],
)
def test_what_could_be_one(tags: tuple[str, ...], likeness: str | None) -> None:
    if likeness is None:  # a group is known by its most used tag
        assert found(*tags) == [
            (("sota", "sotas"), "plural"),
            (("sota", "state-of-the-art"), "acronym"),
        ]
    else:
        assert found(*tags) == [(tags, likeness)]


@pytest.mark.parametrize(
    "tags",
    [
        (),
        ("ml",),
        ("c", "c++", "c#"),
        ("net", ".net"),
        ("css", "cs"),
        ("bus", "bu"),
        ("aws", "aw"),
        ("2019", "2091", "2018"),
        ("python2", "python3"),
        ("2019-01", "201901"),
        ("v1.10", "v110"),
        ("model", "modal"),
        ("classification", "abcdefghijklmn"),
        ("xransformer", "transformer"),
        ("transformer", "transforming"),
        ("日本語", "日本"),
        ("recsys", "ml/recsys", "shop/recsys"),
        ("ml/rl", "reinforcement-learning"),
        ("ml", "machine"),
    ],
)
def test_what_is_not_one(tags: tuple[str, ...]) -> None:
    assert found(*tags) == []


def test_the_most_used_comes_first_in_a_group_and_among_groups() -> None:
    uses = {"ML": 2, "ml": 9, "papers": 30, "paper": 1}
    assert like_tags(uses) == (
        LikeTags(("papers", "paper"), Likeness.PLURAL),
        LikeTags(("ml", "ML"), Likeness.CASE),
    )


def test_a_pair_is_told_once_with_its_first_likeness() -> None:
    assert found("abcdefg", "a-b-c-d-e-f-g") == [(("abcdefg", "a-b-c-d-e-f-g"), "spelling")]
    assert found("a-and-b-b", "aabb", "abb") == [
        (("a-and-b-b", "aabb"), "acronym"),
        (("a-and-b-b", "abb"), "acronym"),
    ]


def test_every_likeness_has_words() -> None:
    assert all(likeness.reason for likeness in Likeness)
    assert Likeness.ACRONYM.reason == "one is the first letters of the other"


@given(st.sets(st.text("abc", min_size=4, max_size=9), max_size=12))
def test_slips_are_those_that_comparing_all_pairs_finds(tags: set[str]) -> None:
    slips = {
        frozenset(pair)
        for pair in combinations(tags, 2)
        if pair[0][0] == pair[1][0]
        and distance(*pair, 1) == 1
        and (sorted(pair[0]) == sorted(pair[1]) or min(map(len, pair)) >= 7)
    }
    told = like_tags(dict.fromkeys(tags, 1))
    assert {frozenset(one.tags) for one in told if one.likeness is Likeness.TYPING} == slips
