"""Whatever the title, the slug is a name."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.slugs import MAX_BYTES, slug_key, slugify, unique

FORBIDDEN = set('<>:"/\\|?*. \t\r\n\x00')
RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}


@given(st.text(st.characters()) | st.sampled_from(["CON", "com1", "LPT9", "Nul"]))
def test_a_slug_is_a_sound_name(title: str) -> None:
    slug = slugify(title)
    assert 0 < len(slug.encode()) <= MAX_BYTES
    assert not FORBIDDEN & set(slug)
    assert slug not in RESERVED
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert not any(unicodedata.category(character)[0] == "C" for character in slug)
    assert unicodedata.is_normalized("NFC", slug)


@given(st.text())
def test_a_slug_of_a_slug_is_the_slug(title: str) -> None:
    slug = slugify(title)
    assert slugify(slug) == slug


@given(st.text())
def test_case_and_form_of_accents_do_not_matter(title: str) -> None:
    slug = slugify(title)
    assert slug_key(unicodedata.normalize("NFD", slug)) == slug_key(slug)
    assert slug_key(slug.upper().lower()) == slug_key(slug_key(slug.upper()))


@given(st.lists(st.text(max_size=3), max_size=20))
def test_no_two_are_one(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        slug = unique(slugify(title), taken)
        assert slug_key(slug) not in taken
        taken.add(slug_key(slug))
