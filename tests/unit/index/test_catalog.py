import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from knowlog.domain.document import Problem
from knowlog.domain.entry import Entry
from knowlog.domain.freshness import CatalogChange
from knowlog.errors import ConflictError
from knowlog.index import database
from knowlog.index.catalog import FILE_NAME, Filter, SqliteCatalog, verify

INDIA = timezone(timedelta(hours=5, minutes=30))


def entry(name: str, day: int | None = None, **more: object) -> Entry:
    date = None if day is None else datetime(2024, 1, day, 12, tzinfo=UTC)
    values: dict[str, object] = {"id": name, "path": f"{name}.md", "title": name, "date": date}
    return Entry(**(values | more))  # type: ignore[arg-type]  # any field may be overridden


def fill(catalog: SqliteCatalog, *entries: Entry) -> None:
    catalog.update([(one, f"print of {one.path}") for one in entries], (), {})


def paths(entries: list[Entry]) -> list[str]:
    return [one.path for one in entries]


@pytest.fixture
def catalog(tmp_path: Path) -> SqliteCatalog:
    return SqliteCatalog(tmp_path)


def test_an_entry_comes_back_as_it_went_in(catalog: SqliteCatalog, tmp_path: Path) -> None:
    whole = Entry(
        id="über-uns",
        path="a/Über uns.md",
        title="Über uns",
        date=datetime(2024, 1, 2, 3, 4, 5, 678, INDIA),
        updated=datetime(2024, 2, 3, tzinfo=UTC),
        tags=("ML", "ml/recsys", "日本"),
        summary="One line.",
        words=7,
        draft=True,
        layout="post",
        lang="pt-BR",
    )
    fill(catalog, whole)
    assert SqliteCatalog(tmp_path).entries() == [whole]
    assert str(SqliteCatalog(tmp_path).entries()[0].date) == "2024-01-02 03:04:05.000678+05:30"
    assert catalog.fingerprints() == {"a/Über uns.md": "print of a/Über uns.md"}


def test_every_entry_has_its_names(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a", title="On A"), entry("b", path="x/B.md"))
    assert sorted(catalog.names()) == [("a", "a.md", "On A"), ("b", "x/B.md", "b")]


def test_entries_come_newest_first_by_the_instant_and_without_date_last(
    catalog: SqliteCatalog,
) -> None:
    late = datetime(2024, 1, 2, 1, tzinfo=INDIA)  # 1 January, 19:30 UTC
    fill(
        catalog, entry("b"), entry("a"), entry("two", 2), entry("india", date=late), entry("one", 1)
    )
    assert paths(catalog.entries()) == ["two.md", "india.md", "one.md", "a.md", "b.md"]


def test_half_a_surrogate_pair_in_a_title_stops_nothing(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a", title="broken \ud83d title", tags=("\udc00",)), entry("b"))
    assert [one.title for one in catalog.entries()] == ["broken ? title", "b"]


def test_changes_are_told_once_each_since_a_number(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a"), entry("b"))
    first = catalog.sequence()
    assert [change.path for change in catalog.changes_since(0)] == ["a.md", "b.md"]
    assert catalog.changes_since(first) == []
    fill(catalog, entry("b", title="B"))
    catalog.update((), ["a.md"], {})
    fill(catalog, entry("b", title="BB"))
    assert catalog.changes_since(first) == [
        CatalogChange("b.md", entry("b", title="BB")),
        CatalogChange("a.md", None),
    ]
    fill(catalog, entry("a", title="again"))
    assert {one.path: one.entry is None for one in catalog.changes_since(first)} == {
        "a.md": False,
        "b.md": False,
    }


def test_a_file_that_was_never_known_is_not_gone(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a"))
    before = catalog.sequence()
    catalog.update((), ["unreadable.md"], {})
    assert catalog.sequence() == before
    assert catalog.changes_since(before) == []


def test_an_update_without_changes_has_no_number(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a"))
    before = catalog.sequence()
    catalog.update((), (), {"a.md": [Problem(1, "odd", "It is odd.")]})
    assert catalog.sequence() == before


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (Filter(), ["c.md", "b.md", "a.md", "none.md"]),
        (Filter(tags=("ml",)), ["c.md", "a.md"]),
        (Filter(tags=("ML", "x")), ["c.md"]),
        (Filter(tags=("m",)), []),
        (Filter(tags=("ml/recsys",)), ["c.md"]),
        (Filter(tags=("MÜSLI",)), ["b.md"]),
        (Filter(since=datetime(2024, 1, 2, 12, tzinfo=UTC)), ["c.md", "b.md"]),
        (Filter(until=datetime(2024, 1, 2, 12, tzinfo=UTC)), ["a.md"]),
        (Filter(draft=True), ["b.md"]),
        (Filter(draft=False), ["c.md", "a.md", "none.md"]),
        (Filter(pages=True), ["c.md", "b.md", "a.md", "about.md", "none.md"]),
    ],
)
def test_the_time_line_is_filtered(catalog: SqliteCatalog, which: Filter, found: list[str]) -> None:
    fill(
        catalog,
        entry("a", 1, tags=("ML",)),
        entry("b", 2, tags=("html", "mu\u0308sli"), draft=True),
        entry("c", 3, tags=("ml/recsys", "X")),
        entry("none"),
        entry("about", layout="page"),
    )
    assert paths(catalog.newest(which=which)) == found
    assert paths(catalog.newest(2, which)) == found[:2]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("x/git-rebase.md", ["x/git-rebase.md"]),
        ("git-rebase", ["x/git-rebase.md", "y/git-rebase.md"]),
        ("GIT-Rebase", ["x/git-rebase.md", "y/git-rebase.md"]),
        ("re\u0301sume\u0301", ["résumé.md"]),
        ("git", ["git.md"]),
        ("git-", []),
        ("%", []),
        ("\udce9", []),  # what a byte outside Unicode on the command line becomes
    ],
)
def test_a_name_is_a_path_or_an_id(catalog: SqliteCatalog, name: str, found: list[str]) -> None:
    fill(
        catalog,
        entry("git-rebase", 1, path="x/git-rebase.md"),
        entry("git-rebase", path="y/git-rebase.md"),
        entry("résumé"),
        entry("git"),
    )
    assert paths(catalog.named(name)) == found


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("git", ["git.md", "git-bisect.md", "git-rebase.md"]),
        ("GIT-", ["git-bisect.md", "git-rebase.md"]),
        ("it", []),
        ("_", []),
        ("", ["git.md", "git-bisect.md", "git-rebase.md"]),
    ],
)
def test_ids_are_found_by_their_start(catalog: SqliteCatalog, start: str, found: list[str]) -> None:
    fill(catalog, entry("git-rebase", 1), entry("git-bisect", 2), entry("git"))
    assert paths(catalog.starting(start)) == found


def test_entries_are_found_by_their_paths(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a"), entry("b"), entry("c"))
    assert paths(catalog.at(["c.md", "gone.md", "a.md"])) == ["c.md", "a.md"]


def test_problems_are_kept_with_their_file_and_replaced_with_it(catalog: SqliteCatalog) -> None:
    late, early = Problem(9, "b", "B."), Problem(2, "a", "A.", "Do.")
    catalog.update([(entry("a"), "1")], (), {"a.md": [late, early], "pipe.md": [early]})
    assert catalog.problems() == {"a.md": [early, late], "pipe.md": [early]}
    assert catalog.problems("a.md") == {"a.md": [early, late]}
    catalog.update([(entry("b"), "1")], (), {"b.md": [late]})
    assert catalog.problems() == {"a.md": [early, late], "b.md": [late]}
    catalog.update([(entry("a"), "2")], ["b.md"], {})
    assert catalog.problems() == {}


def test_an_update_that_fails_changes_nothing(catalog: SqliteCatalog) -> None:
    fill(catalog, entry("a"))
    bad = entry("b", words=object())
    with pytest.raises(sqlite3.Error):
        fill(catalog, entry("c"), bad)
    assert paths(catalog.entries()) == ["a.md"]
    assert catalog.sequence() == 1


def test_without_a_folder_the_catalog_works_in_memory() -> None:
    catalog = SqliteCatalog(None)
    fill(catalog, entry("a"))
    assert paths(catalog.entries()) == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="modes are a matter of POSIX")
@pytest.mark.usefixtures("catalog")
def test_nobody_else_can_read_the_catalog(tmp_path: Path) -> None:
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_catalog_is_made_anew_and_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    told: list[str] = []
    catalog = SqliteCatalog(tmp_path, tell=told.append)
    fill(catalog, entry("a"))
    assert [line for line in told if "made anew" in line] == told
    assert len(told) == 1
    assert paths(SqliteCatalog(tmp_path).entries()) == ["a.md"]


def test_on_a_full_disk_the_catalog_is_in_memory_and_that_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = database._create

    def full(name: str, schema: database.Schema) -> sqlite3.Connection:
        if name == ":memory:":
            return create(name, schema)
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(database, "_create", full)
    told: list[str] = []
    catalog = SqliteCatalog(tmp_path, tell=told.append)
    fill(catalog, entry("a"))
    assert paths(catalog.entries()) == ["a.md"]
    assert told == [f"{tmp_path / FILE_NAME} cannot be used: database or disk is full."]


def test_a_catalog_that_others_hold_too_long_is_named(
    catalog: SqliteCatalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(SqliteCatalog(tmp_path)) as late, catalog.exclusive():
        with pytest.raises(ConflictError, match=FILE_NAME):
            fill(late, entry("a"))
        with pytest.raises(ConflictError, match=FILE_NAME), late.exclusive():
            pass


def test_a_catalog_of_another_version_is_made_anew_under_a_new_name(
    catalog: SqliteCatalog, tmp_path: Path
) -> None:
    fill(catalog, entry("a"))
    uid = catalog.uid
    catalog.close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    told: list[str] = []
    anew = SqliteCatalog(tmp_path, tell=told.append)
    assert "another version" in told[0]
    assert anew.uid != uid
    assert anew.entries() == []


def test_somebody_elses_database_is_not_taken_for_a_catalog(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    told: list[str] = []
    SqliteCatalog(tmp_path, tell=told.append)
    assert "not ours" in told[0]


def test_a_sound_catalog_or_none_has_no_faults(tmp_path: Path) -> None:
    assert verify(tmp_path) == []
    catalog = SqliteCatalog(tmp_path)
    fill(catalog, *(entry(f"e{number}", 1 + number % 28) for number in range(200)))
    assert verify(tmp_path) == []
    catalog.close()


@pytest.mark.parametrize(
    ("where", "data", "clause"),
    [
        (0, b"not a database, whatever its name", "not a database"),
        (4096, b"\xff" * 200, "malformed"),
        (68, b"abcd", "not what knowlog wrote"),
    ],
)
def test_a_damaged_catalog_is_told_and_left_as_it_is(
    tmp_path: Path, where: int, data: bytes, clause: str
) -> None:
    catalog = SqliteCatalog(tmp_path)
    fill(catalog, *(entry(f"e{number}", 1 + number % 28) for number in range(200)))
    catalog.close()
    file = tmp_path / FILE_NAME
    whole = bytearray(file.read_bytes())
    whole[where : where + len(data)] = data
    file.write_bytes(whole)
    found = verify(tmp_path)
    assert clause in found[0]
    assert file.read_bytes() == whole


def test_a_catalog_that_somebody_else_holds_is_not_called_damaged(tmp_path: Path) -> None:
    SqliteCatalog(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert verify(tmp_path) == []
    other.close()
