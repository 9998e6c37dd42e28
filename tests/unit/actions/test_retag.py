"""Changes of tags in many files: what changes, what is refused, and why."""

from datetime import UTC
from typing import cast

import pytest

from knowlog.actions.retag import Retagged, known_tag, new_tag, rename, retag
from knowlog.domain.changes import Content
from knowlog.domain.describe import describe
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.ports import EntryStore
from knowlog.errors import NotFoundError, UsageError
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.renaming import rename_tags
from knowlog.storage.frontmatter.tagging import edit_tags


def read(data: bytes, path: str) -> tuple[Entry, Document]:
    document = parse(data, path)
    return describe(document, UTC), document


class Files(dict[str, bytes]):
    """A store of files in memory, as far as tags need one."""

    def read_bytes(self, path: str) -> bytes:
        if self[path] == b"gone":
            msg = f"there is no file {path}"
            raise NotFoundError(msg)
        return self[path]

    @property
    def entries(self) -> list[Entry]:
        return [read(data, path)[0] for path, data in self.items()]

    @property
    def store(self) -> EntryStore:
        return cast("EntryStore", self)

    def renamed(self, **names: str) -> Retagged:
        return rename(self.store, self.entries, rename_tags, read, names, "rename")


def after(done: Retagged) -> dict[str, Content | None]:
    return {change.path: change.after for change in done.changes.files}


def reasons(done: Retagged) -> dict[str, str]:
    return {one.path: one.reason for one in done.refused}


def test_only_files_with_the_tag_change() -> None:
    files = Files({"a.md": b"#ml", "b.md": b"#mlops", "c.md": b"ml", "d.md": b"#ML/x"})
    done = files.renamed(ml="ai")
    assert after(done) == {"a.md": b"#ai", "d.md": b"#ai/x"}
    assert done.changes.command == "rename"
    assert done.refused == ()


def test_a_file_that_cannot_change_stops_no_other() -> None:
    files = Files({"a.md": b'{\n"tags": ["ml"]\n}\n', "b.md": b"#ml"})
    done = files.renamed(ml="ai")
    assert list(after(done)) == ["b.md"]
    assert reasons(done) == {"a.md": "a.md:1: front matter in JSON is only read"}


def test_a_file_that_vanished_is_refused() -> None:
    files = Files({"a.md": b"#ml"})
    entries = files.entries
    files["a.md"] = b"gone"
    done = rename(files.store, entries, rename_tags, read, {"ml": "ai"}, "rename")
    assert reasons(done) == {"a.md": "there is no file a.md"}


def test_a_tag_that_is_not_in_the_file_is_refused() -> None:
    """As it would be if a folder gave its name to the entries in it."""
    files = Files({"ml/a.md": b"---\ntags: [sea]\n---\n"})

    def with_folder(data: bytes, path: str) -> tuple[Entry, Document]:
        document = parse(data, path)
        return Entry("a", path, "A", tags=("ml", "sea")), document

    entries = [with_folder(files["ml/a.md"], "ml/a.md")[0]]
    done = rename(files.store, entries, rename_tags, with_folder, {"ml": "ai"}, "rename")
    assert done.changes.files == ()
    wanted = "ml/a.md: ml does not stand where it can be changed"
    assert reasons(done) == {"ml/a.md": wanted}


def test_a_change_that_would_do_something_else_is_refused() -> None:
    files = Files({"a.md": b"#ml"})
    done = rename(files.store, files.entries, lambda *_: b"#other", read, {"ml": "ai"}, "rename")
    assert after(done) == {}
    assert "other tags" in reasons(done)["a.md"]


@pytest.mark.parametrize(
    ("new", "hint"), [("two words", "two-words would do"), ("2024", "neither a number")]
)
def test_a_name_that_is_no_tag_in_a_text_changes_nothing(new: str, hint: str) -> None:
    files = Files({"a.md": b"#ml", "b.md": b"---\ntags: [ml]\n---\n", "c.md": b"x #ml y #ml"})
    with pytest.raises(UsageError, match="2 entries have #ml") as raised:
        files.renamed(ml=new)
    assert hint in raised.value.hint
    del files["a.md"], files["c.md"]
    assert len(after(files.renamed(ml=new))) == 1


def test_tags_are_added_and_taken_off() -> None:
    files = Files({"a.md": b"---\ntags: [x]\n---\n#sun\n", "b.md": b"b"})
    done = retag(files.store, files.entries, edit_tags, read, add=("sun", "sea"), subject="all")
    assert after(done) == {
        "a.md": b"---\ntags: [x, sun, sea]\n---\n#sun\n",
        "b.md": b"---\ntags: [sun, sea]\n---\nb",
    }
    assert done.changes.command == "tag add all sun sea"
    done = retag(files.store, files.entries, edit_tags, read, remove=("X", "sun"))
    assert after(done) == {"a.md": b"---\ntags: []\n---\n#sun\n"}
    assert reasons(done) == {"a.md": "a.md: #sun stands in its text"}
    assert done.changes.command == "tag rm 2 entries X sun"


def test_one_entry_is_named_in_the_history() -> None:
    files = Files({"a.md": b"a"})
    done = retag(files.store, files.entries, edit_tags, read, add=("y",))
    assert done.changes.command == "tag add a y"


def test_a_tag_of_the_log_is_known_with_its_parents() -> None:
    entries = Files({"a.md": b"#ml/nlp #Sea"}).entries
    assert known_tag("#ML", entries) == "ML"
    for typed, hint in (("sae", "Did you mean Sea?"), ("zebra", "`knowlog tag list`"), ("", "`")):
        with pytest.raises(NotFoundError) as raised:
            known_tag(typed, entries)
        assert raised.value.hint.startswith(hint)


def test_a_new_tag_is_cleaned_or_refused() -> None:
    assert new_tag(" #ml/ recsys/") == "ml/recsys"
    with pytest.raises(UsageError, match="between two tags"):
        new_tag("a,b")
