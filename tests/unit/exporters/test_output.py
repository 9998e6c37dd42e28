"""The output folder: ours alone, touched only where something changed, and never half new."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from knowlog.errors import ConflictError, KnowlogError
from knowlog.exporters.site import replacing
from knowlog.exporters.site.output import MANIFEST, Seen, Staging, open_output
from knowlog.exporters.site.replacing import replace_files


def put(
    folder: Path, files: dict[str, str], known: dict[str, Seen] | None = None
) -> dict[str, Seen]:
    output = open_output(folder, known or {})
    staging = output.start()
    digests = {file: staging.write(file, text.encode()) for file, text in files.items()}
    output.finish(staging, digests)
    return output.seen(digests)


def texts(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != MANIFEST)
    return {file.relative_to(folder).as_posix(): file.read_text() for file in files}


def test_what_others_keep_in_the_folder_is_not_touched(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"index.html": "one", "a/index.html": "a", "b/c/index.html": "c"})
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("ref")
    (site / "CNAME").write_text("example.org")
    (site / "a/own.txt").write_text("mine")
    put(site, {"index.html": "two"})
    assert texts(site) == {
        "index.html": "two",
        ".git/HEAD": "ref",
        "CNAME": "example.org",
        "a/own.txt": "mine",
    }
    assert not (site / "b").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    known = put(site, {"index.html": "right", "b.html": "b"})
    (site / "index.html").write_text("wrong")
    (site / "b.html").unlink()
    assert open_output(site, known).gone == {"index.html", "b.html"}
    put(site, {"index.html": "right", "b.html": "b"}, known)
    assert texts(site) == {"index.html": "right", "b.html": "b"}


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    site = tmp_path / "site"
    known = put(site, {"a.html": "a", "b.html": "b"})
    before = (site / "a.html").stat()
    put(site, {"a.html": "a", "b.html": "c"}, known)
    assert before == (site / "a.html").stat()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"x/index.html": "folder"}, {"x": "file"}),
        ({"x": "file"}, {"x/y/index.html": "folder"}),
        ({"x": "old", "y/x": "old"}, {"x/y": "new", "y": "new"}),
    ],
)
def test_a_file_becomes_a_folder_and_a_folder_a_file(
    tmp_path: Path, old: dict[str, str], new: dict[str, str]
) -> None:
    put(tmp_path / "site", old)
    put(tmp_path / "site", new)
    assert texts(tmp_path / "site") == new


@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "a/../../x", ""])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(KnowlogError, match="leaves the output folder"):
        Staging(tmp_path).write(path, b"")


@pytest.mark.parametrize("new", [{"a/index.html": "new"}, {}])
def test_a_link_in_the_folder_leads_nothing_out(tmp_path: Path, new: dict[str, str]) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    put(site, {"a/index.html": "old", "index.html": "home"})
    (site / "a").rename(elsewhere)
    (site / "a").symlink_to(elsewhere)
    with pytest.raises(ConflictError, match="is a link"):
        put(site, {"index.html": "new home", **new})
    assert texts(elsewhere) == {"index.html": "old"}
    assert (site / "index.html").read_text() == "home"


def test_a_manifest_names_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("years of work")
    put(tmp_path / "site", {"a.html": "a"})
    names = f'"../precious.txt": "", "{tmp_path}/precious.txt": ""'
    (tmp_path / "site" / MANIFEST).write_text(f'{{"files": {{{names}}}}}')
    put(tmp_path / "site", {"a.html": "b"})
    assert (tmp_path / "precious.txt").read_text() == "years of work"


def test_a_damaged_manifest_means_that_all_is_written(tmp_path: Path) -> None:
    known = put(tmp_path / "site", {"a.html": "a"})
    (tmp_path / "site" / MANIFEST).write_text("{")
    assert not open_output(tmp_path / "site", known).files
    put(tmp_path / "site", {"a.html": "b"}, known)
    assert texts(tmp_path / "site") == {"a.html": "b"}


def test_a_site_that_another_machine_wrote_is_known_by_its_manifest(tmp_path: Path) -> None:
    known = put(tmp_path / "site", {"a.html": "a", "b.html": "b"})
    put(tmp_path / "site", {"a.html": "a", "c.html": "c"})
    put(tmp_path / "site", {"a.html": "a", "b.html": "b"}, known)
    assert texts(tmp_path / "site") == {"a.html": "a", "b.html": "b"}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_whose_parent_is_not_ours_is_written_all_the_same(tmp_path: Path) -> None:
    site = tmp_path / "above/site"
    site.mkdir(parents=True)
    site.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    put(site, {"a.html": "a"})
    put(site, {"a.html": "b"})
    site.parent.chmod(stat.S_IRWXU)
    assert texts(site) == {"a.html": "b"}


def test_what_the_machine_cut_short_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    put(site, {"a/index.html": "old", "b/index.html": "old", "gone/index.html": "old"})

    def half(staged: Path, place: Path) -> None:
        (staged / "a/index.html").replace(place / "a/index.html")

    with monkeypatch.context() as patch:
        patch.setattr(replacing, "_replace", half)
        put(site, {"a/index.html": "new", "b/index.html": "new"})
    assert len(set(texts(site).values())) == 2
    open_output(site, {})
    assert texts(site) == {"a/index.html": "new", "b/index.html": "new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_what_was_not_yet_begun_is_forgotten(tmp_path: Path) -> None:
    put(tmp_path / "site", {"a.html": "old"})
    open_output(tmp_path / "site", {}).start().write("a.html", b"new")
    open_output(tmp_path / "site", {})
    assert texts(tmp_path / "site") == {"a.html": "old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_disk_that_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(site, {"a.html": "old"})

    def refuse(_: Path, place: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place / "a.html"))

    with monkeypatch.context() as patch:
        patch.setattr(replacing, "_replace", refuse)
        with pytest.raises(KnowlogError, match="No space left on device"):
            put(site, {"a.html": "new"})
    assert texts(site) == {"a.html": "old"}
    open_output(site, {})
    assert texts(site) == {"a.html": "new"}


@pytest.mark.skipif(sys.platform == "win32", reason="there it is one process")
def test_killing_the_renaming_process_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "site", {"a.html": "old"})
    monkeypatch.setattr(replacing, "_replace", lambda *_: os.kill(os.getpid(), 9))
    with pytest.raises(KnowlogError, match="the renaming was stopped"):
        put(tmp_path / "site", {"a.html": "new"})


def test_a_list_of_nothing_is_fine(tmp_path: Path) -> None:
    for name in ("staged", "place"):
        (tmp_path / name).mkdir()
    replace_files(tmp_path / "staged", tmp_path / "place", [], ["never/there.html"])
    assert not (tmp_path / "staged").exists()
