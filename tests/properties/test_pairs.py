"""Neighbours in the page's search are neighbours in the places of the command line's."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from knowlog.exporters.site.pairs import pairs_of
from knowlog.index.words.analysis import places, raw_tokens

WORDS = st.sampled_from(
    "tide tides useState node_modules v2 c++ don't 潮の満ち引き 潮 x^2 .bashrc RNN café".split()
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


def tokens(text: str) -> str:
    return "\n\n\n" + " ".join(raw_tokens(text))


@given(TEXTS)
def test_every_two_words_at_neighbouring_places_are_a_pair(text: str) -> None:
    at = defaultdict(list)
    for term, place in places(text):
        at[place].append(term)
    wanted = Counter(
        f"{first}>{second}" for place in list(at) for first in at[place] for second in at[place + 1]
    )
    found = {pair: len(marks) // 2 for pair, marks in pairs_of(tokens(text)).items()}
    assert {pair: times for pair, times in found.items() if ">>" not in pair} == wanted


@given(TEXTS, TEXTS, WORDS)
def test_a_word_put_in_changes_pairs_about_it_alone(before: str, after: str, word: str) -> None:
    old = pairs_of(tokens(f"{before} one two {after}"))
    new = pairs_of(tokens(f"{before} one {word} two {after}"))
    terms = len(list(places(word)))
    # The pairs it parts and makes, and those before it, whose next word is another; of words with
    # parts there are some more.
    assert sum(old.get(pair) != new.get(pair) for pair in {*old, *new}) <= 4 + 4 * terms + 4
