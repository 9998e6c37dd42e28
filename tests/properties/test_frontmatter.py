"""An edit changes what it was asked to change and not one byte more."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import assume, example, given
from hypothesis import strategies as st

from knowlog.domain.tags import tag_key, unique_tags, written_tags
from knowlog.storage.frontmatter.composing import compose
from knowlog.storage.frontmatter.editing import edit
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.tagging import edit_tags

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["no", "1.10", "12:30", "a: b", "#x", "@x", "- a", "1e3", "0o17", "y", "~", "", "a #b", "it's",
     '"q"', "{{ x }}", "[a]", "2024-01-02", "two\nlines", "tab\there", "\u2028", "日本", "👋", "*x",
     "&x", "!x", "%x", "| x", "> x", "? x", "=", "<<", "---", "...", "a:", ":a", "\\", "x\\", "'"]
)  # fmt: skip
DATES = st.dates(date(1000, 1, 1), date(9000, 1, 1)) | st.datetimes(
    datetime(1000, 1, 2),  # noqa: DTZ001 - Hypothesis wants bounds without a zone
    datetime(9000, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)
VALUES = TEXTS | st.booleans() | st.integers() | DATES | st.lists(TEXTS, max_size=4)
TAGS = st.text(
    st.characters(categories=["L", "N"]) | st.sampled_from("-_/ 👋"), min_size=1, max_size=8
).filter(lambda tag: bool(unique_tags([tag])))

VALUES_AS_WRITTEN = st.sampled_from(
    ["plain", "'single '' quoted'", '"double \\" quoted"', "1.10", "no", "2024-01-02", "~", "",
     "12:30", "plain # comment", "'quoted' # comment", "# only a comment", "#hash", "two\n  lines",
     '"two\n  lines"', "|\n  block\n\n  scalar", ">-\n  folded\n  text", "|+\n  kept\n\n",
     "|2-\n    indented", "[a, b]", "[ 'a' , \"b\", ]", "[]", "[\n  a, # one\n  b\n]", "{x: 1}",
     "\n- a\n- b", "\n  - a # one\n  # between\n  - 'b'", " # on the key\n  - a\n\n  - b",
     "\n  -   wide\n  - |\n    block\n  - last", "\n  name: x\n  deep:\n    - y # z", "&anchor x",
     "&list\n  - a\n  - b", "!!str 1", "a b c", "a, b; c", "🎉 party", "日本語"]
)  # fmt: skip
GAPS = st.sampled_from(["", "\n", "# a comment: with colon\n", "\n\n# one\n  # two\n"])
KEYS = ["title", "tags", "date", "layout", "date created", "Tags", "日付", '"quoted"', "x_y"]
BODIES = st.sampled_from(["", "body", "# Heading\n\ntext\n", "---\nrule\n---\n", "\n\nlate\n"])


Entry = tuple[str, str, str]
"""What stands before a key, the key, and its value as written."""
File = tuple[list[Entry], str, str, bytes]


def file_of(entries: Sequence[Entry], body: str, ends: str, mark: bytes) -> bytes:
    header = "".join(f"{gap}{key}: {value}\n" for gap, key, value in entries)
    text = f"---\n{header}---\n{body}".replace("\n", ends)
    return mark + text.encode()


def owned(entries: list[Entry]) -> list[Entry]:
    """Blank lines after a value that keeps them are its own, and no gap before the next key."""
    kept = [False, *(value.startswith("|+") for _, _, value in entries)]
    return [
        (gap.lstrip("\n") if after_kept else gap, key, value)
        for after_kept, (gap, key, value) in zip(kept, entries, strict=False)
    ]


ENTRIES = st.lists(
    st.tuples(GAPS, st.sampled_from(KEYS), VALUES_AS_WRITTEN),
    max_size=5,
    unique_by=lambda entry: entry[1].lower(),
).map(owned)
FILES = st.tuples(
    ENTRIES, BODIES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([b"", b"\xef\xbb\xbf"])
)


def outside(
    entries: Sequence[tuple[str, str, str]], number: int, file: File
) -> tuple[bytes, bytes]:
    """The bytes before and after the lines of one key."""
    _, body, ends, mark = file
    gap = entries[number][0]
    before = "---\n" + "".join(f"{g}{k}: {v}\n" for g, k, v in entries[:number]) + gap
    after = "".join(f"{g}{k}: {v}\n" for g, k, v in entries[number + 1 :]) + f"---\n{body}"
    return mark + before.replace("\n", ends).encode(), after.replace("\n", ends).encode()


@given(FILES, st.data(), VALUES)
def test_setting_a_key_changes_its_lines_only(
    file: File, data: st.DataObject, value: object
) -> None:
    entries = file[0]
    assume(entries)
    number = data.draw(st.integers(0, len(entries) - 1))
    key = entries[number][1].strip('"')
    raw = file_of(*file)
    result = edit(raw, {key: value})  # type: ignore[dict-item]  # values are drawn as objects
    before, after = outside(entries, number, file)
    assert result.startswith(before)
    assert result.endswith(after)
    document = parse(result, "x.md")
    wanted = value.replace(microsecond=0) if isinstance(value, datetime) else value
    assert document.meta[key] == wanted
    assert type(document.meta[key]) is type(wanted)
    assert document.body == parse(raw, "x.md").body
    assert edit(result, {key: value}) == result  # type: ignore[dict-item]  # as above


@given(FILES, st.data())
def test_removing_a_key_removes_its_lines_only(file: File, data: st.DataObject) -> None:
    entries = file[0]
    assume(entries)
    number = data.draw(st.integers(0, len(entries) - 1))
    # Blank lines after it would become text of a value that keeps them, so they go with it.
    assume(number == 0 or not entries[number - 1][2].startswith("|+"))
    result = edit(file_of(*file), {entries[number][1].strip('"'): None})
    before, after = outside(entries, number, file)
    assert result == before + after


@given(FILES, VALUES)
@example(([], "", "\n", b""), "x")
def test_adding_a_key_adds_one_line(file: File, value: object) -> None:
    raw = file_of(*file)
    result = edit(raw, {"new": value})  # type: ignore[dict-item]  # values are drawn as objects
    _, body, ends, _ = file
    end = f"---\n{body}".replace("\n", ends).encode()
    added = result.removeprefix(raw.removesuffix(end)).removesuffix(end)
    assert result == raw.removesuffix(end) + added + end
    assert added.count(ends.encode()) == 1
    assert edit(result, {"new": None}) == raw


@given(BODIES, st.sampled_from(["\n", "\r\n"]), st.sampled_from([b"", b"\xef\xbb\xbf"]), VALUES)
def test_a_file_without_front_matter_gets_one_on_top(
    body: str, ends: str, mark: bytes, value: object
) -> None:
    raw = mark + body.replace("\n", ends).encode()
    result = edit(raw, {"new": value})  # type: ignore[dict-item]  # values are drawn as objects
    assert result.startswith(mark + b"---")
    assert result.endswith(raw.removeprefix(mark))
    assert parse(result, "x.md").body == body.replace("\n", ends)


@given(FILES, st.lists(TAGS, max_size=3), st.lists(TAGS | st.sampled_from("abAB"), max_size=3))
def test_tags_change_and_nothing_else(file: File, add: list[str], remove: list[str]) -> None:
    raw = file_of(*file)
    result = edit_tags(raw, add=add, remove=remove)
    old, new = parse(raw, "x.md"), parse(result, "x.md")
    before = unique_tags(written_tags(old.written))
    gone = {tag_key(tag) for tag in unique_tags(remove)}
    wanted = unique_tags([*(tag for tag in before if tag_key(tag) not in gone), *add])
    assert unique_tags(written_tags(new.written)) == wanted
    assert new.body == old.body
    others = [
        {key: value for key, value in document.meta.items() if key.lower() != "tags"}
        for document in (old, new)
    ]
    assert repr(others[0]) == repr(others[1])
    if wanted == before:
        assert result == raw
    entries = file[0]
    for number, entry in enumerate(entries):
        if entry[1].lower() == "tags":
            outer = outside(entries, number, file)
            assert result.startswith(outer[0])
            assert result.endswith(outer[1])


@given(st.dictionaries(st.sampled_from(KEYS), VALUES), BODIES)
def test_a_fresh_file_reads_back(meta: dict[str, object], body: str) -> None:
    document = parse(compose(meta, body), "x.md")
    wanted = {key: value for key, value in meta.items() if value not in ("", [], None)}
    assert list(document.meta) == list(wanted)
    assert document.meta == wanted
    assert document.body.strip("\n") == body.strip("\n")


TOML_VALUES = st.sampled_from(
    ['"text"', "'raw \\ text'", '"""two\nlines"""', "'''raw\n\"lines\"'''", "1_000", "0x1F",
     "1.5e3", "true", "2024-01-02", "2024-01-02T03:04:05Z", '["a", "b"]',
     "[ 'x',\n  # one\n  'y', ]", "[]", "[[1, 2], ['a']]", '{a = 1, b = "}"}',
     '"a # b"', '"日本 👋"', '""', '"a" # comment']
)  # fmt: skip
TOML_ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["", "\n", "# title = 1\n"]),
        st.sampled_from(["title", "tags", "date", "x-y", '"quoted key"']),
        TOML_VALUES,
    ),
    max_size=4,
    unique_by=lambda entry: entry[1],
)
TABLES = st.sampled_from(["", '\n[params]\ntitle = "inner"\n', "[a]\nb = 1\n[[c.d]]\ne = 2\n"])


@given(TOML_ENTRIES, TABLES, st.sampled_from(["\n", "\r\n"]), st.data(), VALUES | st.none())
def test_toml_changes_as_little(
    entries: list[Entry], tables: str, ends: str, data: st.DataObject, value: object
) -> None:
    assume(entries)
    number = data.draw(st.integers(0, len(entries) - 1))
    lines = [f"{gap}{key} = {written}\n" for gap, key, written in entries]
    raw = f"+++\n{''.join(lines)}{tables}+++\nbody\n".replace("\n", ends).encode()
    key = entries[number][1].strip('"')
    result = edit(raw, {key: value})  # type: ignore[dict-item]  # values are drawn as objects
    before = f"+++\n{''.join(lines[:number])}{entries[number][0]}".replace("\n", ends).encode()
    after = f"{''.join(lines[number + 1 :])}{tables}+++\nbody\n".replace("\n", ends).encode()
    assert result.startswith(before)
    assert result.endswith(after)
    wanted = value.replace(microsecond=0) if isinstance(value, datetime) else value
    assert parse(result, "x.md").meta.get(key) == wanted
    if value is None:
        assert result == before + after
