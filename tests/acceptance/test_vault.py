"""An Obsidian vault brought in, handed out and compared: what differs was reported, and no more."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from knowlog.cli.main import run
from knowlog.domain.links import find_links
from knowlog.domain.vaults import VaultFiles
from knowlog.errors import ExitCode
from knowlog.storage.frontmatter.parsing import parse
from tests import vaults

SIZES = [60, pytest.param(2000, marks=pytest.mark.slow)]


@pytest.fixture(scope="module", params=SIZES)
def trip(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Trip"]:
    folder = tmp_path_factory.mktemp("trip")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KNOWLOG_CACHE_DIR", str(folder / "cache"))
        yield Trip(vaults.make(request.param), folder)


class Trip:
    """A vault on its way into a log and back."""

    def __init__(self, vault: vaults.Vault, folder: Path) -> None:
        self.folder = folder
        (folder / "log").mkdir()
        self.source = vault.files
        vault.write(folder / "vault")
        taken = self.run("import", "obsidian", str(folder / "vault"), "--yes", "--json")
        self.outcomes = {one["source"]: one for one in taken["files"]}
        out = self.run("export", "obsidian", "--out", str(folder / "back"), "--json")
        self.said = {one["path"].removeprefix("entries/") for one in out["problems"]}
        self.back = vaults.read_folder(folder / "back")
        del self.back[".knowlog-export.json"]

    def run(self, *words: str) -> dict[str, list[dict[str, str]]]:
        said = io.StringIO()
        with redirect_stdout(said):
            assert run(["--log", str(self.folder / "log"), *words]) == ExitCode.OK
        found: dict[str, list[dict[str, str]]] = json.loads(said.getvalue())
        return found

    def place(self, source: str) -> str:
        """Where a file of the vault is in the vault that came back; empty when it was left out."""
        path = self.outcomes.get(source, {}).get("path") or ""
        return path.removeprefix("entries/")


def test_every_file_is_there_again_or_was_reported(trip: Trip) -> None:
    left = tuple(path for path, one in trip.outcomes.items() if one["outcome"] == "left out")
    assert left == (".obsidian/", ".trash/")
    gone = [path for path in trip.source if not trip.place(path)]
    assert all(path.startswith(left) for path in gone)
    assert sorted(trip.back) == sorted(filter(None, map(trip.place, trip.source)))


def test_every_difference_was_reported(trip: Trip) -> None:
    changing = {"link", "date", "title", "renamed"}
    silent = []
    for source, data in trip.source.items():
        place = trip.place(source)
        if place and trip.back[place] != data:
            remarks = trip.outcomes[source]["remarks"]
            told = place in trip.said or any(one["kind"] in changing for one in remarks)  # type: ignore[index]  # a list of tables
            silent += [] if told else [source]
    assert silent == []


def test_nothing_but_targets_tags_and_names_differs(trip: Trip) -> None:
    for source in (path for path in trip.source if path.endswith(".md") and trip.place(path)):
        before = parse(trip.source[source], source)
        after = parse(trip.back[trip.place(source)], source)
        assert _without_targets(after.body) == _without_targets(before.body), source
        kept = {key: value for key, value in before.meta.items() if key not in {"tags", "aliases"}}
        assert kept.items() <= after.meta.items(), source
        for key in ("tags", "aliases"):
            assert set(_listed(before.meta, key)) <= set(_listed(after.meta, key)), source


def test_every_link_leads_to_the_same_file(trip: Trip) -> None:
    old, new = VaultFiles(trip.source), VaultFiles(trip.back)
    for source in (path for path in trip.source if path.endswith(".md") and trip.place(path)):
        before = parse(trip.source[source], source).body
        after = parse(trip.back[trip.place(source)], source).body
        for one, other in zip(find_links(before), find_links(after), strict=True):
            meant = old.find(one.target, source)
            assert new.find(other.target, trip.place(source)) == (meant and trip.place(meant))


def _without_targets(body: str) -> str:
    for link in reversed(find_links(body)):
        body = body[: link.target_start] + body[link.target_end :]
    return body


def _listed(meta: object, key: str) -> list[str]:
    value = meta.get(key) if isinstance(meta, dict) else None
    return [str(one) for one in value] if isinstance(value, list) else []
