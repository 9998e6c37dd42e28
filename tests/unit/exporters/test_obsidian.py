"""A log as a vault: what Obsidian reads stays byte for byte, the rest is written as it reads it."""

from collections.abc import Callable, Sequence
from datetime import UTC

import pytest

from knowlog.actions.linking import names_of
from knowlog.domain.describe import describe
from knowlog.domain.entry import Entry
from knowlog.domain.exports import Outgoing
from knowlog.domain.graph import note_of
from knowlog.domain.names import Names
from knowlog.errors import NotFoundError
from knowlog.exporters.obsidian import VaultSource, vault_files
from knowlog.storage.frontmatter.parsing import parse

Files = dict[str, str]


def source(
    home: str, entries: Sequence[Entry], files: Sequence[str], read: Callable[[str], bytes]
) -> VaultSource:
    notes = [note_of(parse(read(entry.path), entry.path)) for entry in entries]
    return VaultSource(home, entries, files, read, names_of(entries, notes, files))


def vault(files: Files, home: str = "entries") -> dict[str, Outgoing]:
    data = {path: text.encode() for path, text in files.items()}
    entries = [describe(parse(data[path], path), UTC) for path in files if _is_note(path)]
    others = [path for path in files if not _is_note(path)]
    going = vault_files(source(home, entries, others, data.__getitem__))
    return {one.source: one for one in going}


def _is_note(path: str) -> bool:
    return path.endswith((".md", ".markdown"))


def text(going: dict[str, Outgoing], path: str) -> str | None:
    data = going[path].data
    return None if data is None else data.decode()


def kinds(one: Outgoing) -> list[tuple[int, str]]:
    return [(remark.line, remark.kind) for remark in one.remarks]


def test_what_obsidian_reads_stays_as_it_is() -> None:
    files = {
        "entries/A note.md": "---\r\ntags: [a/b, ü]\r\naliases:\r\n- B\r\n---\r\n[[Other#H]]\r\n",
        "entries/d/Other.md": "# H\n[up](../A%20note.md) [[A note|x]] ![[p.png|20]] [[Unwritten]]",
        "entries/d/p.png": "",
        "entries/2024-05-31.md": "a day",
    }
    going = vault(files)
    assert {path: one.path for path, one in going.items()} == {
        path: path.removeprefix("entries/") for path in files
    }
    assert all(one.data is None and not one.remarks for one in going.values())


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("tags: a b", "tags: [a, b]"),
        ("tags: a, machine learning", "tags: [a, machine-learning]"),
        ("tags: [a, C++]", "tags: [a, cpp]"),
        ("tags: [2024]", "tags: [y2024]"),
        ("tags: ['#a']", None),
        ("categories: [x]", "categories: [x]\ntags: [x]"),
        ("tags: [a]\ncategories: [A]", None),
        ("Tags: a", "Tags: [a]"),
        ("tag: a", "tag: a\ntags: [a]"),
        ("alias: Other", "alias: Other\naliases: [Other]"),
        ("aliases: Other", "aliases: [Other]"),
        ("title: Other", "title: Other\naliases: [Other]"),
        ("title: Note", None),
        ("title: Other\naliases: [Other, B]", None),
        ("created: 2024-01-02", None),
        ("date: 2024-01-02 10:00 +0200", None),
    ],
)
def test_properties(written: str, wanted: str | None) -> None:
    going = vault({"entries/Note.md": f"---\n{written}\n---\ntext\n"})
    found = text(going, "entries/Note.md")
    assert found == (f"---\n{wanted}\n---\ntext\n" if wanted else None)
    assert bool(going["entries/Note.md"].remarks) is bool(wanted)


@pytest.mark.parametrize(
    ("name", "date"),
    [("2024-05-31-git", "2024-05-31"), ("2024-05-31", ""), ("2024-05-31 Git", ""), ("git", "")],
)
def test_a_date_that_a_name_says_to_others_alone(name: str, date: str) -> None:
    going = vault({f"entries/{name}.md": "text\n"})
    wanted = f"---\ndate: {date}\n---\ntext\n" if date else None
    assert text(going, f"entries/{name}.md") == wanted


def test_toml_and_json_become_yaml() -> None:
    toml = (
        '+++\ntitle = "Note"\ndate = 2024-01-02\nat = 07:30:00\n[extra]\nyears = [1]\n+++\n\ntext\n'
    )
    going = vault({"entries/Note.md": toml, "entries/J.md": '{\n"title": "J"\n}\n\ntext'})
    assert text(going, "entries/Note.md") == (
        "---\ntitle: Note\ndate: 2024-01-02\nat: 07:30:00\nextra:\n  years: [1]\n---\n\ntext\n"
    )
    assert text(going, "entries/J.md") == "---\ntitle: J\n---\n\ntext"
    assert kinds(going["entries/Note.md"]) == [(0, "yaml")]


def test_front_matter_that_cannot_be_changed_stays_and_is_told() -> None:
    going = vault({"entries/n.md": "---\ntags: a b\nx: [\n---\ntext\n"})
    assert text(going, "entries/n.md") is None
    assert kinds(going["entries/n.md"]) == [(0, "front-matter")]


LOG = {
    "entries/2024-01-02-git.md": "---\ntitle: Git rebase\ndate: 2024-01-02\n---\n## The Why?\n",
    "entries/a/index.md": "",
    "entries/b/index.md": "",
    "entries/C#.md": "",
    "entries/index.md": "",
    "about.md": "",
    "images/p q.png": "",
}


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[[git]]", "[[2024-01-02-git|Git rebase]]"),
        ("[[Git rebase]]", "[[2024-01-02-git|Git rebase]]"),
        ("[[git|so]]", "[[2024-01-02-git|so]]"),
        ("| [[git]] |", "| [[2024-01-02-git]] |"),
        ("[[git#The Why?]]", "[[2024-01-02-git#The Why?]]"),
        ("[[git#the-why]]", "[[2024-01-02-git#The Why?]]"),
        ("![[git]]", "![[2024-01-02-git]]"),
        ("[[2024-01-02-git]]", None),
        ("[[entries/b/index]]", "[[b/index|Index]]"),
        ("[x](../2024-01-02-git.md)", None),
        ("[x](../2024-01-02-git.md#the-why)", "[x](../2024-01-02-git.md#The%20Why%3F)"),
        ("[x](/entries/2024-01-02-git.md)", "[x](../2024-01-02-git.md)"),
        ("[x](../../about.md)", "[x](../about.md)"),
        ("![](../../images/p%20q.png)", "![](../images/p%20q.png)"),
        ("![](/images/p%20q.png)", None),
        ("[x](/entries/a/index.md)", "[x](./index.md)"),
        ("[r]: ../../about.md", "[r]: ../about.md"),
        ("[[nowhere]] [x](nowhere.md) `[[git]]` <https://example.com>", None),
    ],
)
def test_links(written: str, wanted: str | None) -> None:
    going = vault({**LOG, "entries/a/n.md": f"{written}\n"})
    assert text(going, "entries/a/n.md") == (f"{wanted}\n" if wanted else None)
    assert kinds(going["entries/a/n.md"]) == ([(1, "link")] if wanted else [])


def test_a_link_that_obsidian_cannot_write_is_told() -> None:
    going = vault({**LOG, "entries/n.md": "---\nx: y\n---\n\n[[csharp]]\n"})
    assert text(going, "entries/n.md") is None
    assert kinds(going["entries/n.md"]) == [(5, "link")]
    assert "cannot" in going["entries/n.md"].remarks[0].message


def test_a_link_within_an_entry_names_the_words_of_its_heading() -> None:
    going = vault({"entries/n.md": "# A `b` c: d\n\n[x](#a-b-c-d) [y](#nowhere)\n"})
    assert text(going, "entries/n.md") == "# A `b` c: d\n\n[x](#A%20b%20c%20d) [y](#nowhere)\n"


def test_files_beside_the_entries_go_along_and_others_when_linked() -> None:
    files = {
        "entries/n.md": "![](../img/used.png) [paper](p.pdf)",
        "entries/p.pdf": "",
        "entries/unused.bin": "",
        "img/used.png": "",
        "img/unused.png": "",
        "templates/paper.txt": "",
    }
    assert sorted(one.path for one in vault(files).values()) == [
        "img/used.png",
        "n.md",
        "p.pdf",
        "templates/paper.txt",
        "unused.bin",
    ]


def test_a_page_that_has_the_path_of_an_entry_gets_another() -> None:
    going = vault({"about.md": "", "entries/About.md": "", "entries/n.md": "[x](../about.md)"})
    assert going["entries/About.md"].path == "About.md"
    assert going["about.md"].path == "about-2.md"
    assert text(going, "entries/n.md") == "[x](about-2.md)"


def test_notes_end_in_md() -> None:
    going = vault({"entries/a.markdown": "", "entries/a.md": "", "entries/n.md": "[x](a.markdown)"})
    assert sorted(one.path for one in going.values()) == ["a-2.md", "a.md", "n.md"]
    assert kinds(going["entries/a.markdown"]) == [(0, "renamed")]
    assert text(going, "entries/n.md") == "[x](a-2.md)"


def test_a_log_whose_root_holds_the_entries_keeps_every_path() -> None:
    files = {"n.md": "![[x.png]]", "d/m.md": "[n](../n.md)", "x.png": "", "d/y.pdf": ""}
    assert {path: one.path for path, one in vault(files, "").items()} == {p: p for p in files}


def test_bytes_that_are_no_utf8_stay() -> None:
    text = "café [[b]]"
    texts = {
        "entries/n.md": text.encode("latin-1"),
        "entries/m.md": text.encode("utf-16"),
        "entries/2024-01-02-b.md": b"---\ntitle: b\n---\n",
    }
    entries = [describe(parse(one, path), UTC) for path, one in texts.items()]
    going = vault_files(source("entries", entries, (), texts.__getitem__))
    assert [one.data for one in going[:2]] == [b"caf\xe9 [[2024-01-02-b|b]]", None]
    assert [kinds(one) for one in going[:2]] == [[(1, "link")], [(0, "link")]]


def test_an_entry_that_went_away_in_the_meantime_is_left_out() -> None:
    def read(path: str) -> bytes:
        raise NotFoundError(path)

    entries = [describe(parse(b"x", "entries/n.md"), UTC)]
    assert vault_files(VaultSource("entries", entries, (), read, Names(entries))) == []
