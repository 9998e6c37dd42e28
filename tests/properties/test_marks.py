"""Highlighting looks only where it must, and misses nothing by that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.query import parse
from knowlog.index.search import marks
from knowlog.index.words.stemming import UNLIKE, stem

WORDS = st.sampled_from(
    "rebase rebased Rebasing DataLoader data loader don't don’t x^{2} x^2 C++ C# .gitignore"
    " --force café CAFE naïve 知識 知識管理 ＡＢＣ abc ﬁle file l'été capability capable"
    " learning_rate torch.nn arXiv:1706.03762v5 #tag 🌱 straße STRASSE".split()
)
TEXTS = st.lists(
    st.one_of(WORDS, st.text(max_size=6), st.sampled_from([" ", "\n", "\u00a0"])), max_size=12
).map(lambda parts: " ".join(parts[:6]) + "".join(parts[6:]))


@given(text=TEXTS, query=st.one_of(WORDS, WORDS.map('"{}"'.format), WORDS.map("{}*".format)))
def test_the_short_way_marks_what_the_long_way_marks(text: str, query: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "_hint", lambda _slot: "")
        everywhere = marks.find(parse(query), text)
    assert marks.find(parse(query), text) == everywhere


@given(
    root=st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8),
    ends=st.lists(
        st.sampled_from(
            "s es ies ed ing y ly ational tional enci anci izer bli alli entli eli ousli ization"
            " ation ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize"
            " iciti ical ful ness ance ence able ible ement ment ent ion iti ous ive ize e"
            " l".split()
        ),
        max_size=3,
    ),
)
def test_a_word_begins_like_its_stem(root: str, ends: list[str]) -> None:
    word = root + "".join(ends)
    assert word.startswith(stem(word)[:-UNLIKE])
