"""What an entry is, from its front matter and its body."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.storage.frontmatter.parsing import parse

ZONE = timezone(timedelta(hours=2))


def document(text: str, path: str = "entries/2024-03-01-git-rebase.md") -> Document:
    return parse(text.encode(), path)


def entry(text: str, path: str = "entries/2024-03-01-git-rebase.md") -> Entry:
    return describe(document(text, path), ZONE)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Rebase\n---\n# Other", "Rebase"),
        ("---\ntitle: 1.10\n---\n", "1.10"),
        ("---\ntitle: no\n---\n", "no"),
        ("---\ntitle: 2024-01-02\n---\n", "2024-01-02"),
        ("---\ntitle: 12:30\n---\n", "12:30"),
        ("---\ntitle: A: B\n---\n", "A: B"),
        ("---\ntitle: #1 reason\n---\n", "#1 reason"),
        ("---\nTitle: Capital\n---\n", "Capital"),
        ("---\ntitle: >-\n  Two\n  lines\n---\n", "Two lines"),
        ("---\ntitle:\n---\n# Heading", "Heading"),
        ("---\ntitle: ~\n---\n# Heading", "Heading"),
        ("---\ntitle: [a, b]\n---\n# Heading", "Heading"),
        ("# A `code` *heading* ##\n", "A code heading"),
        ("Setext\n======\n", "Setext"),
        ("# C#\n", "C#"),
        ("# About #5 ## \n", "About #5"),
        ("```\n# comment\n```\n\n# Heading\n", "Heading"),
        ("<!--\n# hidden\n-->\n# Heading\n", "Heading"),
        ("%%\n# hidden\n%%\n# Heading\n", "Heading"),
        ("## Second level only\n", "Git rebase"),
        ("#hashtag\n", "Git rebase"),
        ("", "Git rebase"),
        ("---\r\ntitle: A\r\n---\r\n", "A"),
        ("# Old Mac\rtext", "Old Mac"),
    ],
)
def test_title(text: str, title: str) -> None:
    assert entry(text).title == title


@pytest.mark.parametrize(
    ("path", "identity", "title"),
    [
        ("entries/2024-03-01-git-rebase.md", "git-rebase", "Git rebase"),
        ("Notes on C++.md", "notes-on-cpp", "Notes on C++"),
        ("2024-03-01.md", "2024-03-01", "2024-03-01"),
        ("202403011230 zettel.md", "zettel", "Zettel"),
        ("知識/2024-03-01-知識ログ.md", "知識ログ", "知識ログ"),
        (".md", "md", ".md"),
    ],
)
def test_identity_and_title_from_the_file_name(path: str, identity: str, title: str) -> None:
    found = entry("text", path)
    assert (found.id, found.title) == (identity, title)


def test_a_written_slug_is_the_identity() -> None:
    assert entry("---\nslug: /posts/My Slug/\n---\n").id == "my-slug"


def test_date_of_file_name_and_front_matter() -> None:
    assert entry("").date == datetime(2024, 3, 1, tzinfo=ZONE)
    dated = entry("---\ndate: 2024-01-02 03:04:05 +0530\nlastmod: 2024-05-06T07:08:09Z\n---\n")
    assert dated.date is not None
    assert dated.date.isoformat() == "2024-01-02T03:04:05+05:30"
    assert dated.updated == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert entry("", "undated.md").date is None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("---\ndraft: true\n---\n", "a.md"),
        ("---\ndraft: yes\n---\n", "a.md"),
        ('---\ndraft: "true"\n---\n', "a.md"),
        ("---\npublished: false\n---\n", "a.md"),
        ("---\npublish: False\n---\n", "a.md"),
        ("---\nprivate: true\n---\n", "a.md"),
        ("+++\ndraft = true\n+++\n", "a.md"),
        ("", "_drafts/a.md"),
        ("", "blog/_drafts/deep/a.md"),
        ("---\ntitle: A: B\ndraft: true\n---\n", "a.md"),
    ],
)
def test_what_is_hidden_is_a_draft(text: str, path: str) -> None:
    assert entry(text, path).draft


@pytest.mark.parametrize("text", ["", "---\ndraft: false\npublished: true\nprivate: no\n---\n"])
def test_everything_else_is_not(text: str) -> None:
    assert not entry(text).draft


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("---\nsummary: Said so.\n---\nOther", "Said so."),
        ("---\ndescription: With *stars* and <b>tags</b>.\n---\n", "With stars and tags."),
        ("---\nexcerpt:\n---\nBody", "Body"),
        ("# Heading\n\nFirst\nparagraph.\n\nSecond.", "First paragraph."),
        ("Title\n---\n\nFirst.", "First."),
        ("* One [link](http://a/b_(c)).\n* Two", "One link."),
        ("```sh\ncode\n```\n\nAfter `code`.", "After code."),
        ("    indented\n\nText", "Text"),
        ("<style>\nb { }\n</style>\n<!-- x\ny -->\nText", "Text"),
        ("![A picture](x.png)\n\nText", "A picture"),
        ("![](x.png)\n\nText", "Text"),
        ("> Quoted &amp; said", "Quoted & said"),
        ("[[page|shown]] and [[page]]", "shown and page"),
        ("See [[1]](https://x.org/a_(b)) and [[page]](new)", "See [1] and page(new)"),
        ("a\\*b and snake_case_name", "a*b and snake_case_name"),
        ("\\*a\\* and \\_b\\_ \\`c\\` d", "*a* and _b_ `c` d"),
        ("| a | b |\n|---|---|\n\nText", "Text"),
        ("{% include x %}\n\nText", "Text"),
        ("<b>Bold</b> start", "Bold start"),
        ("- [ ] to do", "to do"),
        ("`*args` and `**kw`", "*args and **kw"),
        ("$x^*$ and $y^*$ but *so* and $$z_*$$", "$x^*$ and $y^*$ but so and $$z_*$$"),
        ("from $5 to *more* $6", "from $5 to more $6"),
        ("[`code`](x) **a `b` c** ``a ` b``", "code a b c a ` b"),
        ("[![alt](i.png)](u) `<b>` &lt; `&lt;`", "alt <b> < &lt;"),
        (f"![p](data:image/png;base64,{'A' * 9000}) after", "p after"),
        ("%%\nnot\n\nthis\n%%\n\nbut %%no%% this", "but this"),
        ("%%one line%%\n\nText", "Text"),
        ("==marked **here**== said^[in a note]. ^an-id", "marked here said."),
        ("", ""),
    ],
)
def test_summary(text: str, summary: str) -> None:
    assert entry(text).summary == summary


def test_a_long_summary_ends_between_words() -> None:
    summary = entry("word " * 100).summary
    assert len(summary) <= 200
    assert summary.endswith("word…")
    assert len(entry("字" * 500).summary) == 200


@pytest.mark.parametrize(
    ("text", "words"),
    [("It's two", 2), ("知識ログ", 4), ("日本 and English", 4), ("", 0), ("café - x", 2)],
)
def test_words(text: str, words: int) -> None:
    assert entry(text).words == words


def test_layout_and_language() -> None:
    found = entry("---\nlayout: page\nlanguage: pt-BR\n---\n")
    assert (found.layout, found.lang, found.is_page) == ("page", "pt-BR", True)
