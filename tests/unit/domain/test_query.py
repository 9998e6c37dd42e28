"""What queries mean, and what is said of those that mean nothing."""

import time
from datetime import UTC, date, datetime

import pytest

from knowlog.domain.query import parse
from knowlog.domain.query.tree import (
    Both,
    Compare,
    Days,
    Either,
    Everything,
    Flag,
    Fuzzy,
    InPath,
    Lang,
    Meta,
    Node,
    Not,
    Phrase,
    Regex,
    Tag,
    TextField,
    Together,
    Wildcard,
    Word,
)
from knowlog.errors import QueryError

NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)
ANY, TITLE = TextField.ANY, TextField.TITLE


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("word", Word("word")),
        ("-word", Not(Word("word", ANY, 1))),
        ("NOT -word", Word("word", ANY, 5)),
        ("a b", Together((Word("a"), Word("b", ANY, 2)))),
        ("a AND b", Both((Word("a"), Word("b", ANY, 6)))),
        ("a OR b", Either((Word("a"), Word("b", ANY, 5)))),
        (
            "a b OR c",
            Either((Together((Word("a"), Word("b", ANY, 2))), Word("c", ANY, 7))),
        ),
        ("a (b)", Together((Word("a"), Word("b", ANY, 3)))),
        ('"a b"', Phrase("a b")),
        ('"a b"~3', Phrase("a b", 3)),
        ('"a b"~', Phrase("a b", 1)),
        ("“a b”", Phrase("a b")),
        ("a*", Wildcard("a*")),
        ("*a*", Wildcard("*a*")),
        ("rebsae~", Fuzzy("rebsae", 1)),
        ("rebsae~2", Fuzzy("rebsae", 2)),
        ("/ab+/", Regex("ab+")),
        ("/usr/bin", Word("/usr/bin")),
        ("--force", Word("--force")),
        ("f(x)", Word("f(x)")),
        ("(-)", Word("-", ANY, 1)),
        ("foo)", Word("foo)")),
        ("https://a.b/c?d=e", Word("https://a.b/c?d=e")),
        ("std::vector", Word("std::vector")),
        ("12:30", Word("12:30")),
        ("title:a", Word("a", TITLE, 6)),
        ("title:(a OR b*)", Either((Word("a", TITLE, 7), Wildcard("b*", TITLE, 12)))),
        ("tag:ml/recsys", Tag("ml/recsys", 4)),
        ("tag:#ml", Tag("ml", 4)),
        ("tag:a:b", Tag("a:b", 4)),
        ("path:/notes/", InPath("/notes/", 5)),
        ("lang:pt", Lang("pt", 5)),
        ("is:draft", Flag("is", "draft", 3)),
        ("has:links", Flag("has", "link", 4)),
        ("has:tasks", Flag("has", "todo", 4)),
        ("date:2024-05", Days(date(2024, 5, 1), date(2024, 5, 31), 5)),
        ("date:2024-05..2025", Days(date(2024, 5, 1), date(2025, 12, 31), 5)),
        ("date:>2023", Days(date(2024, 1, 1), None, 5)),
        ("date:<2024-02", Days(None, date(2024, 1, 31), 5)),
        ("date:>=2024", Days(date(2024, 1, 1), None, 5)),
        ("date:<=2024", Days(None, date(2024, 12, 31), 5)),
        ("since:2w", Days(date(2024, 6, 1), None, 6)),
        ("until:2023", Days(None, date(2023, 12, 31), 6)),
        ("author:x", Meta("author", "x", exact=False, at=7)),
        ('author:"x y"', Meta("author", "x y", exact=True, at=7)),
        ("rating:>3", Compare("rating", ">", 3.0, 7)),
        ("seen:<=2024-05", Compare("seen", "<=", date(2024, 5, 31), 5)),
        ("rating:>x", Meta("rating", ">x", exact=False, at=7)),
    ],
)
def test_meaning(text: str, root: Node) -> None:
    assert parse(text, lambda: NOW).root == root
    assert type(parse(text, lambda: NOW).root) is type(root)


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("(a", 0, "never closed"),
        ("a ()", 2, "empty"),
        ('a "b', 2, "never closed"),
        ("a OR", 2, "both sides"),
        ("OR a", 0, "both sides"),
        ("a AND", 2, "both sides"),
        ("AND a", 0, "both sides"),
        ("a AND OR b", 2, "both sides"),
        ("NOT", 3, "missing"),
        ("is:drfat", 3, "does not know"),
        ("date:never", 5, "not a date"),
        ("date:2024..2023", 5, "ends before it starts"),
        ("tag:(a OR b)", 4, "no brackets"),
        ("a /(/", 3, "cannot be used"),
        ("/(a+)+/", 4, "may never end"),
        ("/(a|b)*/", 5, "may never end"),
        ("/((ab*)c){2,}/", 8, "may never end"),
        ("/a*b*c*d*e*/", 11, "at most 4 repetitions"),
        ("/a{9999999999999}/", 1, "cannot be used"),
        ("(" * 60 + "a" + ")" * 60, 40, "levels deep"),
        ("x" * 10_001, 10_000, "characters"),
    ],
)
def test_what_has_no_meaning_says_where(text: str, position: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        parse(text, lambda: NOW)
    assert raised.value.position == position
    assert raised.value.query == text


def test_a_misspelt_value_names_the_nearest() -> None:
    with pytest.raises(QueryError) as raised:
        parse("is:drfat")
    assert raised.value.hint == "Did you mean is:draft?"


def test_an_expression_with_sets_and_escapes_is_fine() -> None:
    assert parse(r"/[*+]+\(a\)*[]|]?/").root == Regex(r"[*+]+\(a\)*[]|]?")


def test_no_query_takes_long_to_understand() -> None:
    start = time.process_time()
    for text in ("(" * 5_000, "-" * 9_000, "a:" * 4_000, '"a" ' * 2_000, "/a" * 4_000):
        try:
            parse(text)
        except QueryError:
            continue
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("date:<0001", 5, "outside all calendars"),
        ("since:99999y", 6, "not a date"),
        ("()", 0, "empty"),
        ("((a)", 0, "never closed"),
    ],
)
def test_a_query_without_meaning_says_where(text: str, at: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    assert words in caught.value.message
    assert caught.value.position == at


def test_a_time_ago_as_a_date_goes_on_until_now() -> None:
    days = parse("date:2w", lambda: datetime(2026, 11, 22, tzinfo=UTC)).root
    assert isinstance(days, Days)
    assert (days.first, days.last) == (date(2026, 11, 8), None)
