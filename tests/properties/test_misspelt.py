"""A misspelt word finds every word within the edits that are allowed, and no other."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowlog.domain.distance import distance
from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import File, pairs

LETTERS = "abcß\u0436\u017e"
"""Few, so that random words are near each other; of one to two bytes."""

words = st.text(LETTERS, min_size=5, max_size=9)


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment by its definition, without any short cut."""
    table = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            wrong = one[i - 1] != other[j - 1]
            ways = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + wrong]
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                ways.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(ways)
    return table[-1][-1]


@st.composite
def near(draw: st.DrawFn, word: str) -> str:
    """A word after one to three edits at random places."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(word)))
        letter = draw(st.sampled_from(LETTERS))
        word = draw(
            st.sampled_from(
                (
                    word[:at] + letter + word[at:],
                    word[:at] + word[at + 1 :],
                    word[:at] + letter + word[at + 1 :],
                    word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
                )
            )
        )
    return word


def folded(word: str) -> str:
    """As the index compares words: without accents, in one case."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@settings(max_examples=300)
@given(words, st.data(), st.integers(0, 4))
def test_the_distance_is_that_of_the_definition(word: str, data: st.DataObject, limit: int) -> None:
    other = data.draw(near(word))
    assert distance(word, other, limit) == min(plain_distance(word, other), limit + 1)


@settings(max_examples=300, deadline=None)
@given(words, st.data(), st.sampled_from((1, 2)))
def test_each_word_that_is_near_enough_is_found(word: str, data: st.DataObject, edits: int) -> None:
    written = data.draw(st.lists(near(word), min_size=1, max_size=6))
    check(word, written, edits)


@example("rebsae", 1)
@example("rebsae", 2)
@given(words, st.sampled_from((1, 2)))
@settings(max_examples=50, deadline=None)
def test_letters_swapped_anywhere_are_found(word: str, edits: int) -> None:
    swapped = [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]
    check(word, swapped, edits)


def check(word: str, written: list[str], edits: int) -> None:
    files = [File(f"{n}.md", "", one, (), None, draft=False) for n, one in enumerate(written)]
    index = WhooshIndex(None)
    index.update(pairs(files), [], IndexState("u", 1))
    wanted = {
        file.path
        for file in files
        if file.body and plain_distance(folded(word), folded(file.body)) <= edits
    }
    assert index.matching(parse(f"{word}~{edits}")) == wanted
