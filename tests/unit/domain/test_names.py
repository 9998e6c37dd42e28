"""What a link means."""

import pytest

from knowlog.domain.entry import Entry
from knowlog.domain.links import find_links
from knowlog.domain.names import Names

NAMES = Names(
    [
        Entry("git-rebase", "entries/2024-01-02-git-rebase.md", "Git: rebase"),
        Entry("about", "about.md", "About me"),
        Entry("a", "notes/ml/a.md", "Same title"),
        Entry("a", "notes/a.md", "Same title"),
        Entry("cafe", "notes/Café.md", "Café"),
        Entry("index", "notes/ml/index.md", "ML"),
    ],
    {"about.md": ["Me", "moi"]},
    ["images/cat.png", "notes/ml/dog.png"],
)


@pytest.mark.parametrize(
    ("body", "source", "paths"),
    [
        ("[[git-rebase]]", "about.md", ["entries/2024-01-02-git-rebase.md"]),
        ("[[GIT: REBASE#x|y]]", "about.md", ["entries/2024-01-02-git-rebase.md"]),
        ("[[2024-01-02-git-rebase]]", "about.md", ["entries/2024-01-02-git-rebase.md"]),
        ("[[Moi]]", "notes/a.md", ["about.md"]),
        ("[[about]]", "notes/a.md", ["about.md"]),
        ("[[a]]", "notes/ml/index.md", ["notes/ml/a.md", "notes/a.md"]),
        ("[[a]]", "about.md", ["notes/a.md", "notes/ml/a.md"]),
        ("[[same title]]", "about.md", ["notes/a.md", "notes/ml/a.md"]),
        ("[[ml/a]]", "about.md", ["notes/ml/a.md"]),
        ("[[notes/ml/a.md]]", "about.md", ["notes/ml/a.md"]),
        ("[[cafe\u0301]]", "about.md", ["notes/Café.md"]),
        ("![[cat.png]]", "about.md", ["images/cat.png"]),
        ("![[dog.png]]", "about.md", ["notes/ml/dog.png"]),
        ("[[#here]]", "about.md", ["about.md"]),
        ("[[nothing]]", "about.md", []),
        ("[x](a.md#y)", "notes/ml/index.md", ["notes/ml/a.md"]),
        ("[x](../a)", "notes/ml/index.md", ["notes/a.md"]),
        ("[x](/notes/a.md?raw)", "about.md", ["notes/a.md"]),
        ("[x](ml/)", "notes/a.md", ["notes/ml/index.md"]),
        ("[x](ml/a.html)", "notes/a.md", ["notes/ml/a.md"]),
        ("[x](/)", "notes/a.md", []),
        ("[x](images/cat.png)", "notes/a.md", ["images/cat.png"]),
        ("[x](Same%20title)", "about.md", []),
        ("[x](https://x.org/about.md)", "about.md", []),
    ],
)
def test_find(body: str, source: str, paths: list[str]) -> None:
    (link,) = find_links(body)
    assert list(NAMES.find(link, source)) == paths
