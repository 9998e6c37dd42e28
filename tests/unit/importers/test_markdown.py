"""What becomes of a folder of notes with habits of its own."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from knowlog.actions.bring_in import Places
from knowlog.domain.imports import Destination, Habits, Intake, Memory
from knowlog.errors import KnowlogError
from knowlog.importers.markdown import Markdown
from knowlog.importers.markdown.days import day_in
from knowlog.importers.source import Source

Files = dict[str, str]
Take = Callable[..., Intake]


def take(root: Path, habits: Habits | None = None) -> Intake:
    places = Places(Memory("markdown", str(root)))
    return Markdown(Source(root), habits).read(Destination("entries", UTC, places))


@pytest.fixture
def folder(tmp_path: Path) -> Take:
    def make(files: Files, habits: Habits | None = None) -> Intake:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return take(tmp_path, habits)

    return make


def texts(intake: Intake) -> dict[str, str | None]:
    """Path in the log to what is written there unless it is a copy."""
    return {one.path: None if one.data is None else one.data.decode() for one in intake.taken}


def kinds(intake: Intake) -> set[tuple[str, int, str]]:
    return {(one.source, found.line, found.kind) for one in intake.taken for found in one.remarks}


def test_what_is_right_stays_as_it_is(folder: Take) -> None:
    files = {
        "git/rebase.md": "# Rebase\n\n[b](../b.md) [[b]] ![](img/p.png) [pdf](../x.pdf)\n",
        "b.md": '+++\ntitle = "B"\ndate = 2024-01-02\n+++\n',
        "2024-01-02-c.markdown": "text",
        "git/img/p.png": "picture",
        "x.pdf": "paper",
    }
    intake = folder(files)
    assert texts(intake) == {f"entries/{path}": None for path in files}
    assert kinds(intake) == set()
    assert not intake.left_out


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[x](../a/one.md#part)", None),
        ("[x](/a/one.md)", "[x](/entries/a/one.md)"),
        ("![](/pic.png)", "![](/entries/static/pic.png)"),
        ("[x](../a/one)", None),
        ("[x](../a/)", "[x](../a/README)"),
        ("[x](a/one.md) ![](pic.png)", "[x](../a/one.md) ![](../static/pic.png)"),
        ("[x](../a/one.html)", None),
        ("[x](../A/One.md)", None),
        ("[[one]]", None),
        ("[x](nowhere.md)", None),
        ("[x](@/a/one.md)", None),
    ],
)
def test_links_still_lead_to_their_files(folder: Take, written: str, wanted: str | None) -> None:
    files = {"a/one.md": "", "a/README.md": "", "static/pic.png": "", "b/n.md": written}
    assert texts(folder(files))["entries/b/n.md"] == wanted


def test_files_that_are_no_notes_come_in_when_they_belong_to_one(folder: Take) -> None:
    files = {
        "n.md": "[code](src/used.py)",
        "src/used.py": "",
        "src/unused.py": "",
        "movie.mp4": "",
        ".github/ci.yml": "",
        "a/.hidden": "",
    }
    intake = folder(files)
    assert list(texts(intake)) == ["entries/movie.mp4", "entries/n.md", "entries/src/used.py"]
    assert {one.source: one.kind for one in intake.left_out} == {
        "src/unused.py": "other",
        ".github/": "hidden",
        "a/.hidden": "hidden",
    }


def test_indexes_are_pages_or_left_out(folder: Take) -> None:
    files = {
        "README.md": "# All\n",
        "a/readme.md": "---\nlayout: home\n---\n",
        "b/index.md": "# B\n",
        "b/n.md": "",
        "c/index.md": "# C\n",
        "c/pic.png": "",
    }
    intake = folder(files)
    assert texts(intake) == {
        "entries/README.md": "---\nlayout: page\n---\n# All\n",
        "entries/a/readme.md": None,
        "entries/b/index.md": "---\nlayout: page\n---\n# B\n",
        "entries/b/n.md": None,
        "entries/c.md": None,
        "entries/c/pic.png": None,
    }
    without = folder({}, Habits(without_indexes=True))
    assert [one.source for one in without.left_out] == ["README.md", "a/readme.md", "b/index.md"]


def test_the_folder_of_a_generator(folder: Take) -> None:
    files = {
        "hugo.toml": "",
        "archetypes/default.md": "{{ .Date }}",
        "themes/x/README.md": "",
        "public/posts/a/index.html": "",
        "content/_index.md": '+++\ntitle = "Home"\n+++\n',
        "content/posts/_index.md": "---\ntitle: Posts\n---\n",
        "content/posts/a/index.md": "![](pic.png) [b](/posts/b/) {{< youtube id >}}\n",
        "content/posts/a/pic.png": "",
        "content/posts/b.md": "\n![](/images/p.png) [a](@/posts/a/index.md)\n",
        "content/posts/c/index.md": "",
        "content/posts/c/deep/d.md": "",
        "static/images/p.png": "",
        "static/robots.txt": "",
    }
    intake = folder(files)
    found = texts(intake)
    assert sorted(found) == [
        "entries/images/p.png",
        "entries/index.md",
        "entries/posts/a.md",
        "entries/posts/a/pic.png",
        "entries/posts/b.md",
        "entries/posts/c.md",
        "entries/posts/c/deep/d.md",
        "entries/posts/index.md",
    ]
    assert (
        found["entries/posts/a.md"] == "![](a/pic.png) [b](/entries/posts/b) {{< youtube id >}}\n"
    )
    assert found["entries/posts/b.md"] == "\n![](/entries/images/p.png) [a](a.md)\n"
    assert found["entries/index.md"] == '+++\ntitle = "Home"\nlayout = "page"\n+++\n'
    assert ("content/posts/a/index.md", 1, "shortcode") in kinds(intake)
    assert [one.source for one in intake.left_out] == [
        "archetypes/",
        "hugo.toml",
        "public/",
        "static/robots.txt",
        "themes/",
    ]


@pytest.mark.parametrize(
    ("path", "tags"),
    [
        ("git/n.md", "[git]"),
        ("a/b c/n.md", "[a/b-c]"),
        ("2024/05/n.md", ""),
        ("log/2024-05/31/n.md", "[log]"),
        ("n.md", ""),
    ],
)
def test_folders_become_tags(folder: Take, path: str, tags: str) -> None:
    intake = folder({path: "---\ndate: 2024-01-02\n---\n"}, Habits(folders_as_tags=True))
    wanted = f"---\ndate: 2024-01-02\ntags: {tags}\n---\n" if tags else None
    assert texts(intake)[f"entries/{path}"] == wanted


def test_a_tag_that_is_there_already_changes_nothing(folder: Take) -> None:
    intake = folder({"Git/n.md": "---\ntags: a git\n---\n"}, Habits(folders_as_tags=True))
    assert texts(intake) == {"entries/Git/n.md": None}
    assert kinds(intake) == set()


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024/05/31/why", "2024-05-31"),
        ("2024/05/31", "2024-05-31"),
        ("2024-05-31/why", "2024-05-31"),
        ("log/2024/05-31 why", "2024-05-31"),
        ("why-2024-05-31", "2024-05-31"),
        ("why 20240531", "2024-05-31"),
        ("why (2024-05-31)", "2024-05-31"),
        ("31.05.2024", "2024-05-31"),
        ("1.5.2024 why", "2024-05-01"),
        ("why 31.5.2024", "2024-05-31"),
        ("May 31, 2024", "2024-05-31"),
        ("why - 31st May 2024", "2024-05-31"),
        ("why-may-31-2024", "2024-05-31"),
        ("2024/05/why", "2024-05"),
        ("2024/05-May/why", "2024-05"),
        ("2024/why", ""),
        ("2024/13/why", ""),
        ("2024-02-30/why", ""),
        ("05-31-2024 why", ""),
        ("port-8080-20001", ""),
        ("rfc-1999-01", ""),
        ("mayor 31 2024", ""),
        ("why", ""),
    ],
)
def test_days_in_paths(path: str, day: str) -> None:
    assert day_in(path) == day


def test_a_date_from_the_path_is_written_down_when_nothing_else_says_one(folder: Take) -> None:
    files = {
        "2024/05/31/a.md": "text\n",
        "2024/05/b.md": "text\n",
        "2024/05/31/c.md": "---\ndate: 2020-01-01\n---\n",
        "2024/05/31/2020-01-01-d.md": "text\n",
        "2024/05/31/e.md": '{\n"title": "E"\n}\n',
    }
    intake = folder(files)
    found = texts(intake)
    assert found["entries/2024/05/31/a.md"] == "---\ndate: 2024-05-31\n---\ntext\n"
    assert found["entries/2024/05/b.md"] == "---\ndate: 2024-05\n---\ntext\n"
    assert found["entries/2024/05/31/c.md"] is None
    assert found["entries/2024/05/31/2020-01-01-d.md"] is None
    assert found["entries/2024/05/31/e.md"] is None
    (said,) = [one.remarks[0] for one in intake.taken if one.path.endswith("e.md")]
    assert "cannot be changed" in said.message


def git(root: Path, *words: str, when: str = "2015-02-03T04:05:06-0600") -> None:
    names = ("GIT_AUTHOR", "GIT_COMMITTER")
    who = {f"{name}_NAME": "n" for name in names} | {
        f"{name}_EMAIL": "e@example.org" for name in names
    }
    environment = {**os.environ, **who, "GIT_AUTHOR_DATE": when, "HOME": str(root)}
    subprocess.run(["git", "-C", root, *words], check=True, env=environment, capture_output=True)


def test_dates_from_the_first_commit_of_a_file(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    notes = tmp_path / "notes"
    (notes / "ä b").mkdir(parents=True)
    (notes / "ä b/old.md").write_text("one\ntwo\nthree\n")
    (notes / "dated.md").write_text("---\ndate: 2001-01-01\n---\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One\n\nA\tnot a file")
    git(tmp_path, "mv", "notes/ä b/old.md", "notes/new.md")
    (notes / "later.md").write_text("four\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Two", when="2016-02-03T04:05:06+0100")
    (notes / "unknown.md").write_text("five\n")
    found = texts(take(notes, Habits(git_dates=True)))
    assert found == {
        "entries/dated.md": None,
        "entries/later.md": "---\ndate: 2016-02-03 04:05:06+01:00\n---\nfour\n",
        "entries/new.md": "---\ndate: 2015-02-03 04:05:06-06:00\n---\none\ntwo\nthree\n",
        "entries/unknown.md": None,
    }


def test_a_history_that_is_cut_short_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "n.md").touch()
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    git(tmp_path, "commit", "-qm", "Two", "--allow-empty")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}", str(tmp_path / "clone"))
    intake = take(tmp_path / "clone", Habits(git_dates=True))
    assert [one.kind for one in intake.remarks] == ["shallow"]


def test_no_repository_no_commits_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "n.md").touch()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(KnowlogError, match="is in no git repository"):
        take(tmp_path, Habits(git_dates=True))
    git(tmp_path, "init", "-q")
    with pytest.raises(KnowlogError, match="has no commits"):
        take(tmp_path, Habits(git_dates=True))
    (tmp_path / ".git/config").write_text("[broken")
    with pytest.raises(KnowlogError, match="git cannot read the history"):
        take(tmp_path, Habits(git_dates=True))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(KnowlogError, match="no git on this machine"):
        take(tmp_path, Habits(git_dates=True))


@pytest.mark.skipif(os.name == "nt", reason="a program as Unix runs one")
def test_a_repository_of_a_stranger_runs_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "n.md").touch()
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "One")
    program = tmp_path / "evil.sh"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external", "core.sshCommand"):
        git(tmp_path, "config", key, str(program))
    git(tmp_path, "config", "log.showSignature", "true")
    git(tmp_path, "config", "core.hooksPath", str(tmp_path))
    assert take(tmp_path, Habits(git_dates=True)).taken
    assert not (tmp_path / "ran").exists()


def test_what_leads_nowhere_in_the_folder_is_told(folder: Take) -> None:
    intake = folder(
        {
            "a.md": "[x](gone.md) [y](b.md#Gone) ![z](gone.png)\n\n"
            "[[Nobody]] ![[No]]\n[b](sub/) [/](/)\n",
            "b.md": "---\ncover: gone.png\ntags: [[a, b]]\n---\n"
            "## There\n\n[a](a.md) [there](#there)\n",
            "sub/c.md": "[x](../b.md#there)",
        }
    )
    assert [
        (one.source, said.line, said.kind, said.detail)
        for one in intake.taken
        for said in one.remarks
    ] == [
        ("a.md", 1, "broken-link", "gone.md"),
        ("a.md", 1, "broken-anchor", "b.md#Gone"),
        ("a.md", 1, "missing-image", "gone.png"),
        ("a.md", 3, "broken-link", "Nobody"),
        ("a.md", 3, "missing-embed", "No"),
        ("b.md", 2, "missing-image", "gone.png"),
    ]
    names = {said.message for one in intake.taken for said in one.remarks}
    assert "a name in brackets has no note, in the source as well" in names


def test_paths_in_front_matter_lead_to_the_same_files(folder: Take) -> None:
    files = {
        "config.toml": "",
        "content/posts/a.md": "---\nimage: /img/a.png\ncover: b.png\n---\n![a](/img/a.png)\n",
        "content/posts/b.png": "",
        "static/img/a.png": "",
    }
    header = "image: /entries/img/a.png\ncover: b.png"
    text = texts(folder(files))["entries/posts/a.md"]
    assert text == f"---\n{header}\n---\n![a](/entries/img/a.png)\n"


def test_hugos_links_lead_to_files_and_its_other_shortcodes_are_named(folder: Take) -> None:
    body = (
        '[a]({{< ref "docs/guide.md#top" >}}) [b]({{< relref "/docs/my guide" >}}) '
        '[c]({{% relref "b" %}}) [d]({{< ref "#here" >}}) [e]({{< ref "gone.md" >}})\n'
        '{{< figure src="x.png" >}} {{% note %}}hi{{% /note %}}\n## Here\n'
    )
    files = {
        "hugo.toml": "",
        "content/posts/a.md": body,
        "content/posts/b/index.md": "B",
        "content/docs/guide.md": "## Top\n",
        "content/docs/my guide.md": "",
    }
    intake = folder(files)
    lines = (texts(intake)["entries/posts/a.md"] or "").split("\n")
    assert lines[0] == (
        "[a](/entries/docs/guide.md#top) [b](/entries/docs/my%20guide.md) "
        '[c](/entries/posts/b.md) [d](#here) [e]({{< ref "gone.md" >}})'
    )
    said = [one.message for taken in intake.taken for one in taken.remarks]
    assert said.count("a `ref` of Hugo is a link to a file now") == 4
    named = [one.rpartition("`")[0].rpartition("`")[2] for one in said if "shortcode" in one]
    assert named == ["ref", "figure", "note"]
