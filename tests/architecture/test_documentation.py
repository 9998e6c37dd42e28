"""The prose beside the program is true: its links lead somewhere, its sessions really happen."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.transcripts.script import Command, Outcome
from tests.transcripts.session import Session

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
HOW_TO = ROOT / "docs" / "how-to"
SESSIONS = [
    ROOT / "README.md",
    ROOT / "docs" / "tutorial.md",
    *(
        HOW_TO / f"{name}.md"
        for name in (
            "clean-up",
            "completion",
            "find",
            "from-a-folder-of-markdown",
            "from-obsidian",
            "git",
            "jekyll",
            "rename",
            "script",
            "tags",
            "templates",
            "undo",
            "write",
        )
    ),
]
"""Pages whose console blocks, one after the other, are a session from an empty folder."""


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_relative_links_lead_to_files(page: Path) -> None:
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [link.partition("#")[0] for link in LINK.findall(prose) if "://" not in link]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@dataclass(frozen=True)
class Typed:
    """One command of a page and the lines shown below it; none means: only that it succeeds."""

    command: str
    shown: tuple[str, ...]

    def agrees_with(self, came: Outcome) -> bool:
        if not self.shown:
            return came.code == 0
        return Outcome(self.shown).agrees_with(Outcome((*came.output, *came.errors)))


def typed(block: str) -> list[Typed]:
    """The commands of a block, each with what stands below it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [Typed(part.split("\n")[0], tuple(part.rstrip().split("\n")[1:])) for part in parts]


def _piped(shell: str) -> Command:
    return Command(
        line=0, shell=shell, terminal=False, given=None, expected=Outcome(), kept=(), gap=0
    )


@pytest.mark.parametrize("page", SESSIONS, ids=_name)
def test_sessions_happen_as_they_are_shown(
    page: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Replays a page's console blocks in one folder; --update-transcripts writes what came."""
    session = Session(tmp_path)
    session.environment["EDITOR"] = "true"
    update = pytestconfig.getoption("--update-transcripts")
    wrong: list[str] = []

    def replay(block: re.Match[str]) -> str:
        lines: list[str] = []
        for one in typed(block[0]):
            came = session.run(_piped(one.command))
            now = (*came.output, *came.errors)
            fits = one.agrees_with(came)
            if not fits:
                wrong.append(f"$ {one.command}\n" + "\n".join((*now, f"[exit {came.code}]")))
            lines += [f"$ {one.command}", *(one.shown if fits else now)]
        return "\n".join(lines) + "\n"

    text = CONSOLE.sub(replay, page.read_text(encoding="utf-8"))
    if update:
        page.write_text(text, encoding="utf-8")
    elif wrong:
        pytest.fail(f"{_name(page)}: this came instead:\n" + "\n".join(wrong), pytrace=False)
