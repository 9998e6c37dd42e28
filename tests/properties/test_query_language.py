"""Every string is a query or an error that says where; never anything else."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import Query, parse
from knowlog.errors import QueryError
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import MIXED, pairs

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)

PIECES = (
    "word", "OR", "AND", "NOT", "|", "&&", "-", "--", "(", ")", '"', "~", "~2", "*", "/", "\\",
    "title:", "tag:", "date:", "since:", "is:", "has:", "path:", "lang:", "rating:", ">", "<=",
    "..", ":",
    "2024", "2024-13-45", "2w", "9999999999", "draft", "drfat", "math", "[a-", "(?:", "{1,9}", "机",
    "🎉", "C++", ".git", " ", "\t", "\n", "\x00", "\x1f", "\ud800", "“", "”", "«", "~9", "a*b*c",
    "0" * 40, "x^2", "#", "@", "=>", "..2024", "2024..2023", "today", "e\u0301", "ﬁ", "١٢",
)  # fmt: skip

queries = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def check(error: QueryError, text: str) -> None:
    assert 0 <= error.position <= len(text)
    assert error.message


@pytest.fixture(scope="module")
def index() -> WhooshIndex:
    made = WhooshIndex(None)
    made.update(pairs(MIXED), [], IndexState("u", 1))
    return made


@settings(max_examples=600, deadline=None)
@given(queries)
@example("(" * 10_000)
@example("-" * 9_999 + "a")
@example("NOT " * 2_000 + "a")
@example("a " * 4_000)
@example('"' * 3)
@example("/(/")
@example("/a{99999999999}/")
@example("/[^]/")
@example("/[/")
@example("date:0001-01-01..9999-12-31 date:>9999 date:<0001")
@example("x" * 20_000)
@example("/" + "(" * 3_000 + ")" * 3_000 + "/")
def test_every_string_parses_or_says_where_it_does_not(text: str) -> None:
    try:
        query = parse(text, lambda: NOW)
    except QueryError as error:
        check(error, text)
    else:
        assert isinstance(query, Query)
        assert query.text == text


@settings(max_examples=300, deadline=None)
@given(queries)
@example("/\\/")
@example("tag:* path:* author:* lang:*")
@example("author:\x1f rating:\x00")
@example("\ud800 tag:\ud800 path:\ud800")
@example("**a** *** a**b")
@example("..~2 C++~ 机器~ x^2~")
def test_every_query_gives_hits_or_says_where_it_cannot(index: WhooshIndex, text: str) -> None:
    try:
        page = index.search(parse(text, lambda: NOW), facets=True)
        strict = index.matching(parse(text, lambda: NOW))
    except QueryError as error:
        check(error, text)
        return
    assert len(page.hits) == min(10, page.total)
    assert len(strict) <= page.total
    for hit in page.hits:
        index.marks(parse(text, lambda: NOW), hit.path)
