"""Links that follow what they lead to."""

import pytest

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.graph import note_of
from knowlog.domain.headings import Heading
from knowlog.domain.names import Names
from knowlog.domain.rerouting import Rerouting
from knowlog.domain.splicing import splice_body
from knowlog.storage.frontmatter.parsing import parse

OLD, NEW = "entries/2026-01-02-tides.md", "sea/2026-01-02-ebb (and) flow.md"
MOON = "entries/moon.md"
ESCAPED = "../sea/2026-01-02-ebb%20%28and%29%20flow.md"
FILES = ["img/a b.png", "日本/x.md"]


def names(path: str, title: str, name: str, address: str) -> Names:
    entries = [Entry(name, path, title), Entry("moon", MOON, "The Moon")]
    addresses = {address: path, "2025/tides/": path}
    return Names(entries, {path: ["Gezeiten"]}, FILES, addresses)


MOVE = Rerouting(
    names(OLD, "Tides", "tides", "2026/tides/"),
    names(NEW, "Ebb & flow", "ebb-and-flow", "2026/ebb-and-flow/"),
    {OLD: NEW},
    {OLD: {"high": Heading(2, "High | [tide]", "high--tide", 0, 0)}},
)


def rewritten(body: str, source: str, rerouting: Rerouting = MOVE) -> str:
    note = note_of(Document(source, {}, {}, body), liquid=True)
    found, _ = rerouting.splices(note, body)
    data = splice_body(body.encode(), body, [splice for _, splice in found])
    assert rerouting.touches(note) == (data != body.encode())
    return (data or b"").decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[tides]]", "[[ebb-and-flow]]"),
        ("[[Tides]]", "[[Ebb & flow]]"),
        ("[[Tides|Tides]]", "[[Ebb & flow|Tides]]"),
        ("| [[Tides\\|x]] |", "| [[Ebb & flow\\|x]] |"),
        ("[[2026-01-02-tides]]", "[[2026-01-02-ebb (and) flow]]"),
        ("[[entries/2026-01-02-tides.md]]", "[[sea/2026-01-02-ebb (and) flow.md]]"),
        ("[[Gezeiten]]", "[[Gezeiten]]"),
        ("![[tides#High]]", "![[ebb-and-flow#High  tide]]"),
        ("[[Gezeiten#part#High]]", "[[Gezeiten#part#High  tide]]"),
        ("[[tides#low]]", "[[ebb-and-flow#low]]"),
        (
            "[x](2026-01-02-tides.md#high)",
            "[x](../sea/2026-01-02-ebb%20%28and%29%20flow.md#high--tide)",
        ),
        ("[x](<2026-01-02-tides.md> 't')", "[x](<../sea/2026-01-02-ebb (and) flow.md> 't')"),
        ("[x](<2026%2D01-02-tides.md>)", "[x](<../sea/2026-01-02-ebb%20%28and%29%20flow.md>)"),
        (
            "[x](2026-01-02-tides?a=%20b#low)",
            "[x](../sea/2026-01-02-ebb%20%28and%29%20flow?a=%20b#low)",
        ),
        ("[a]: /entries/2026-01-02-tides.md", "[a]: /sea/2026-01-02-ebb%20%28and%29%20flow.md"),
        ('<a href="2026-01-02-tides">', '<a href="../sea/2026-01-02-ebb%20%28and%29%20flow">'),
        ("[x](/2026/tides/#high)", "[x](/2026/ebb-and-flow/#high--tide)"),
        ("[x](/2025/tides/)", "[x](/2025/tides/)"),
        ("[x]({{ site.baseurl }}/2026/tides)", "[x]({{ site.baseurl }}/2026/ebb-and-flow)"),
        ("{% post_url 2026-01-02-tides %}", "{% post_url 2026-01-02-ebb (and) flow %}"),
        ("{%link entries/2026-01-02-tides.md%}", "{%link sea/2026-01-02-ebb (and) flow.md%}"),
        ("[[moon]] [x](moon.md) ![x](../img/a%20b.png) [[nobody]]",) * 2,
        ("`[[tides]]` [x](https://x.org/2026/tides/)",) * 2,
    ],
)
def test_links_of_another_file(before: str, after: str) -> None:
    assert rewritten(before, MOON) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](moon.md)", "[x](../entries/moon.md)"),
        ("[x](/entries/moon.md)", "[x](/entries/moon.md)"),
        ("![x](<../img/a b.png>)", "![x](<../img/a b.png>)"),
        ("[x](./moon)", "[x](../entries/moon)"),
        ("[x](#high)", "[x](#high--tide)"),
        ("[[#High]]", "[[#High  tide]]"),
        ("[[moon]] [x](no.md)", "[[moon]] [x](no.md)"),
        ("[x](2026-01-02-tides.md)", "[x](2026-01-02-ebb%20%28and%29%20flow.md)"),
    ],
)
def test_links_of_the_file_that_moves(before: str, after: str) -> None:
    assert rewritten(before, OLD) == after


def test_what_was_escaped_stays_escaped() -> None:
    entries = Entry("x", "日本/x.md", "X"), Entry("y", "日本/y z.md", "Y")
    move = Rerouting(Names(entries[:1]), Names(entries[1:]), {"日本/x.md": "日本/y z.md"})
    assert rewritten("[x](%E6%97%A5%E6%9C%AC/x.md)", "a.md", move) == (
        "[x](%E6%97%A5%E6%9C%AC/y%20z.md)"
    )
    assert rewritten("[x](日本/x.md)", "a.md", move) == "[x](日本/y%20z.md)"


def test_a_name_that_comes_to_mean_another_file_is_made_clear() -> None:
    before = Names([Entry("a", "x/a.md", "A"), Entry("b", "b.md", "B")])
    after = Names([Entry("a", "x/a.md", "A"), Entry("a", "a.md", "B")])
    move = Rerouting(before, after, {"b.md": "a.md"})
    assert rewritten("[[a]] [[b]] [x](x/a.md)", "c.md", move) == "[[x/a]] [[b]] [x](x/a.md)"


def test_a_heading_whose_words_no_wikilink_holds_is_named_by_its_anchor() -> None:
    heading = Heading(2, "Tide |", "tide-", 0, 0)
    move = Rerouting(MOVE.before, MOVE.before, {}, {MOON: {"phases": heading}})
    assert rewritten("[[moon#Phases]] [x](moon.md#phases)", MOON, move) == (
        "[[moon#tide-]] [x](moon.md#tide-)"
    )


def test_a_link_that_cannot_be_written_is_told() -> None:
    before = Names([Entry("a", "b!.md", "A"), Entry("c", "c.md", "C")])
    after = Names([Entry("a", "b!.md", "A"), Entry("a", "b#.md", "A")])
    move = Rerouting(before, after, {"c.md": "b#.md"})
    body = "[[c]] [x](c.md)"
    found, lost = move.splices(note_of(Document("d.md", {}, {}, body)), body)
    assert [link.target for link in lost] == ["c"]
    assert [splice.text for _, splice in found] == ["b%23.md"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('up: "[[Tides]]"', 'up: "[[Ebb & flow]]"'),
        ("up: '[[tides#High|the sea]]'", "up: '[[ebb-and-flow#High  tide|the sea]]'"),
        ('all:\n  - "[[moon]]"\n  - "![[2026-01-02-tides.md]]"', None),
        ("t: '[a](2026-01-02-tides.md)'", f"t: '[a]({ESCAPED})'"),
        ("up: 2026-01-02-tides.md", f"up: ../{NEW}"),
        ("up: 2026-01-02-tides.md#high", f"up: ../{NEW}#high--tide"),
        ("up: ./2026-01-02-tides.md#low", f"up: ../{NEW}#low"),
        ("up: ['/entries/2026-01-02-tides.md']", f"up: ['/{NEW}']"),
        ("up: entries/2026-01-02-tides.md", f"up: {NEW}"),
        ("up: 2026%2D01-02-tides.md", f"up: {ESCAPED}"),
        ("list: [[1, 2]]",) * 2,
        ("up: [tides, 2026-01-02-tides, tides.md]",) * 2,
        ("url: 2026-01-02-tides.md",) * 2,
    ],
)
def test_links_in_front_matter(before: str, after: str | None) -> None:
    header, body = f"---\n{before}\n---\n", "[[Tides]]\n"
    document = parse((header + body).encode(), MOON)
    note = note_of(document, before=header)
    found, _ = MOVE.splices(note, body, header)
    data = splice_body((header + body).encode(), body, [splice for _, splice in found])
    wanted = after or before.replace("2026-01-02-tides", "2026-01-02-ebb (and) flow")
    assert data == f"---\n{wanted}\n---\n[[Ebb & flow]]\n".encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("up: a.md", 'up: "b c: d, [e].md"'),
        ("up: ['a.md#part', \"a.md\"]", "up: ['b c: d, [e].md#part', \"b c: d, [e].md\"]"),
        ("up: see [[A]]", "up: see [[b-c-d]]"),
        ("up: 'see [[A]]'", "up: 'see [[B: c]]'"),
    ],
)
def test_what_yaml_would_misread_gets_quotes_or_another_name(before: str, after: str) -> None:
    path = "b c: d, [e].md"
    move = Rerouting(
        Names([Entry("a", "a.md", "A")]), Names([Entry("b-c-d", path, "B: c")]), {"a.md": path}
    )
    header = f"---\n{before}\n---\n"
    note = note_of(parse(header.encode(), "x.md"), before=header)
    data = splice_body(header.encode(), "", [one for _, one in move.splices(note, "", header)[0]])
    assert data == f"---\n{after}\n---\n".encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[Why logq]] [[Why logq.md]]", "[[Why LogQ]] [[Why LogQ.md]]"),
        ("[[why LOGQ]] [[f/why logq]]", "[[why LOGQ]] [[f/why logq]]"),
        ("[x](f/Why%20logq.md) [x](f/why%20logq)", "[x](f/Why%20LogQ.md) [x](f/why%20logq)"),
        ("[[f/Why logq#p|Why logq]]", "[[f/Why LogQ#p|Why logq]]"),
    ],
)
def test_a_name_that_changes_in_case_alone_is_followed_where_it_is_written_so(
    before: str, after: str
) -> None:
    entries = (Entry("why-logq", f"f/{name}.md", name) for name in ("Why logq", "Why LogQ"))
    old, new = (Names([one]) for one in entries)
    move = Rerouting(old, new, {"f/Why logq.md": "f/Why LogQ.md"})
    assert rewritten(before, "x.md", move) == after


def test_a_number_sign_may_be_part_of_a_name() -> None:
    entries = Entry("c", "c#.md", "C"), Entry("d", "d#e.md", "D")
    heading = {"c#.md": {"x": Heading(2, "Y", "y", 0, 0)}}
    move = Rerouting(Names(entries[:1]), Names(entries[1:]), {"c#.md": "d#e.md"}, heading)
    header = '---\na: c#.md\nb: "c#.md#x"\nc: c#.md#z\n---\n'
    note = note_of(parse(header.encode(), "x.md"), before=header)
    data = splice_body(header.encode(), "", [one for _, one in move.splices(note, "", header)[0]])
    assert data == b'---\na: d#e.md\nb: "d#e.md#y"\nc: d#e.md#z\n---\n'


def test_what_quotes_cannot_hold_is_named_by_its_id() -> None:
    before = Names([Entry("tides", "tides.md", "Tides")])
    after = Names([Entry("so-called-tides", "so-called-tides.md", 'So-called "tides"')])
    header, body = 'up: "[[Tides]]"\n', "[[Tides]]"
    note = note_of(Document("a.md", {}, {}, body), before=header)
    found, _ = Rerouting(before, after, {"tides.md": "so-called-tides.md"}).splices(
        note, body, header
    )
    assert [splice.text for _, splice in found] == ["so-called-tides", 'So-called "tides"']
