"""The page on JSON names what the commands print, and nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowlog.cli.main import run

PAGE = Path(__file__).parents[3] / "docs/reference/json.md"
MAPS = frozenset({"meta", "days", "years", "counts", "settings", "children"})
"""Below these anything may stand; below ``tags`` too, where they are counted."""

DOCUMENTS = {
    "An entry": [
        "new Third --no-edit --json",
        "jot line --json",
        "edit softmax --json",
        "list --json",
        "links --orphans --json",
        "rm third --json",
        "restore third --json",
        "rm softmax --dry-run --json",
    ],
    "show": ["show towers --json"],
    "search": ["search retrieval --explain --json"],
    "search --facets": ["search retrieval --explain --facets --json"],
    "related": ["related towers --json"],
    "A link": ["links --broken --json"],
    "links": ["links towers --json", "links softmax --json"],
    "links --broken": ["links --broken --json"],
    "links --graph json": ["links --graph json"],
    "stats": ["stats --json"],
    "about": ["about --json"],
    "tag list": ["tag list --json"],
    "tag list --tree": ["tag list --tree --json"],
    "tag list --similar": ["tag list --similar --json"],
    "A change of files": [
        "tag add softmax new --json",
        "tag rename ml ai --yes --dry-run --json",
        "mv softmax Softmaxes --yes --json",
        "mv softmaxes Soft --dry-run --json",
        "mv towers#A Other --dry-run --json",
        "doctor --fix --yes --dry-run --json",
    ],
    "undo": ["undo --dry-run --json", "undo --json"],
    "history": ["history --json"],
    "restore": ["restore --json"],
    "doctor": ["doctor --json"],
    "doctor --list": ["doctor --list --json"],
    "export html": ["export html --json"],
    "import": ["import jekyll ../blog --dry-run --json"],
    "index status": ["index status --json", "index rebuild --json"],
}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log in which every command has something to tell."""
    folder = tmp_path / "log"
    entries = folder / "entries"
    entries.mkdir(parents=True)
    (folder / "knowlog.toml").write_text("")
    (entries / "towers.md").write_text(
        "---\ntitle: Two towers\ndate: 2024-05-06\ntags: [ml/recsys, ML]\n---\n# A\n\n"
        "Retrieval, see [softmax](softmax.md), [web](https://x.org), [[nowhere]].\n"
    )
    (entries / "softmax.md").write_text(
        "---\ntitle: Softmax\ndate: 2024-05-07\ntags: [ml]\n---\nRetrieval by Two towers.\n"
    )
    (entries / "alone.md").write_text("---\ntags: [ml\n---\nIâ€™m alone. #ml\n")
    (entries / "about.md").write_text("---\nlayout: page\n---\nMe.\n")
    (entries / "gone.md").write_text("Gone.\n")
    posts = tmp_path / "blog" / "_posts"
    posts.mkdir(parents=True)
    (posts / "2024-05-06-post.md").write_text("---\ntitle: Post\n---\n{{ nothing | odd }}\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EDITOR", "true")
    assert run(["rm", "gone"]) == 0
    return folder


def names(value: object, before: str = "") -> Iterator[str]:
    """Every name of a document, with those above it."""
    if isinstance(value, list):
        for one in value:
            yield from names(one, before)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield before + name
            if name not in MAPS and not (name == "tags" and isinstance(inner, dict)):
                yield from names(inner, f"{before}{name}.")


def documented(section: str) -> set[str]:
    """The names in the tables of a section, and those of the sections that it refers to."""
    text = PAGE.read_text(encoding="utf-8").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    found = set()
    for line in text.splitlines():
        row = re.match(r"\| `([^`]+)` \|", line)
        before = f"{row[1]}." if row else ""
        found |= {row[1]} if row else set()
        for other in re.findall(r"[Aa]s in \[([^\]]+)\]\(#", line):
            found |= {before + name for name in documented(_heading(other))}
    return found


def _heading(name: str) -> str:
    return name[:1].upper() + name[1:] if name.startswith("a") and " " in name else name


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("section", DOCUMENTS)
def test_the_page_names_what_is_printed(section: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed: set[str] = set()
    for command in DOCUMENTS[section]:
        capsys.readouterr()
        assert run(command.split()) in {0, 1, 4}, command
        document = json.loads(capsys.readouterr().out)
        assert document, f"{command} has nothing to tell"
        printed |= set(names(document))
    if section == "A link":
        printed -= {"fault", "near"}
    assert printed == documented(section)


def test_every_command_with_json_is_on_the_page() -> None:
    commands = Path(__file__).parents[3] / "knowlog/cli/commands"
    able = {path.stem for path in commands.glob("*.py") if "Json" in path.read_text("utf-8")}
    text = PAGE.read_text(encoding="utf-8")
    spoken = {name.rstrip("_").partition("_")[0] for name in able}
    assert {name for name in spoken if not re.search(rf"`{name}\b|## {name}\b", text)} == set()
