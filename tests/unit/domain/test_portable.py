"""Names that another system cannot hold."""

import pytest

from knowlog.domain.portable import bad_names, twins


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("CON.md", "reserved-name"),
        ("notes/aux/a.md", "reserved-name"),
        ("nul.2024.md", "reserved-name"),
        ("com1", "reserved-name"),
        ("what?.md", "forbidden-character"),
        ("a: b.md", "forbidden-character"),
        ("tab\t.md", "forbidden-character"),
        ("folder./a.md", "trailing-dot"),
        ("name ", "trailing-dot"),
        ("日" * 90 + ".md", "long-name"),
        ("/".join(["folder"] * 30) + "/a.md", "long-name"),
    ],
)
def test_a_name_that_breaks_elsewhere(path: str, kind: str) -> None:
    assert [bad.kind for bad in bad_names(path)] == [kind]


@pytest.mark.parametrize(
    "path",
    [
        "console.md",
        "com10.md",
        "auxiliary/con-text.md",
        "C++ & C#, 100% (really)!.md",
        "日本語 👋.md",
        "a..b.md",
        ".hidden",
    ],
)
def test_a_name_that_everybody_can_hold(path: str) -> None:
    assert list(bad_names(path)) == []


def test_names_that_only_some_file_systems_tell_apart() -> None:
    paths = ["a/Note.md", "a/note.md", "b/note.md", "caf\u00e9.md", "cafe\u0301.md", "other.md"]
    assert list(twins(paths)) == [("a/note.md", "a/Note.md"), ("caf\u00e9.md", "cafe\u0301.md")]


def test_of_twin_folders_the_folders_are_told_once() -> None:
    assert list(twins(["Git/a.md", "Git/b.md", "git/a.md", "git/c.md"])) == [("git", "Git")]
