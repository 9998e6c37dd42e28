"""The output folder: whole at every moment, ours alone, and the same for the same log."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knowlog.errors import KnowlogError
from knowlog.exporters.site.output import MANIFEST, Staging, open_output, times_of


def put(folder: Path, files: dict[str, str]) -> None:
    output = open_output(folder, {})
    staging = output.start()
    output.finish(
        staging, {file: staging.write(file, text.encode()) for file, text in files.items()}
    )


def test_what_others_keep_in_the_folder_moves_along(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"index.html": "one", "a/index.html": "a"})
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("ref")
    (site / "CNAME").write_text("example.org")
    (site / "a/own.txt").write_text("mine")
    put(site, {"index.html": "two"})
    assert (site / "index.html").read_text() == "two"
    assert (site / ".git/HEAD").read_text() == "ref"
    assert (site / "CNAME").read_text() == "example.org"
    assert (site / "a/own.txt").read_text() == "mine"
    assert not (site / "a/index.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"index.html": "right"})
    (site / "index.html").write_text("wrong")
    assert open_output(site, {}).gone == {"index.html"}
    put(site, {"index.html": "right"})
    assert (site / "index.html").read_text() == "right"


def test_unchanged_files_keep_their_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {"a.html": "a", "b.html": "b"})
    before = (site / "a.html").stat()
    put(site, {"a.html": "a", "b.html": "c"})
    assert os.path.samestat(before, (site / "a.html").stat())


@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "a/../../x", ""])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(KnowlogError, match="leaves the output folder"):
        Staging(tmp_path).write(path, b"")


def test_a_damaged_manifest_means_that_all_is_written(tmp_path: Path) -> None:
    put(tmp_path / "site", {"a.html": "a"})
    (tmp_path / "site" / MANIFEST).write_text("{")
    output = open_output(tmp_path / "site", {})
    assert not output.digests
    put(tmp_path / "site", {"a.html": "a"})
    assert times_of(tmp_path / "site", {"a.html": ""})["a.html"][0] == 1


def test_a_swap_cut_short_is_mended(tmp_path: Path) -> None:
    put(tmp_path / "site", {"a.html": "a"})
    (tmp_path / "site").rename(tmp_path / ".site.knowlog-old")
    assert set(open_output(tmp_path / "site", {}).digests) == {"a.html"}


WRITER = """
import sys
from pathlib import Path
from knowlog.exporters.site.output import open_output
for turn in range(int(sys.argv[2]), int(sys.argv[2]) + 400):
    output = open_output(Path(sys.argv[1]), {})
    staging = output.start()
    files = {f"{page}/index.html": str(turn).encode() for page in range(20)}
    output.finish(staging, {file: staging.write(file, text) for file, text in files.items()})
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the folder is missing for a moment")
def test_a_kill_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, {f"{page}/index.html": "0" for page in range(20)})
    for turn in range(12):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(site), str(turn * 1000 + 1)])
        time.sleep(0.25 + 0.013 * turn)
        child.send_signal(signal.SIGKILL)
        child.wait()
        found = {file.read_text() for file in site.rglob("index.html")}
        assert len(found) == 1, f"a site of several times: {found}"
