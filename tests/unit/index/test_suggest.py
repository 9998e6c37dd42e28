"""What is suggested for a query that some word of keeps from finding what was meant."""

import pytest

from knowlog.domain.freshness import IndexState
from knowlog.domain.query import parse
from knowlog.index.whoosh import WhooshIndex
from tests.index_logs import File, pairs

FILES = [
    File("a.md", "Rebase", "An interactive rebase with git and docker-compose.", ("git",)),
    File("b.md", "Postgres", "An index in Postgres; rebasing; #python.", ("sql",)),
    File("c.md", "Python", "A list in python.", ("code",)),
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("rebsae", "rebase"),
        ("interactive rebsae", "interactive rebase"),
        ("postgress indx", "postgres index"),
        ("indx postgress", "index postgres"),
        ("dokcer-compose", "docker-compose"),
        ("docker-compsoe git", "docker-compose git"),
        ("pyhton list", "python list"),
        ("tag:gti", "tag:git"),
        ("interac", "interac*"),
        ("git interac", "git interac*"),
        ("git pytho", None),  # no file has both, and git alone was found
        ("ls python", None),
        ("python.docker", "python docker"),
        ("Docker::Zzzzzzzz", "Docker"),
        ("title:python.docker", None),
        ("rebase", None),
        ("zzzzzzz", None),
        ("zzzz-yyyy", None),
    ],
)
def test_the_first_suggestion_is_what_was_meant(query: str, first: str | None) -> None:
    index = WhooshIndex(None)
    index.update(pairs(FILES), [], IndexState("u", 1))
    suggestions = index.search(parse(query)).suggestions
    assert [one.query for one in suggestions[:1]] == ([first] if first else [])
    for one in suggestions:
        assert one.total == index.search(parse(one.query)).total
