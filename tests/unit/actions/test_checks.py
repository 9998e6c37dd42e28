"""Each check with the case that it must find, and the near one that it must leave alone."""

import pytest

from knowlog.domain.document import Problem
from knowlog.domain.findings import Severity
from tests.unit.actions.examining import fixed, found, log, told

TOKEN = "ghp_" + "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2"


@pytest.mark.parametrize(
    ("data", "line", "kind"),
    [
        (b"---\ntitle: A: B\n---\n", 2, "invalid-yaml"),
        (b"---\ntags: [#a]\n---\n", 2, "invalid-yaml"),
        (b"---\ntitle: {{ x }}\n---\n", 2, "invalid-yaml"),
        (b"---\nx:\n\ty: 1\n---\n", 3, "invalid-yaml"),
        (b"+++\ntitle = A\n+++\n", 2, "invalid-toml"),
        (b"---\na: 1\na: 2\n---\n", 3, "duplicate-key"),
        (b"---\nx: 1\ndate: 2024-02-30\n---\n", 3, "invalid-date"),
        (b"---\nx: 1\ndate: soon\n---\n", 3, "invalid-date"),
        (b"---\nx: 1\ndraft: ture\n---\n", 3, "unclear-switch"),
        (b"---\npublished: maybe\n---\n", 2, "unclear-switch"),
        (b"---\ntitle: A\n\nbody", 1, "open-header"),
        (b"a\nb\x00c", 2, "nul-byte"),
        (b"a\ncaf\xe9", 2, "encoding"),
        ("a\nIâ€™m".encode(), 2, "mojibake"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_with_line_and_reason(
    data: bytes, line: int, kind: str
) -> None:
    (finding,) = told(data)
    assert (finding.path, finding.line, finding.kind) == ("a.md", line, kind)
    assert not finding.message.endswith(".")
    assert finding.why.endswith(".")
    fixes = {"encoding": "encoding", "mojibake": "mojibake", "invalid-yaml": "front-matter"}
    assert finding.fix == fixes.get(kind, "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"body",
        b"---\ntitle: A\ndate: 2024-01-02\n---\n# B\n",
        b"\xef\xbb\xbf---\r\ntitle: A\r\n...\r\nbody\r\n",
        b"---\n\nA rule above.\n\n---\n",
        b"---\ntitle: 1.10\ndate: 12:30\ntags: no\n---\n",
        b"---\ndraft: false\npublished: yes\npublish: 2024-01-02\nprivate:\n---\n",
    ],
)
def test_a_sound_file_has_no_findings(data: bytes) -> None:
    assert told(data) == []


def test_toml_is_a_remark_that_is_mended_when_it_is_asked_for() -> None:
    data = "+++\ntitle = 'A'\n+++\n"
    (finding,) = told(data)
    assert (finding.kind, finding.severity, finding.fix) == ("toml", Severity.REMARK, "toml")
    assert fixed({"a.md": data}, "toml") == {"a.md": "---\ntitle: A\n---\n"}


def test_only_what_quotes_can_mend_is_said_to_be_mendable() -> None:
    found = told("---\ntitle: A: B\ntags: [a\n---\n", "front-matter")
    assert [(one.line, one.fix) for one in found] == [(2, "front-matter"), (3, "")]


def test_mojibake_shows_what_was_probably_meant() -> None:
    (finding,) = told("ok Iâ€™m\nIâ€™m")
    assert "'Iâ€™m' was probably 'I’m'" in finding.message
    assert "2 lines" in finding.message
    (finding,) = told("a\u00a0Iâ€™m x")
    assert finding.kind == "mojibake"


@pytest.mark.parametrize(
    ("front", "path", "kind"),
    [
        ("date: 2026-03-05", "a.md", "future-date"),
        ("date: 2026-02-28", "2026-02-20-a.md", "date-against-name"),
        ("date: 2026-02-28", "2026-02-27-a.md", "date-against-name"),
        ("date: 2026-02-28 23:30", "2026-02-26-a.md", "date-against-name"),
    ],
)
def test_dates_that_cannot_be_right(front: str, path: str, kind: str) -> None:
    (finding,) = told(f"---\nx: 1\n{front}\n---\n", "dates", path=path)
    assert (finding.kind, finding.line) == (kind, 3)


@pytest.mark.parametrize(
    ("front", "path"),
    [
        ("date: 2026-03-02 06:00 +1400", "a.md"),  # it is that day somewhere already
        ("date: 2026-02-28", "2026-02-28-a.md"),
        ("date: 2026-02-28 23:30 -0800", "2026-03-01-a.md"),  # another zone's day
        ("date: 2026-02-28", "a.md"),
        ("x: 2030-01-01", "2026-02-28.md"),
    ],
)
def test_dates_that_may_be_right(front: str, path: str) -> None:
    assert told(f"---\n{front}\n---\n", "dates", path=path) == []


def test_a_name_may_give_a_day_that_is_still_to_come() -> None:
    (finding,) = told("text", path="2030-01-01-a.md")
    assert (finding.kind, finding.line) == ("future-date", 0)


def test_a_secret_is_told_and_not_shown() -> None:
    (finding,) = told(f"a\n\n`{TOKEN}`\n", "secrets")
    assert (finding.line, finding.severity) == (3, Severity.PROBLEM)
    assert "a GitHub token: ghp_… (40 characters)" in finding.message
    assert TOKEN[4:] not in repr(finding)


def test_a_secret_in_a_draft_is_not_about_to_be_published() -> None:
    (finding,) = told(f"---\ndraft: true\n---\n{TOKEN}\n", "secrets")
    assert finding.severity is Severity.REMARK


def test_a_conflict_is_told_where_it_begins() -> None:
    data = "a\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> topic\n"
    (finding,) = told(data, "conflicts")
    assert (finding.kind, finding.line) == ("conflict", 2)
    assert told(f"```\n{data}```\n", "conflicts") == []


def test_files_that_were_left_out_say_why() -> None:
    known = log(skipped={"pipe.md": Problem(1, "not-a-file", "This is a pipe.")})
    (finding,) = found({}, known=known)
    assert (finding.check, finding.path, finding.kind) == ("files", "pipe.md", "not-a-file")


def test_names_that_break_elsewhere() -> None:
    names = ["a/Note.md", "a/note.md", "what?.md", "caf\u00e9.md", "cafe\u0301.md", "ok.md"]
    names += ["img/CON.png", "img/ok.png"]
    shown = [(one.path, one.kind) for one in found(dict.fromkeys(names, b""), "names")]
    assert shown == [
        ("a/note.md", "twin-names"),
        ("caf\u00e9.md", "twin-names"),
        ("img/CON.png", "reserved-name"),
        ("what?.md", "forbidden-character"),
    ]


def test_entries_with_one_id_and_entries_with_one_title() -> None:
    files = {
        "go/exec.md": b"# Exec",
        "ruby/exec.md": b"# Exec",
        "git/first.md": b"# Start",
        "git/second.md": b"# start",
        "git/third.md": b"# Other",
    }
    shown = [(one.kind, one.path, one.severity) for one in found(files, "ids", "titles")]
    assert shown == [
        ("duplicate-id", "ruby/exec.md", Severity.REMARK),
        ("duplicate-title", "git/second.md", Severity.REMARK),
    ]


def test_entries_with_one_text() -> None:
    text = b"The tide follows the moon, and the moon follows the earth, which follows the sun.\n"
    files = {
        "a.md": b"---\ntitle: A\n---\n" + text,
        "b.md": text.replace(b", ", b",\r\n"),
        "c.md": text + b"And more.",
        "d.md": b"Too short.",
        "e.md": b"Too short.",
    }
    assert [one.path for one in found(files, "copies")] == ["b.md"]


def test_tags_that_are_probably_one() -> None:
    files = {
        "a.md": b"---\ntags: [embedding, NLP]\n---\n",
        "b.md": b"---\ntags: [embeddings, 'natural language processing']\n---\n",
        "c.md": b"---\ntags: [embedding]\n---\n",
    }
    messages = [one.message for one in found(files, "tags")]
    assert messages == [
        "embedding (2), embeddings (1): one and many of the same",
        "NLP (1), natural language processing (1): one is the first letters of the other",
    ]
    (first, _) = found(files, "tags")
    assert first.hint == "If they are one: knowlog tag merge embeddings embedding"
    assert (first.path, first.severity) == ("b.md", Severity.REMARK)


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": b"---\ntags: [rl, reinforcement learning]\n---\n"},  # both on purpose
        {
            "a.md": b"---\ntags: [ml]\n---\n",
            "b.md": b"---\ntags: [machine-learning]\n---\n",
            "c.md": b"---\ntags: [meta-learning]\n---\n",
        },
        {"a.md": b"---\ntags: [ml/recsys, ml]\n---\n"},
    ],
)
def test_tags_that_are_probably_several(files: dict[str, bytes]) -> None:
    assert found(files, "tags") == []


def test_what_is_derived_is_verified() -> None:
    known = log(
        derived={
            "catalog": lambda: ["SQLite says: malformed"],
            "index": lambda: ["the table is damaged"],
            "journal": lambda: ["the record 000001.zip is damaged"],
        }
    )
    shown = [(one.check, one.kind, one.fix) for one in found({}, known=known)]
    assert shown == [
        ("catalog", "damaged-catalog", "catalog"),
        ("index", "damaged-index", "index"),
        ("journal", "damaged-journal", ""),
    ]
