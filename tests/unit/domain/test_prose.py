"""What `prose` passes over because a sign is not there would have found nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain import prose, slugs
from knowlog.domain.slugs import slugify

PARTS = (
    *("a", "B", "1", " ", "\n", "\\", "`", "$", "*", "_", "~~", "==", "%%", "{", "}", "{%", "%}"),
    *("{:", "[", "]", "[[", "]]", "![", "(", ")", "(data:", "(DATA:x)", "|", "<", ">", "<b>"),
    *("<!--", "-->", "https:", "^", "[^", "^a", "&amp;", "&#0;", "\0", "é", "ß", "漢"),
)
FEW = st.lists(st.sampled_from(PARTS), min_size=2, max_size=4, unique=True)
TEXTS = FEW.flatmap(lambda few: st.lists(st.sampled_from(few), max_size=12)).map("".join)
"""Of few signs each, so that most lack the sign that something is looked for by."""


def test_a_backslash_counts_in_a_text_without_code_and_formulas() -> None:
    assert prose.plain(r"\*left as it is\*") == "*left as it is*"


@given(TEXTS)
def test_a_text_is_the_same_when_everything_is_looked_for(text: str) -> None:
    quick = prose.plain(text)
    with pytest.MonkeyPatch.context() as patch:
        every = tuple(("", pattern, instead) for _, pattern, instead in prose._PLAIN)
        patch.setattr(prose, "_PLAIN", every)
        patch.setattr(prose, "_LITERAL_SIGNS", ("",))
        patch.setattr(prose, "_DATA_SIGN", "")
        assert prose.plain(text) == quick


@given(TEXTS | st.text(alphabet="aZ0_+#'-. \t\x00\x7f", max_size=40))
def test_an_ascii_title_has_the_slug_it_has_character_by_character(text: str) -> None:
    title = text.encode("ascii", "ignore").decode()
    quick = slugify(title)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slugs, "_SIGNS", _EachCharacter())
        assert slugify(title) == quick


class _EachCharacter:
    """What is done with a title beyond ASCII, for any."""

    def sub(self, _hyphen: str, text: str) -> str:
        return "".join(map(slugs._kept, text))
