"""What a link means."""

import pytest

from knowlog.domain.entry import Entry
from knowlog.domain.links import find_links, find_liquid
from knowlog.domain.names import Names, Way

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
    {"/2024/rebase.html": "entries/2024-01-02-git-rebase.md", "/me/": "about.md"},
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
        ("[x](/2024/rebase)", "about.md", ["entries/2024-01-02-git-rebase.md"]),
        ("[x](/me/index.html)", "notes/a.md", ["about.md"]),
        ("[[2024/rebase.html]]", "about.md", ["entries/2024-01-02-git-rebase.md"]),
        ("[x](dog.png)", "about.md", ["notes/ml/dog.png"]),
        ("[x](index.md)", "about.md", ["notes/ml/index.md"]),
        ("[[a.md]]", "about.md", ["notes/a.md", "notes/ml/a.md"]),
    ],
)
def test_find(body: str, source: str, paths: list[str]) -> None:
    (link,) = find_links(body)
    assert list(NAMES.find(link, source)) == paths


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("{% post_url 2024-01-02-git-rebase %}", "entries/2024-01-02-git-rebase.md"),
        ("{%- post_url entries/2024-01-02-git-rebase -%}", "entries/2024-01-02-git-rebase.md"),
        ("{% post_url notes/2024-01-02-git-rebase %}", ""),
        ("{% post_url git-rebase %}", ""),
        ("{% link notes/ml/a.md %}", "notes/ml/a.md"),
        ("{% link images/cat.png %}", "images/cat.png"),
        ("{% link a.md %}", ""),
    ],
)
def test_tags_of_jekyll(body: str, path: str) -> None:
    (link,) = find_liquid(body)
    assert NAMES.find(link, "notes/a.md") == ((path,) if path else ())


def test_the_address_of_the_site_leads_to_its_root() -> None:
    (link,) = find_links("[x]({{ site.baseurl }}/notes/a.md)")
    assert (link.site, link.place) == ("{{ site.baseurl }}", "/notes/a.md")
    assert NAMES.find(link, "notes/ml/a.md") == ("notes/a.md",)


@pytest.mark.parametrize(
    ("body", "source", "way"),
    [
        ("[x](a.md)", "notes/ml/index.md", Way.NEAR),
        ("[[#x]]", "about.md", Way.NEAR),
        ("[[notes/a]]", "notes/ml/index.md", Way.ROOT),
        ("[x](/me/)", "about.md", Way.ADDRESS),
        ("[[git-rebase]]", "about.md", Way.ID),
        ("[[2024-01-02-git-rebase]]", "about.md", Way.STEM),
        ("[[Git: rebase]]", "about.md", Way.TITLE),
        ("[[moi]]", "about.md", Way.ALIAS),
        ("[[ml/a]]", "about.md", Way.ENDING),
        ("[[no]]", "about.md", None),
    ],
)
def test_how_a_link_names_its_file(body: str, source: str, way: Way | None) -> None:
    (link,) = find_links(body)
    found = NAMES.first(link, source)
    assert (found and found[0]) == way


def test_where_two_paths_differ_in_case_only_the_one_that_is_written_is_meant() -> None:
    names = Names([Entry("a", "a.md", "A"), Entry("a", "A.md", "A")])
    assert names.by_path("a.md", "b.md")[0] == "a.md"
    assert names.by_path("A", "b.md")[0] == "A.md"
    assert names.by_name("A.md", "b.md")[0] == "A.md"


def test_a_question_mark_can_be_part_of_a_name() -> None:
    names = Names([Entry("what", "what?.md", "What?")])
    assert names.by_path("what?.md", "b.md") == ("what?.md",)
    assert names.called("what", "b.md") == "what?.md"
    assert names.called("why", "b.md") == ""
    assert names.address("what?.md") == ""


def test_the_name_of_a_file_comes_before_an_id_that_is_spelled_alike() -> None:
    names = Names([Entry("a-b", "x/A & b.md", "A & b"), Entry("a-b", "x/A-b.md", "A b")])
    assert names.by_name("A-b", "n.md") == ("x/A-b.md", "x/A & b.md")
    assert names.meant("a-b", "n.md", wiki=True) == "x/A-b.md"
    assert names.meant("nothing", "n.md", wiki=False) == ""
