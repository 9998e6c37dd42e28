"""What becomes of the files of a vault."""

import json
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from knowlog.actions.bring_in import Places
from knowlog.actions.linking import LinkedLog
from knowlog.domain.describe import describe
from knowlog.domain.entry import Entry
from knowlog.domain.graph import note_of
from knowlog.domain.imports import Destination, Intake, Memory
from knowlog.domain.links import find_links
from knowlog.importers.obsidian import Obsidian
from knowlog.importers.source import Source
from knowlog.storage.frontmatter.parsing import parse
from tests import vaults

Files = dict[str, str]


def take(root: Path, *standing: str, entries: tuple[Entry, ...] = ()) -> Intake:
    places = Places(Memory("obsidian", str(root)), standing)
    destination = Destination("entries", UTC, places, entries=entries)
    return Obsidian(Source(root)).read(destination)


@pytest.fixture
def vault(tmp_path: Path) -> Callable[[Files], Intake]:
    def make(files: Files) -> Intake:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return take(tmp_path)

    return make


def outcome(intake: Intake) -> dict[str, tuple[str, str | None]]:
    """Source to path in the log, and what is written there unless it is a copy."""
    return {
        one.source: (one.path, None if one.data is None else one.data.decode())
        for one in intake.taken
    }


def remarks(intake: Intake) -> set[tuple[str, int, str]]:
    return {(one.source, found.line, found.kind) for one in intake.taken for found in one.remarks}


def left_out(intake: Intake) -> dict[str, str]:
    return {one.source: one.kind for one in intake.left_out}


def test_what_is_right_stays_as_it_is(vault: Callable[[Files], Intake]) -> None:
    files = {
        "A note.md": "---\r\ntags: [a, b]\r\n---\r\n[[Other|x]] ![[pic.png|100]] > [!note]- T\r\n"
        "\r\n## Part\r\n",
        "deep/Other.md": "[up](../A%20note.md) [[A note#Part]] %%hidden%% ^id",
        "deep/pic.png": "picture",
    }
    intake = vault(files)
    assert outcome(intake) == {path: (f"entries/{path}", None) for path in files}
    assert remarks(intake) == set()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[x](a/One.md)", "[x](../a/One.md)"),
        ("[x](One.md)", "[x](One.md)"),
        ("[x](</a/One.md>)", "[x](</entries/a/One.md>)"),
        ("![p|20](pics/p%201.png)", "![p|20](../pics/p%201.png)"),
        ("[[a/Index]]", "[[a/Index]]"),
        ("[[Index|here]] [x](a/One.md#A%20b)", "[[Index|here]] [x](../a/One.md#A%20b)"),
        ("| [[a/One\\|x]] |", "| [[a/One\\|x]] |"),
        ("`[x](a/One.md)` [[Nowhere]]", "`[x](a/One.md)` [[Nowhere]]"),
        ("[x](https://example.com/One.md) [y](#part)",) * 2,
        ("[r]: a/One.md 'T'\n\n[x][r]", "[r]: ../a/One.md 'T'\n\n[x][r]"),
    ],
)
def test_links_still_lead_to_their_files(
    vault: Callable[[Files], Intake], written: str, wanted: str
) -> None:
    files = {"a/One.md": "", "a/Index.md": "", "b/Index.md": "", "pics/p 1.png": ""}
    data = outcome(vault({**files, "b/n.md": written}))["b/n.md"][1]
    assert (written if data is None else data) == wanted


def test_a_name_that_the_log_has_already_does_not_catch_a_link(tmp_path: Path) -> None:
    (tmp_path / "Sub").mkdir()
    (tmp_path / "Sub/Tides.md").touch()
    (tmp_path / "n.md").write_text("[[Tides]]")
    own = Entry("tides", "entries/tides.md", "Tides")
    intake = take(tmp_path, own.path, entries=(own,))
    assert outcome(intake)["n.md"] == ("entries/n.md", "[[Sub/Tides]]")


def test_files_with_names_that_break_elsewhere_keep_their_titles(
    vault: Callable[[Files], Intake],
) -> None:
    intake = vault({"Why?.md": "text\n", "How?.md": "# How?\n", "n.md": "[[Why?]] [[How?|x]]\n"})
    assert outcome(intake) == {
        "Why?.md": ("entries/Why-.md", "---\ntitle: Why?\n---\ntext\n"),
        "How?.md": ("entries/How-.md", None),
        "n.md": ("entries/n.md", None),
    }
    assert remarks(intake) == {
        ("Why?.md", 0, "renamed"),
        ("Why?.md", 0, "title"),
        ("How?.md", 0, "renamed"),
    }


def test_a_link_to_a_file_that_has_another_name_now(vault: Callable[[Files], Intake]) -> None:
    intake = vault({"a:b.png": "", "n.md": "![[a:b.png]] ![](<a:b.png>)"})
    assert outcome(intake)["n.md"][1] == "![[a-b.png]] ![](<a:b.png>)"


@pytest.mark.parametrize(
    ("settings", "name", "date"),
    [
        ({"daily-notes.json": {"format": "DD.MM.YYYY"}}, "31.05.2024", "2024-05-31"),
        ({"daily-notes.json": {"format": "YYYY-DD-MM"}}, "2024-05-03", "2024-03-05"),
        ({"daily-notes.json": {"format": "D MMM YY", "folder": "J/"}}, "J/1 May 24", "2024-05-01"),
        ({"daily-notes.json": {"format": "D MMM YY", "folder": "J"}}, "1 May 24", None),
        ({"daily-notes.json": {"format": "YYYY-MM-DD"}}, "2024-05-31", None),
        ({"daily-notes.json": {"format": ["x"]}}, "2024-05-31", None),
        (
            {"plugins/periodic-notes/data.json": {"weekly": {"format": "GGGG-[W]WW"}}},
            "2024-W22",
            "2024-05-27",
        ),
    ],
)  # fmt: skip
def test_the_day_of_a_note_is_written_down_where_its_name_does_not_tell(
    vault: Callable[[Files], Intake], settings: dict[str, object], name: str, date: str | None
) -> None:
    files = {f".obsidian/{file}": json.dumps(value) for file, value in settings.items()}
    data = outcome(vault({**files, f"{name}.md": "text\n"}))[f"{name}.md"][1]
    assert data == (f"---\ndate: {date}\n---\ntext\n" if date else None)


def test_a_date_in_the_front_matter_counts_more(vault: Callable[[Files], Intake]) -> None:
    settings = {".obsidian/daily-notes.json": '{"format": "DD.MM.YYYY"}'}
    note = {"31.05.2024.md": "---\ncreated: 2024-06-01\n---\n"}
    assert outcome(vault(settings | note))["31.05.2024.md"][1] is None


def test_front_matter_that_cannot_be_changed_is_left_and_told(
    vault: Callable[[Files], Intake],
) -> None:
    files = {".obsidian/daily-notes.json": '{"format": "DD.MM.YYYY"}'}
    intake = vault({**files, "31.05.2024.md": "---\ntags: [a\n---\ntext\n"})
    assert outcome(intake)["31.05.2024.md"][1] is None
    (message,) = [found.message for one in intake.taken for found in one.remarks]
    assert "not written" in message


def test_bytes_that_are_no_utf8_stay(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/n.md").write_bytes(b"caf\xe9 [x](a/m.md)")
    (tmp_path / "a/m.md").write_bytes("[x](a/n.md)".encode("utf-16"))
    intake = take(tmp_path)
    data = {one.source: one.data for one in intake.taken}
    assert data == {"a/n.md": b"caf\xe9 [x](m.md)", "a/m.md": None}
    assert remarks(intake) == {
        ("a/n.md", 1, "link"),
        ("a/n.md", 1, "encoding"),
        ("a/m.md", 0, "link-encoding"),
        ("a/m.md", 1, "encoding"),
    }


def test_templates_go_where_new_looks_for_them(vault: Callable[[Files], Intake]) -> None:
    settings = {
        ".obsidian/templates.json": '{"folder": "My/Templates"}',
        ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "/Other/"}',
    }
    intake = vault(
        {
            **settings,
            "My/Templates/Daily.md": "{{title}} {{date}}",
            "My/Templates/deep/T.md": "{{time:HH}}",
            "My/Templates/p.png": "",
            "Other/X.md": "<% tp %>",
            "[[Daily]].md": "[[Daily]]",
        }
    )
    assert {one: place for one, (place, _) in outcome(intake).items()} == {
        "My/Templates/Daily.md": "templates/Daily.md",
        "My/Templates/deep/T.md": "templates/deep/T.md",
        "My/Templates/p.png": "entries/My/Templates/p.png",
        "Other/X.md": "templates/X.md",
        "[[Daily]].md": "entries/[[Daily]].md",
    }
    said = {one.source: one.remarks[0].message for one in intake.taken if one.remarks}
    assert "only Obsidian" not in said["My/Templates/Daily.md"]
    assert "only Obsidian" in said["My/Templates/deep/T.md"]
    assert "only Obsidian" in said["Other/X.md"]


def test_texts_that_nobody_wrote_by_hand_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian/templates.json").write_text('{"folder": "T"}')
    (tmp_path / "T").mkdir()
    for path in (".obsidian/daily-notes.json", "T/huge.md", "huge.md", "huge.pdf"):
        with (tmp_path / path).open("wb") as file:
            file.truncate(17 * 2**20)  # a sparse file: it takes no room on the disk
    (tmp_path / ".obsidian/community-plugins.json").write_text("[" * 100_000)
    intake = take(tmp_path)
    assert list(outcome(intake)) == ["T/huge.md", "huge.pdf"]
    assert left_out(intake) == {"huge.md": "unreadable", ".obsidian/": "hidden"}


def test_a_link_to_a_template_is_told(vault: Callable[[Files], Intake]) -> None:
    files = {".obsidian/templates.json": '{"folder": "T"}', "T/Daily.md": "", "n.md": "\n[[Daily]]"}
    intake = vault(files)
    assert ("n.md", 2, "link-left-out") in remarks(intake)


def test_what_only_obsidian_shows_is_named(vault: Callable[[Files], Intake]) -> None:
    intake = vault(
        {
            "n.md": "a\n\n```dataview\nx\n```\n> ~~~query\n> y\n> ~~~\n```python\nz\n```\n",
            "d.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\n",
            "k.md": "---\n\nkanban-plugin: basic\n\n---\n",
            "m.canvas": "{}",
            "b.base": "",
        }
    )
    assert remarks(intake) == {
        ("n.md", 3, "query"),
        ("n.md", 6, "query"),
        ("d.excalidraw.md", 0, "excalidraw"),
        ("k.md", 0, "kanban"),
        ("m.canvas", 0, "canvas"),
        ("b.base", 0, "base"),
    }
    assert all(data is None for _, data in outcome(intake).values())


def test_what_is_hidden_is_left_out_by_its_folder(vault: Callable[[Files], Intake]) -> None:
    intake = vault(
        {
            ".obsidian/app.json": "{",
            ".obsidian/plugins/x/main.js": "",
            ".trash/a.md": "",
            "deep/.hidden/b.md": "",
            ".lone.md": "",
            "n.md": "",
        }
    )
    assert list(left_out(intake)) == [".lone.md", ".obsidian/", ".trash/", "deep/.hidden/"]
    assert list(outcome(intake)) == ["n.md"]


@pytest.mark.parametrize("form", ["shortest", "relative", "absolute"])
def test_every_link_of_a_made_vault_leads_to_the_same_file(tmp_path: Path, form: str) -> None:
    vault = vaults.make(100, seed=5, manner=vaults.Manner(link=form))
    intake = take(vault.write(tmp_path))
    where = {one.source: one.path for one in intake.taken}
    bodies = {one.path: one.data or vault.files[one.source] for one in intake.taken}
    documents = [parse(data, path) for path, data in bodies.items() if path.endswith(".md")]
    notes = [note_of(document) for document in documents if document.path.startswith("entries/")]
    entries = [describe(document, UTC) for document in documents]
    graph = LinkedLog(entries, {note.path: note for note in notes}, [*where.values()]).graph
    broken = [edge.link.target for edge in graph.broken]
    assert all(target.startswith("Still to write") for target in broken), broken
    for source, links in _meant(vault).items():
        found = [edge.path for edge in graph.edges if edge.source == where[source]]
        named = [where[target] if target else "" for target in links]
        assert [path for path in found if path] == [path for path in named if path], source


def _meant(vault: vaults.Vault) -> dict[str, list[str]]:
    """Each note with the files that the links in its body mean, in the order of the text."""
    meant = {(one.source, one.written): one.target for one in vault.links}
    found: dict[str, list[str]] = {}
    for path in vault.notes:
        body = parse(vault.files[path], path).body
        links = [body[link.start : link.end] for link in find_links(body)]
        found[path] = [meant[path, one] for one in links if (path, one) in meant]
    return found
