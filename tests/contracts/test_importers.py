"""What holds for every importer, whatever program its folder comes from."""

import os
import socket
import stat
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from knowlog.actions.bring_in import Places
from knowlog.domain.imports import Destination, Intake, Memory
from knowlog.domain.ports import Importer
from knowlog.importers.jekyll.importer import Jekyll
from knowlog.importers.markdown import Markdown
from knowlog.importers.obsidian import Obsidian
from knowlog.importers.source import Source

IMPORTERS: dict[str, Callable[[Source], Importer]] = {
    "jekyll": Jekyll,
    "markdown": Markdown,
    "obsidian": Obsidian,
}

POST = b"---\ntitle: A post\n---\nIt pulls the water.\n"


@pytest.fixture(params=IMPORTERS)
def importer(request: pytest.FixtureRequest) -> Callable[[Source], Importer]:
    return IMPORTERS[request.param]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a note that every importer takes, and a file that none understands."""
    root = tmp_path / "source"
    root.mkdir()
    (root / "about.md").write_bytes(POST)
    (root / "core.bin").write_bytes(b"\0\1\2")
    return root


def read(make: Callable[[Source], Importer], folder: Path, *standing: str) -> Intake:
    places = Places(Memory("any", str(folder)), standing)
    return make(Source(folder)).read(Destination("entries", UTC, places))


def everything(intake: Intake) -> list[str]:
    return sorted([one.source for one in intake.taken] + [one.source for one in intake.left_out])


def test_every_file_has_an_outcome(importer: Callable[[Source], Importer], folder: Path) -> None:
    intake = read(importer, folder)
    assert everything(intake) == ["about.md", "core.bin"]
    assert [one.source for one in intake.taken][:1] == ["about.md"]
    assert all(one.reason for one in intake.left_out)


def test_the_source_is_only_read(importer: Callable[[Source], Importer], folder: Path) -> None:
    (folder / "about.md").chmod(0o444)
    folder.chmod(0o555)
    try:
        before = {item: item.stat() for item in folder.iterdir()}
        read(importer, folder)
        assert {item: item.stat() for item in folder.iterdir()} == before
    finally:
        folder.chmod(0o755)


def test_all_paths_lie_in_the_log_and_are_different(
    importer: Callable[[Source], Importer], folder: Path
) -> None:
    for name in ("About.md", "CON.md", "a: b.md", "trailing. .md", "é.md", "e\u0301.md"):
        (folder / name).write_bytes(POST)
    paths = [one.path for one in read(importer, folder).taken]
    assert len(paths) >= 7
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(".." not in path and not path.startswith(("/", ".")) for path in paths)
    assert not any(set(path) & set('<>:"\\|?*\0') for path in paths)


def test_a_name_that_the_log_has_in_another_case_is_not_taken_again(
    importer: Callable[[Source], Importer], folder: Path
) -> None:
    taken = read(importer, folder, "entries/ABOUT.md").taken
    assert next(one.path for one in taken if one.source == "about.md") == "entries/about-2.md"


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of Unix")
def test_links_out_of_the_source_and_pipes_are_left_out(
    importer: Callable[[Source], Importer],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "secret.md").write_bytes(b"---\ntitle: Secret\n---\nkey\n")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "up").symlink_to(tmp_path)
    (folder / "nowhere.md").symlink_to(folder / "missing.md")
    os.mkfifo(folder / "pipe.md")
    monkeypatch.chdir(folder)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("sock.md")
    assert stat.S_ISSOCK((folder / "sock.md").stat().st_mode)
    intake = read(importer, folder)
    left = {one.source for one in intake.left_out}
    assert {"out.md", "up", "nowhere.md", "pipe.md", "sock.md"} <= left
    assert all(b"key" not in (one.data or b"") for one in intake.taken)


def test_a_file_too_large_for_a_text_is_left_out_and_said(
    importer: Callable[[Source], Importer], folder: Path
) -> None:
    with (folder / "huge.md").open("wb") as file:
        file.write(POST)
        file.truncate(3 * 2**30)  # a sparse file: it takes no room on the disk
    intake = read(importer, folder)
    reasons = {one.source: one.reason for one in intake.left_out}
    assert "GB" in reasons["huge.md"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"---\n", b"---\n- [\n---\n\xe9\n", b"\0"])
def test_no_file_stops_the_rest(
    importer: Callable[[Source], Importer], folder: Path, data: bytes
) -> None:
    (folder / "odd.md").write_bytes(data)
    (folder / "zebra.md").write_bytes(POST)
    intake = read(importer, folder)
    assert everything(intake) == ["about.md", "core.bin", "odd.md", "zebra.md"]
    assert {"about.md", "zebra.md"} <= {one.source for one in intake.taken}
