"""The search index as the actions see it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.errors import QueryError
from knowlog.index.whoosh import WhooshIndex

FILES = {
    "a.md": ("Interactive rebase", "We are rebasing onto main with `--force` in C++.", ("git",)),
    "b.md": ("DataLoader", "torch.nn.functional and learning_rate; x^2.", ("ml/recsys",)),
    "c.md": ("机器学习", "今天学习了变压器模型。", ("ml",)),
}


def _one(path: str) -> tuple[Entry, Document]:
    title, body, tags = FILES[path]
    moment = datetime(2024, 5, ord(path[0]) - 96, tzinfo=UTC)
    entry = Entry(id=path, path=path, title=title, date=moment, tags=tags)
    return entry, Document(path, {"rating": ord(path[0]) - 96}, {"rating": "1"}, body)


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    made = WhooshIndex(tmp_path / "index")
    made.update([_one(path) for path in FILES], [], IndexState("u", 3))
    return made


def found(index: WhooshIndex, text: str) -> list[str]:
    return [hit.path for hit in index.search(parse(text)).hits]


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("rebase", ["a.md"]),
        ('"rebase"', ["a.md"]),
        ("C++", ["a.md"]),
        ("--force", ["a.md"]),
        ("loader", ["b.md"]),
        ("dataloader", ["b.md"]),
        ("functional", ["b.md"]),
        ("torch.nn.functional", ["b.md"]),
        ("learning", ["b.md"]),
        ("x^2", ["b.md"]),
        ("学习", ["c.md"]),
        ("型", ["c.md"]),
        ("*nctio*", ["b.md"]),
        ("rebasng~", ["a.md"]),
        ("/^func/", ["b.md"]),
        ("tag:ml -学习", ["b.md"]),
        ("date:2024-05-02..2024-05-03 -title:机器", ["b.md"]),
        ("rating:>2", ["c.md"]),
        ("nothing", []),
    ],
)
def test_finds_words_as_users_write_them(index: WhooshIndex, query: str, paths: list[str]) -> None:
    assert found(index, query) == paths


def test_a_changed_file_replaces_its_old_text(index: WhooshIndex) -> None:
    entry, _ = _one("a.md")
    index.update([(entry, Document("a.md", {}, {}, "cherries"))], ["b.md"], IndexState("u", 4))
    assert found(index, "cherry") == ["a.md"]
    assert found(index, "force OR functional") == []
    assert index.state() == IndexState("u", 4, 2)


def test_a_query_without_anything_to_search_for_says_so(index: WhooshIndex) -> None:
    with pytest.raises(QueryError, match="can be searched for"):
        index.search(parse("=> !"))


def test_words_side_by_side_are_wished_for_or_asked_for(index: WhooshIndex) -> None:
    query = parse("functional rebase")
    assert index.search(query).total == 2
    assert index.matching(query) == frozenset()
