"""Names that every file system carries and their readers recognise."""

import pytest

from knowlog.domain.slugs import MAX_BYTES, slug_key, slugify, unique


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Git rebase", "git-rebase"),
        ("Crème brûlée", "crème-brûlée"),
        ("Cre\u0300me", "crème"),
        ("知識ログ: 第1回", "知識ログ-第1回"),
        ("Ελληνικά Κείμενο", "ελληνικά-κείμενο"),
        ("हिन्दी में", "हिन्दी-में"),
        ("It's Bob’s", "its-bobs"),
        ("C++ vs C# vs C", "cpp-vs-csharp-vs-c"),
        ("snake_case stays", "snake_case-stays"),
        ("a/b\\c: d? <e>", "a-b-c-d-e"),
        ("../../etc/passwd", "etc-passwd"),
        ("...", "entry"),
        ("", "entry"),
        ("🎉", "entry"),
        ("___", "entry"),
        ("CON", "con-entry"),
        ("Nul.", "nul-entry"),
        ("com1", "com1-entry"),
        ("console", "console"),
        ("soft\xadhyphen zero\u200dwidth", "softhyphen-zerowidth"),
        ("bidi \u202etxt\u202c", "bidi-txt"),
        ("tab\tand\nline", "tab-and-line"),
        ("\ud800", "entry"),
    ],
)
def test_slug_of_a_title(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("word " * 100)
    assert len(slug.encode()) <= MAX_BYTES
    assert set(slug.split("-")) == {"word"}
    assert slugify("字" * 100) == "字" * 40
    assert len(slugify("x" * 300)) == MAX_BYTES


def test_unique_regardless_of_case_and_normalisation() -> None:
    taken = {slug_key("café"), slug_key("café-2")}
    assert unique("cafe\u0301", taken) == "cafe\u0301-3"
    assert unique("CAFÉ", taken) == "CAFÉ-3"
    assert unique("tea", taken) == "tea"
    long = slugify("字" * 100)
    numbered = unique(long, {slug_key(long)})
    assert numbered.endswith("字-2")
    assert len(numbered.encode()) <= MAX_BYTES
