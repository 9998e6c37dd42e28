"""Tags get other names where they stand, and nothing else in a file changes."""

import pytest

from knowlog.domain.tags import unique_tags, written_tags
from knowlog.errors import KnowlogError
from knowlog.storage.frontmatter.parsing import parse
from knowlog.storage.frontmatter.renaming import rename_tags

NAMES = {"old": "new"}


def renamed(data: bytes, **names: str) -> bytes:
    return rename_tags(data, parse(data, "x.md"), names or NAMES)


def header(text: str, fence: str = "---", **names: str) -> str:
    data = f"{fence}\n{text}\n{fence}\nbody\n".encode()
    return renamed(data, **names).decode().removeprefix(f"{fence}\n").partition(f"\n{fence}")[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tags: old", "tags: new"),
        ("tags: 'old'  # c", "tags: 'new'  # c"),
        ("tags: a old b", "tags: a new b"),
        ("tags: a, old , b", "tags: a, new , b"),
        ("tags: a;old", "tags: a;new"),
        ("tags: '[a, old]'", "tags: '[a, new]'"),
        ("tags: #a #old", "tags: #a #new"),
        ("tags: '#old #a'", "tags: '#new #a'"),
        ("tag: old", "tag: new"),
        ("tag: old/two words", "tag: new/two words"),
        ("keywords: old days, old", "keywords: old days, new"),
        ("categories: [old, x]", "categories: [new, x]"),
        ("Tags: [OLD/Deep]", "Tags: [new/Deep]"),
        ("tags: [ 'old', \"x\" ,old ]", "tags: [ 'new', \"x\" ,new ]"),
        ("tags: [\n  old,  # c\n  'x',\n]", "tags: [\n  new,  # c\n  'x',\n]"),
        ("tags:\n  - x\n  - old  # c\n\n  - 'old/a'", "tags:\n  - x\n  - new  # c\n\n  - 'new/a'"),
        ("tags: ['#old', older]", "tags: ['#new', older]"),
        ("tags: [[old, b], c]", "tags: [[new, b], c]"),
        ("tags: [old, {b: d}, 2015]", "tags: [new, {b: d}, 2015]"),
        ("{tags: [old], old: old}", "{tags: [new], old: old}"),
        ("taxonomies:\n  tags: [old]\n  x: [old]", "taxonomies:\n  tags: [new]\n  x: [old]"),
        ("tags: &t [old]\nsame: *t", "tags: &t [new]\nsame: *t"),
        ("x: &o old\ntags: [*o, b]", "x: &o old\ntags: [new, b]"),
        ("x: &o old\ntags: *o", "x: &o old\ntags: new"),
        ("x: &o [old]\ntags: *o", "x: &o [old]\ntags: [new]"),
        ("tags: !!str old", "tags: !!str new"),
        ("tags: a\n  old", "tags: a\n  new"),
        ("tags: >\n  a old", "tags: >\n  a new"),
        ("title: old\ntags: [x]", "title: old\ntags: [x]"),
        ("old: 1\nz: .nan\ntags: old", "old: 1\nz: .nan\ntags: new"),
    ],
)
def test_every_style_stays(text: str, wanted: str) -> None:
    assert header(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tags = ['old', \"b\"] # c", "tags = ['new', \"b\"] # c"),
        ('[taxonomies]\ntags = ["old"]\nx = ["old"]', '[taxonomies]\ntags = ["new"]\nx = ["old"]'),
        ("tags = 'a old'", "tags = 'a new'"),
        ('tags = """old"""', 'tags = "new"'),
    ],
)
def test_toml_too(text: str, wanted: str) -> None:
    assert header(text, "+++") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tags: [old, new]", "tags: [new]"),
        ("tags: [New, x, old]", "tags: [New, x]"),
        ("tags:\n- old # c\n- new", "tags:\n- new"),
        ("tags: x old new", "tags: x new"),
        ("tags: old, new, x", "tags: new, x"),
        ("tags: [old, old]", "tags: [new, new]"),
        # A category is an address in some programs, so each key keeps its own.
        ("tags: [new]\ncategories: [old, x]", "tags: [new]\ncategories: [new, x]"),
    ],
)
def test_two_that_become_one_are_one(text: str, wanted: str) -> None:
    assert header(text) == wanted


def test_of_several_that_become_one_the_first_stays() -> None:
    assert header("tags: [a, x, b, c/d]", a="m", b="m", c="m") == "tags: [m, x, m/d]"


@pytest.mark.parametrize(
    ("text", "new", "wanted"),
    [
        ("tags: old", "two words", "tags: [two words]"),
        ("tags: a old", "two words", "tags: [a, two words]"),
        ("tags: #a #old", "two words", "tags: [a, two words]"),
        ("tags: a, old", "two words", "tags: a, two words"),
        ("tags: [a, old]", "two words", "tags: [a, two words]"),
        ("tag: old", "two words", "tag: two words"),
        ("tags: [old]", "yes", "tags: ['yes']"),
        ("tags: [old]", "2024", "tags: ['2024']"),
        ("tags:\n- old", "C#", "tags:\n- C#"),
        ("tags: [old]", "a: b", "tags: ['a: b']"),
        ("tags: ['old']", "it's", "tags: ['it''s']"),
        ('tags: ["old"]', "日本", 'tags: ["日本"]'),
    ],
)
def test_a_name_gets_the_form_that_it_needs(text: str, new: str, wanted: str) -> None:
    assert header(text, old=new) == wanted


def test_the_case_is_a_name_too() -> None:
    assert header("tags: [ML, ML/a]", ML="ml") == "tags: [ml, ml/a]"
    assert header("tags: [ml]", ML="ml") == "tags: [ml]"


def test_front_matter_and_body_change_together() -> None:
    data = b"\xef\xbb\xbf---\r\ntags: [old]\r\n...\r\n#old, `#old`\r\n\r\n    #old\r\n"
    assert renamed(data) == data.replace(b"[old]", b"[new]").replace(b"#old,", b"#new,")
    assert renamed(b"just #old\n") == b"just #new\n"
    assert renamed(b"caf\xe9 #old \xff\n") == b"caf\xe9 #new \xff\n"


def test_nothing_to_do_gives_the_very_bytes() -> None:
    for data in (b"---\ntags: [a]\n---\nb", b"", b"---\ntags: [\n---\n", b"\xe9"):
        assert renamed(data) is data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe#\x00o\x00l\x00d\x00", "in UTF-16"),
        (b"---\ntags: [old]\nx: [\n---\n", "x.md:3"),
        (b'{\n"tags": ["old"]\n}\n', "only read"),
        (b"+++\ntaxonomies = {tags = ['old']}\n+++\n", "by itself"),
        (b"---\ntags: [&o old]\nx: *o\n---\n", "would break"),
    ],
)
def test_what_cannot_be_changed_is_refused(data: bytes, reason: str) -> None:
    assert "old" in unique_tags(written_tags(parse(data, "x.md").written)) or b"#" in data
    with pytest.raises(KnowlogError, match=reason):
        renamed(data)
