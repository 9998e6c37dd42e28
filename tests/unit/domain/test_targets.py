"""A file named again in the way in which a link named another before."""

import pytest

from knowlog.domain.entry import Entry
from knowlog.domain.links import find_links, find_liquid
from knowlog.domain.names import Names, Way
from knowlog.domain.targets import target_for

REBASE = "git/2024-01-02-rebase.md"
NAMES = Names(
    [
        Entry("rebase", REBASE, "Rebase a branch"),
        Entry("index", "git/index.md", "All of git"),
        Entry("c", "lang/c.md", "C# [sharp]"),
        Entry("note", "a/b/note.md", "Same"),
        Entry("note", "c/b/note.md", "Same"),
        Entry("note", "x/y/z/note.md", "Same"),
        Entry("other", "other.md", "Other"),
    ],
    files=["img/a cat.png"],
    addresses={"2024/rebase/": REBASE, "old/": REBASE},
)


@pytest.mark.parametrize(
    ("body", "source", "way", "path", "target"),
    [
        ("[x](o.md)", "git/a.md", Way.NEAR, REBASE, "2024-01-02-rebase.md"),
        ("[x](./o.md)", "git/a.md", Way.NEAR, REBASE, "./2024-01-02-rebase.md"),
        ("[x](./o.md)", "vim/a.md", Way.NEAR, REBASE, "../git/2024-01-02-rebase.md"),
        ("[x](o)", "about.md", Way.NEAR, REBASE, "git/2024-01-02-rebase"),
        ("[x](o.html?a=1)", "about.md", Way.NEAR, REBASE, "git/2024-01-02-rebase.html?a=1"),
        ("[x](o/)", "about.md", Way.NEAR, "git/index.md", "git/"),
        ("[x](o)", "about.md", Way.NEAR, "git/index.md", "git"),
        ("[x](o/index)", "about.md", Way.NEAR, "git/index.md", "git/index"),
        ("[x](o)", "git/a.md", Way.NEAR, "git/index.md", "index"),
        ("[x](/o.md)", "git/a.md", Way.ROOT, REBASE, f"/{REBASE}"),
        ("[x](vim/o.md)", "vim/a.md", Way.ROOT, REBASE, REBASE),
        ("[x](/o/)", "a.md", Way.ADDRESS, REBASE, "/2024/rebase/"),
        ("[x](/o)", "a.md", Way.ADDRESS, REBASE, "/2024/rebase"),
        ("[x](/o/)", "a.md", Way.ADDRESS, "other.md", "/other"),
        ("[x](o.md)", "vim/a.md", Way.STEM, REBASE, "2024-01-02-rebase.md"),
        ("[x](o.md)", "vim/a.md", None, REBASE, "../git/2024-01-02-rebase.md"),
        ("![x](o.png)", "git/a.md", Way.NEAR, "img/a cat.png", "../img/a cat.png"),
        ("[[o]]", "a.md", Way.STEM, REBASE, "2024-01-02-rebase"),
        ("[[o.md]]", "a.md", Way.STEM, REBASE, "2024-01-02-rebase.md"),
        ("[[o]]", "a.md", Way.ID, REBASE, "rebase"),
        ("[[o]]", "a.md", Way.TITLE, REBASE, "Rebase a branch"),
        ("[[o]]", "a.md", Way.TITLE, "lang/c.md", "c"),
        ("[[x/o]]", "a.md", Way.ROOT, REBASE, "git/2024-01-02-rebase"),
        ("[[/x/o]]", "a.md", Way.ROOT, REBASE, "/git/2024-01-02-rebase"),
        ("[[../x/o]]", "vim/a.md", Way.NEAR, REBASE, "../git/2024-01-02-rebase"),
        ("[[b/o]]", "other.md", Way.ENDING, "c/b/note.md", "c/b/note"),
        ("[[o]]", "other.md", Way.ID, "a/b/note.md", "note"),
        ("[[o]]", "other.md", Way.ID, "c/b/note.md", "c/b/note"),
        ("[[o]]", "other.md", Way.ID, "x/y/z/note.md", "z/note"),
        ("[[o]]", "a.md", None, REBASE, "rebase"),
        ("{% post_url x/o %}", "a.md", Way.STEM, REBASE, "git/2024-01-02-rebase"),
        ("{% link o.md %}", "a.md", Way.ROOT, REBASE, REBASE),
        ("[x]({{site.url}}/o)", "a.md", Way.ROOT, REBASE, "{{site.url}}/git/2024-01-02-rebase"),
        ("![[o.png]]", "a.md", Way.STEM, "img/a cat.png", "a cat.png"),
    ],
)
def test_target_for(body: str, source: str, way: Way | None, path: str, target: str) -> None:
    (link,) = find_liquid(body) or find_links(body)
    assert target_for(link, source, way, path, NAMES) == target


def test_what_a_wikilink_cannot_say_is_not_said() -> None:
    (link,) = find_links("[[o]]")
    twins = Names([Entry("a", "a!.md", "A"), Entry("a", "a#.md", "A")])
    assert target_for(link, "b.md", Way.ID, "a#.md", twins) == ""


def test_a_question_mark_in_a_name_starts_no_query() -> None:
    names = Names([Entry("what", "b/what?.md", "What?")])
    (link,) = find_links("[x](why%3F.md)")
    assert target_for(link, "a.md", Way.NEAR, "b/what?.md", names) == "b/what?.md"
