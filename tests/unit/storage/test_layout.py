from pathlib import Path

import pytest

from knowlog.errors import UsageError
from knowlog.storage.layout import Layout, detect
from knowlog.storage.scan import Walk


def lay_out(root: Path, *names: str) -> Path:
    for name in names:
        place = root / name
        if name.endswith("/"):
            place.mkdir(parents=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
    return root


@pytest.mark.parametrize(
    ("names", "kind", "folders", "home"),
    [
        (["knowlog.toml", "entries/"], "log", ("entries",), "entries"),
        (["knowlog.toml"], "log", ("entries",), "entries"),
        (["entries/", "README.md"], "log", ("entries",), "entries"),
        (["_config.yml", "about.md"], "jekyll", ("_posts", "_drafts"), "_posts"),
        (["_posts/", "entries/"], "jekyll", ("_posts", "_drafts"), "_posts"),
        (["_posts/", "entries/", "knowlog.toml"], "log", ("entries",), "entries"),
        (["a.md", "git/b.md"], "folder", ("",), ""),
        ([".obsidian/", "entries/", "a.md"], "folder", ("",), ""),
        ([], "folder", ("",), ""),
    ],
)
def test_the_kind_of_a_log_follows_from_what_lies_at_its_root(
    tmp_path: Path, names: list[str], kind: str, folders: tuple[str, ...], home: str
) -> None:
    layout = detect(lay_out(tmp_path, *names))
    assert (layout.kind, layout.folders, layout.home) == (kind, folders, home)


def test_the_settings_name_the_folder_of_the_entries(tmp_path: Path) -> None:
    lay_out(tmp_path, "knowlog.toml", "entries/", "_posts/")
    assert detect(tmp_path, "notes/daily").folders == ("notes/daily",)
    assert detect(tmp_path, ".").folders == ("",)


@pytest.mark.parametrize("entries", ["..", "/etc", "a/../../b", "C:\\notes"])
def test_the_entries_cannot_lie_outside_the_log(tmp_path: Path, entries: str) -> None:
    with pytest.raises(UsageError, match="outside"):
        detect(tmp_path, entries)


def test_a_jekyll_site_may_have_collections(tmp_path: Path) -> None:
    layout = detect(lay_out(tmp_path, "_config.yml"), collections=("papers",))
    assert isinstance(layout, Layout)
    assert layout.folders == ("_posts", "_drafts", "_papers")


@pytest.mark.parametrize(
    ("written", "skipped"),
    [
        ('{"folder": "My/Templates/"}', ["My/Templates"]),
        ('{"folder": ""}', []),
        ("[", []),
    ],
)
def test_the_templates_of_a_vault_are_no_entries(
    tmp_path: Path, written: str, skipped: list[str]
) -> None:
    lay_out(tmp_path, ".obsidian/templates.json", "My/Templates/Daily.md", "My/n.md")
    (tmp_path / ".obsidian/templates.json").write_text(written)
    layout = detect(tmp_path)
    assert sorted(layout.skipped) == skipped
    assert layout.holds("My/n.md")
    assert layout.holds("My/Templates/Daily.md") is not bool(skipped)
    found = Walk(str(tmp_path), layout).run().fingerprints
    assert ("My/Templates/Daily.md" in found) is not bool(skipped)
