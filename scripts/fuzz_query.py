"""Looks for a query that breaks the search, led by which code each query reaches.

    pip install atheris
    python scripts/fuzz_query.py [-max_total_time=600] [CORPUS_FOLDER]

Atheris (a fuzzer by Google, on libFuzzer) changes texts and keeps those that reach new code. Any
text must be understood, or refused with a `QueryError` whose place lies in the text; what is
understood must be answered. Atheris is not among the development dependencies, since it has no
wheels for every system; the property tests in tests/properties run everywhere.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

try:
    import atheris
except ImportError:
    sys.exit("pip install atheris first")

with atheris.instrument_imports(include=["knowlog"]):
    from knowlog.domain.freshness import IndexState
    from knowlog.domain.query import parse
    from knowlog.errors import QueryError
    from knowlog.index.whoosh import WhooshIndex

from tests.index_logs import MIXED, pairs

INDEX = WhooshIndex(None)
INDEX.update(pairs(MIXED), [], IndexState("u", 1))
WORDS = (
    "rebase", "tag:ml", '"a b"~3', "-not", "OR", "AND", "NOT", "(", ")", "date:2024-05..2025",
    "since:2w", "is:draft", "has:math", "path:a*", "lang:zh", "rating:>3", "fuzzy~2", "/re[a-z]+/",
    "upd*", "*date", "学习", "C++", "title:", "x^2", ".gitignore", "until:yesterday", 'author:"x"',
)  # fmt: skip
"""What the fuzzer starts from."""


def one(data: bytes) -> None:
    """Ask one query in every way."""
    text = data.decode("utf-8", "surrogateescape" if data[:1] == b"\xff" else "replace")
    try:
        query = parse(text)
        page = INDEX.search(query, facets=True)
        INDEX.matching(query)
        for hit in page.hits[:2]:
            INDEX.explain(query, hit.path)
            INDEX.marks(query, hit.path + " rebase C++ 学习 learning_rate")
    except QueryError as error:
        if not 0 <= error.position <= len(error.query):
            raise AssertionError(f"{error.position} is no place in {error.query!r}") from error


def main() -> None:
    """Run until told to stop, or until something breaks."""
    seeds = Path("build/fuzz-query")
    seeds.mkdir(parents=True, exist_ok=True)
    for number, word in enumerate(WORDS):
        (seeds / f"seed-{number}").write_bytes(word.encode())
    arguments = (
        sys.argv if any(not a.startswith("-") for a in sys.argv[1:]) else [*sys.argv, str(seeds)]
    )
    atheris.Setup([*arguments, "-max_len=200", "-timeout=5"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
