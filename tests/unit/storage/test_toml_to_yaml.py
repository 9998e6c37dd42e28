"""TOML front matter is YAML afterwards, and says what it said."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.toml_to_yaml import toml_to_yaml


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "A: b"\n', "title: 'A: b'\n"),
        ("date = 2024-05-31T23:30:00-04:00\n", "date: 2024-05-31 23:30:00-04:00\n"),
        ("a = 2024-05-31T10:00:00Z\n", "a: 2024-05-31 10:00:00+00:00\n"),
        ("a = 2024-05-31\nb = 2024-05-31T10:00:00\n", "a: 2024-05-31\nb: 2024-05-31 10:00:00\n"),
        ("a = 17:32:00\n", "a: '17:32:00'\n"),
        ('a = "no"\nb = "1.10"\nc = "2024-05-31"\n', "a: 'no'\nb: '1.10'\nc: '2024-05-31'\n"),
        ("title = 1.10\nb = 1e3\nc = 0xFF\n", "title: 1.10\nb: 1000.0\nc: 255\n"),
        ("z = true\na = [1, 2]\n", "z: true\na: [1, 2]\n"),
        ("# one\na = 1 # two\n# three\n", "# one\na: 1  # two\n# three\n"),
        ('a = "# no" # yes\n', "a: '# no'  # yes\n"),
        ('a = [ # x\n  "b#c", # y\n]\n', "# x\n# y\na: [b#c]\n"),
        ('a = """\nx # no\ny"""  # z\n', 'a: "x # no\\ny"  # z\n'),
        (
            "a = 1\n\n# t\n[t] # u\n# b\nb = 2 # c\n[t.v]\nw = 3\n",
            "a: 1\n# t\nt:\n  # u\n  # b\n  b: 2  # c\n  v:\n    w: 3\n",
        ),
        ("[[m]]\n# x\na = 1\n[[m]]\na = 2 # y\n", "# x\n# y\nm:\n- a: 1\n- a: 2\n"),
        ("a.b = 1\nc = {d = 1}\n[e]\n", "a:\n  b: 1\nc:\n  d: 1\ne: {}\n"),
        ("a = { b = 1 } # c\n", "a:  # c\n  b: 1\n"),
        ("[a]\n[a.b]\n# z\n", "a:\n  b: {}\n# z\n"),
        ('"a b" = 1\n', "a b: 1\n"),
        ('# x\n"a\\"b" = 1\n', 'a"b: 1\n# x\n'),
    ],
)
def test_what_becomes_of_a_header(before: str, after: str) -> None:
    file = f"+++\n{before}+++\nBody\n+++\n"
    wanted = f"---\n{after}---\nBody\n+++\n"
    assert toml_to_yaml(file.encode()).decode() == wanted
    windows = file.replace("\n", "\r\n").encode()
    if '"""' not in before:
        assert toml_to_yaml(windows).decode() == wanted.replace("\n", "\r\n")
    assert toml_to_yaml(b"\xef\xbb\xbf" + file.encode()) == b"\xef\xbb\xbf" + wanted.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"---\ntitle: A\n---\n",
        b"No header\n",
        b"+++\ntitle = A\n+++\n",
        b"+++\ntitle = 'caf\xe9'\n+++\n",
        b"+++\na = nan\n+++\n",
        b"+++\na = 1\n",
        b'+++\n"a\\"b" = 1 # x\n+++\n',
    ],
)
def test_what_is_not_sure_stays(data: bytes) -> None:
    assert toml_to_yaml(data) == data


TIMES = st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001 - of some zone, below
    lambda one: one.replace(microsecond=0)
)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda one: timezone(timedelta(minutes=one)))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=20)
ATOMS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.dates(date(1800, 1, 1)),
    TIMES,
    st.builds(lambda time, zone: time.replace(tzinfo=zone), TIMES, ZONES | st.just(UTC)),
)
VALUES = st.recursive(
    ATOMS, lambda one: st.lists(one, max_size=3) | st.dictionaries(TEXTS, one, max_size=3)
)


def toml(value: object) -> str:
    """A value as TOML has it."""
    match value:
        case str():
            return json.dumps(value)
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    return repr(value)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_whatever_it_says_it_says_afterwards(meta: dict[str, object]) -> None:
    lines = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in meta.items())
    file = f"+++\n{lines}+++\nBody".encode()
    before, after = parse(file, "a.md"), parse(toml_to_yaml(file), "a.md")
    assert after.meta == before.meta
    assert list(after.meta) == list(before.meta)
    assert after.body == before.body


@example({"<": ""})
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_no_comment_is_lost(meta: dict[str, object]) -> None:
    lines = "".join(
        f"# above {number}\n{json.dumps(key)} = {toml(value)} # behind {number}\n"
        for number, (key, value) in enumerate(meta.items())
    )
    file = f"+++\n{lines}+++\nBody".encode()
    after = toml_to_yaml(file).decode()
    for number in range(len(meta)):
        assert f"# above {number}\n" in after
        assert f"# behind {number}\n" in after
    assert parse(after.encode(), "a.md").meta == parse(file, "a.md").meta
