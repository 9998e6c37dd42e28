"""However notes are called and link to each other: in the log, and back in a vault, links hold."""

import posixpath
import tempfile
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from knowlog.actions.bring_in import Places
from knowlog.actions.linking import LinkedLog
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.graph import note_of
from knowlog.domain.imports import Destination, Intake, Memory
from knowlog.domain.links import Link, find_links
from knowlog.domain.vaults import VaultFiles
from knowlog.exporters.obsidian import VaultSource, vault_files
from knowlog.importers.markdown import Markdown
from knowlog.importers.obsidian import Obsidian
from knowlog.importers.source import Source
from knowlog.storage.frontmatter.parsing import parse

FOLDERS = ("", "a", "a/b", "Ä c", "entries")
NAMES = (
    "Index",
    "A & b",
    "A-b",
    "a b",
    "Über",
    "Why?",
    "C#",
    "x[1]",
    "2024-01-02 a",
    "日本",
    "b(1)",
)

paths = st.builds(
    lambda folder, name, ending: posixpath.join(folder, f"{name}{ending}"),
    st.sampled_from(FOLDERS),
    st.sampled_from(NAMES),
    st.sampled_from((".md", ".md", ".md", ".png")),
)
links = st.tuples(st.integers(0, 99), st.integers(0, 7))
trees = st.lists(
    st.tuples(paths, st.lists(links, max_size=4), st.booleans()),
    min_size=1,
    max_size=7,
    unique_by=lambda one: one[0].casefold(),
)


def written(source: str, path: str, form: int) -> str:
    near = posixpath.relpath(path, posixpath.dirname(source) or ".")
    forms = (
        f"[[{posixpath.basename(path).removesuffix('.md')}]]",
        f"[[{path.removesuffix('.md')}|x]]",
        f"![[{near}]]",
        f"[x]({quote(near)})",
        f"![x](<{near}>)",
        f"[x](/{quote(path)})",
        f"[x]({quote(path)})",
        f"[[{posixpath.basename(path)}#part|y]]",
    )
    return forms[form]


def made(tree: list[tuple[str, list[tuple[int, int]], bool]]) -> dict[str, str]:
    names = [path for path, _, _ in tree]
    return {
        path: ("---\ntitle: T\n---\n" if titled else "")
        + "".join(f"{written(path, names[which % len(names)], form)}\n" for which, form in linked)
        for path, linked, titled in tree
    }


def taken(files: Mapping[str, str], kind: type[Obsidian | Markdown]) -> Intake:
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        source = Source(Path(folder))
        return kind(source).read(Destination("entries", UTC, Places(Memory("any", folder))))


def documents(files: Mapping[str, str], intake: Intake) -> dict[str, Document]:
    """The notes of the log by their paths in the source."""
    return {
        one.source: parse(files[one.source].encode() if one.data is None else one.data, one.path)
        for one in intake.taken
        if one.source.endswith(".md")
    }


def targets(body: str, found: VaultFiles, source: str) -> list[str]:
    return [found.find(link.target, source) for link in inner(body)]


def inner(body: str) -> list[Link]:
    return [link for link in find_links(body) if link.target]


@given(trees)
@settings(max_examples=60, deadline=None)
def test_links_of_a_vault_hold_in_the_log_and_back_in_a_vault(
    tree: list[tuple[str, list[tuple[int, int]], bool]],
) -> None:
    files = made(tree)
    intake = taken(files, Obsidian)
    where = {one.source: one.path for one in intake.taken}
    notes = documents(files, intake)
    entries = [describe(document, UTC) for document in notes.values()]
    asked = {document.path: note_of(document) for document in notes.values()}
    log = LinkedLog(entries, asked, list(where.values()))
    graph = log.graph
    unwritable = {
        (one.source, said.line)
        for one in intake.taken
        for said in one.remarks
        if said.kind == "link-broken"
    }
    before = VaultFiles(files)
    for source, document in notes.items():
        original = parse(files[source].encode(), source)
        meant = targets(original.body, before, source)
        edges = [edge for edge in graph.out_of(document.path) if edge.link.target]
        assert len(edges) == len(meant)
        for edge, old, file in zip(edges, inner(original.body), meant, strict=True):
            line = original.body_line + old.line - 1
            assert not file or edge.path == where[file] or (source, line) in unwritable
    assert not unwritable or any("[" in path or "#" in path for path in files)

    data = {document.path: _bytes(files, intake, source) for source, document in notes.items()}
    others = [path for path in where.values() if path not in data]
    leaving = VaultSource("entries", entries, others, lambda path: data.get(path, b""), log.names)
    back = vault_files(leaving)
    places = {one.source: one.path for one in back}
    after = VaultFiles(places.values())
    lost = {
        (one.source, said.line) for one in back for said in one.remarks if "cannot" in said.message
    }
    for one in back:
        if one.source not in data:
            continue
        said = parse(data[one.source] if one.data is None else one.data, one.source)
        edges = [edge for edge in graph.out_of(one.source) if edge.link.target]
        for edge, link in zip(edges, inner(said.body), strict=True):
            if edge.path and (one.source, edge.line) not in lost:
                assert after.find(link.target, one.path) == places[edge.path]


def _bytes(files: Mapping[str, str], intake: Intake, source: str) -> bytes:
    (data,) = (one.data for one in intake.taken if one.source == source)
    return files[source].encode() if data is None else data


@given(trees)
@settings(max_examples=60, deadline=None)
def test_paths_in_a_folder_of_notes_lead_to_the_same_files_in_the_log(
    tree: list[tuple[str, list[tuple[int, int]], bool]],
) -> None:
    files = made(tree)
    intake = taken(files, Markdown)
    where = {one.source: one.path for one in intake.taken}
    notes = documents(files, intake)
    entries = [describe(document, UTC) for document in notes.values()]
    asked = {document.path: note_of(document) for document in notes.values()}
    graph = LinkedLog(entries, asked, list(where.values())).graph
    for source, document in notes.items():
        original = parse(files[source].encode(), source)
        edges = [edge for edge in graph.out_of(document.path) if edge.link.target]
        for edge, link in zip(edges, inner(original.body), strict=True):
            near = posixpath.normpath(posixpath.join(posixpath.dirname(source), link.target))
            if not link.kind.is_wiki and near in where:
                assert edge.path == where[near]
