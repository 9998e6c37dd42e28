"""One suite for three ways to search: the project's quick path, Whoosh's own searcher on the
project's files, and Whoosh's own searcher on an index in Whoosh's own format."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.index import Index
from whoosh.qparser import QueryParser
from whoosh.scoring import BM25F

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.engine.index import open_index
from knowlog.index.engine.schema import SCHEMA
from knowlog.index.engine.translate import translate
from knowlog.index.segments.documents import record
from knowlog.index.segments.filestore import FolderStore
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import MIXED, File, Pair, logs, pairs

Search = Callable[[str], set[str]]

QUERIES = [
    "rebase",
    "rebasing",
    '"rebase"',
    '"interactive rebase"',
    '"interactive merges"~2',
    "interactive rebase",
    "interactive AND rebase",
    "rebase -merge",
    "-rebase",
    "NOT (rebase OR merge)",
    "merge OR loader",
    "(merge OR loader) tag:git",
    "title:rebase",
    "headings:rebasing",
    "body:dataloader",
    "tags:ml",
    "tag:ml",
    "tag:ml/torch",
    "tag:m*",
    "date:2024-05",
    "date:2024-05-02..2024-06",
    "since:2024-07",
    "until:2024-05-01",
    "is:draft",
    "is:undated",
    "has:code",
    "has:math",
    "has:image",
    "has:link",
    "has:todo",
    "path:git/",
    "path:GIT/re*md",
    "lang:zh",
    "author:turing",
    'author:"alan turing"',
    'author:"turing alan"',
    "author:*",
    "author:tur*",
    "rating:4",
    "rating:>4",
    "rating:>=4",
    "rating:<5",
    "rating:<=5",
    "rating:=5",
    "year:>2016",
    "reb*",
    "*ader",
    "*ctio*",
    "l*g",
    "rebsae~",
    "dataloder~1",
    "functoinal~2",
    "/^torch$/",
    "/ba(se|tch)/",
    "DataLoader",
    "dataloader",
    '"data loader"',
    "torch.nn.functional",
    "nn.functional",
    "learning_rate",
    "learning-rate",
    "C++",
    "C#",
    "--force",
    "x^2",
    "utf-8",
    "utf8",
    "1706.03762",
    "10.1145/3292500.3330701",
    "学习",
    "机器学习",
    "学",
    "学習",
    "データ",
    "검색",
    "ค้นหา",
    "كتاب",
    "🎉",
    "résumé",
    "naive",
    "torch.nn.func*",
    "",
    "nothingatall",
]


def stock_index(files: list[Pair]) -> Index:
    """The same documents in Whoosh's own format."""
    index: Index = RamStorage().create_index(SCHEMA)  # type: ignore[no-untyped-call]  # Whoosh's
    with index.writer() as writer:
        for one in (record(*file) for file in files):
            title, headings, tags, body = one.texts
            fields: dict[str, object] = {
                "title": title, "headings": headings, "tags": tags, "body": body, "meta": one.meta,
            }  # fmt: skip
            keywords = {name: list(values) for name, values in one.keywords.items()}
            writer.add_document(**fields, **keywords, _stored_path=one.path)
    return index


def own_index(folder: Path | None, files: list[Pair]) -> WhooshIndex:
    """In two segments, the first with documents that are gone."""
    index = WhooshIndex(folder)
    half = len(files) // 2
    index.update([*files[:half], *files[-1:]], [], IndexState("u", 1))
    index.update(files[half:], [], IndexState("u", 2))
    return index


def by_whoosh(index: Index, *, strict: bool = False) -> Search:
    def search(text: str) -> set[str]:
        with index.searcher() as searcher:
            hits = searcher.search(translate(parse(text), strict=strict), limit=None)
            return {hit["path"] for hit in hits}

    return search


def quick(index: WhooshIndex) -> Search:
    return lambda text: {hit.path for hit in index.search(parse(text), limit=1000).hits}


@pytest.fixture(scope="module")
def searches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Search]:
    folder = tmp_path_factory.mktemp("index") / "own"
    files = pairs(MIXED)
    return {
        "quick": quick(own_index(folder, files)),
        "whoosh": by_whoosh(open_index(FolderStore(folder))),
        "stock": by_whoosh(stock_index(files)),
    }


@pytest.mark.parametrize("query", QUERIES)
def test_three_ways_find_the_same(searches: dict[str, Search], query: str) -> None:
    quick_hits = searches["quick"](query)
    assert searches["whoosh"](query) == quick_hits
    assert searches["stock"](query) == quick_hits


def test_most_of_these_queries_find_something(searches: dict[str, Search]) -> None:
    assert sum(bool(searches["quick"](query)) for query in QUERIES) > len(QUERIES) - 8


def queries() -> st.SearchStrategy[str]:
    leaf = st.sampled_from((
        "apple", "banana", "lemons", "learn", '"apple banana"', '"banana cherry"~2', "title:date",
        "le*", "*n*", "bannana~", "/^ba/", "tag:ml", "tag:ml/recsys", "date:2024-05-02..2024-05-04",
        "is:draft",
    ))  # fmt: skip
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            inner.map("-{}".format).filter(lambda text: not text.startswith("--")),
            st.tuples(inner, inner).map("({0[0]} OR {0[1]})".format),
            st.tuples(inner, inner).map("({0[0]} AND {0[1]})".format),
            st.tuples(inner, inner).map("({0[0]} {0[1]})".format),
        ),
        max_leaves=5,
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(logs(), queries())
def test_three_ways_find_the_same_on_random_logs(files: list[File], query: str) -> None:
    own = own_index(None, pairs(files))
    hits = quick(own)(query)
    assert by_whoosh(open_index(own.store))(query) == hits
    assert by_whoosh(stock_index(pairs(files)))(query) == hits
    strict = by_whoosh(open_index(own.store), strict=True)(query)
    assert strict == own.matching(parse(query))


def test_the_parser_of_whoosh_finds_every_form_of_a_word(tmp_path: Path) -> None:
    own_index(tmp_path / "index", pairs(MIXED))
    index = open_index(FolderStore(tmp_path / "index"))
    with index.searcher() as searcher:
        found = searcher.search(QueryParser("body", SCHEMA).parse("rebasing AND forced"))
        assert [hit["path"] for hit in found] == ["git/rebase.md"]


def test_whoosh_scores_both_formats_alike() -> None:
    """But for lengths, which Whoosh's own format rounds to one byte."""
    files = pairs(MIXED)
    own = WhooshIndex(None)
    own.update(files, [], IndexState("u", 1))
    scores = []
    for index in (open_index(own.store), stock_index(files)):
        with index.searcher(weighting=BM25F(B=0.0)) as searcher:
            query = QueryParser("body", SCHEMA).parse("rebase OR learning OR merge")
            hits = searcher.search(query, limit=None)
            scores.append({hit["path"]: hit.score for hit in hits})
    assert len(scores[0]) == 4
    assert scores[0] == pytest.approx(scores[1])


def test_whoosh_suggests_from_the_words_as_written() -> None:
    own = WhooshIndex(None)
    own.update(pairs(MIXED), [], IndexState("u", 1))
    with open_index(own.store).searcher() as searcher:
        assert "rebase" in searcher.suggest("body", "rebsae")
