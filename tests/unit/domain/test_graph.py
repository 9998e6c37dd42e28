"""What leads where in a log, and what leads nowhere."""

import pytest

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.graph import Graph, note_of
from knowlog.domain.names import Names

TIDES = "entries/2026-01-02-tides.md"
ENTRIES = [
    Entry("moon", "entries/moon.md", "The Moon"),
    Entry("tides", TIDES, "Tides"),
]
FILES = ["img/moon.png"]


def graph(*bodies: str) -> Graph:
    """The graph of a log whose entries have these bodies, front matter of two lines above each."""
    notes = [
        note_of(Document(entry.path, {}, {}, body, 3))
        for entry, body in zip(ENTRIES, bodies, strict=False)
    ]
    return Graph(notes, Names(ENTRIES, files=FILES), frozenset({"img", "entries"}))


def test_a_link_is_an_edge_with_the_line_of_its_file() -> None:
    found = graph("x\n[[tides]] and [a](2026-01-02-tides.md#up)", "# Up\n[[tides#up]]")
    assert [(one.source, one.line, one.path, one.fault) for one in found.edges] == [
        (TIDES, 4, TIDES, ""),
        ("entries/moon.md", 4, TIDES, ""),
        ("entries/moon.md", 4, TIDES, ""),
    ]
    assert [one.line for one in found.into(TIDES)] == [4, 4]
    assert found.into("entries/moon.md") == []
    assert [one.path for one in found.out_of("entries/moon.md")] == [TIDES, TIDES]
    assert found.orphans == ["entries/moon.md"]
    assert found.broken == []


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://x.org/no) <a href='mailto:a@b.c'>",
        "![x](../img/moon.png) ![[moon.png]] [x](/img/)",
        "[x](../img) [[#sea]] [x](#sea) [x](#)\n\n## Sea\n",
        "[x](2026-01-02-tides.md#top) [x](2026-01-02-tides.md#:~:text=up)",
        "[x]({{ page.url }}/no) [x](#{{x}}) [x]({{site.baseurl}}/img/moon.png)",
        "`[[no]]` <!-- [[no]] -->",
        "![[moon.png#center]]",
        "[x]()",
    ],
)
def test_what_is_not_broken(body: str) -> None:
    assert graph(body, "").broken == []


@pytest.mark.parametrize(
    ("body", "fault", "near"),
    [
        ("[[tide]]", "broken-link", "tides"),
        ("[x](tides2.md)", "broken-link", "2026-01-02-tides.md"),
        ("[x](old/2026-01-02-tides.md)", "broken-link", "2026-01-02-tides.md"),
        ("[x](/old/tides)", "broken-link", f"/{TIDES.removesuffix('.md')}"),
        ("[[utterly else]]", "broken-link", ""),
        ("![x](mooon.png#a)", "missing-image", "../img/moon.png"),
        ("![[mooon.png]]", "missing-embed", "moon.png"),
        ("[[tides#The seaa]]", "broken-anchor", "The sea"),
        ("[[tides#^b]]", "broken-anchor", "^b1"),
        ("[[#nothing]]", "broken-anchor", ""),
        ("[x](2026-01-02-tides.md#the-seas)", "broken-anchor", "the-sea"),
        ("[x](2026-01-02-tides.md#The-Sea)", "broken-anchor", "the-sea"),
        ("[x][a]\n\n[a]: tide.md", "broken-link", "2026-01-02-tides.md"),
        ('<img src="no.png">', "missing-image", ""),
    ],
)
def test_what_is_broken_and_what_it_may_have_meant(body: str, fault: str, near: str) -> None:
    found = graph(body, "## The sea\nx ^b1\n")
    (edge,) = found.broken
    assert (edge.fault, found.near(edge)) == (fault, near)


def test_a_link_to_a_file_that_could_not_be_read_leads_there() -> None:
    (edge,) = graph("[[tides#x]]").edges
    assert (edge.path, edge.fault) == (TIDES, "")


def test_the_pages_that_the_site_makes_are_there() -> None:
    text = "[a](/) [b](/tags/) [c](/feed.xml) [d](/tags/none/) [e](tags/)"
    note = note_of(Document("a.md", {}, {}, text, 1))
    found = Graph([note], Names([]), pages=["", "tags/", "feed.xml"])
    assert [edge.link.target for edge in found.broken] == ["/tags/none/", "tags/"]


def test_the_tags_of_jekyll_are_links_where_they_are_asked_for() -> None:
    document = Document("a.md", {}, {}, "{% link nothing.md %}", 1)
    assert note_of(document).links == ()
    assert [link.target for link in note_of(document, liquid=True).links] == ["nothing.md"]


def test_a_property_that_names_no_entry_is_no_broken_link() -> None:
    before = "---\nup: '[[tides]]'\nby: '[[Jane Doe]]'\n---\n"
    note = note_of(Document("entries/moon.md", {}, {}, "x\n[[no]]", 5), before=before)
    found = Graph([note], Names(ENTRIES))
    assert [(one.line, one.path, one.fault) for one in found.edges] == [
        (2, TIDES, ""),
        (6, "", "broken-link"),
    ]


def test_a_date_in_common_is_no_likeness() -> None:
    found = graph("[a](2026-01-02-gone.md) [b](2026-01-03-tide.md)")
    assert [found.near(edge) for edge in found.broken] == ["", "2026-01-02-tides.md"]


def test_every_broken_anchor_of_a_file_gets_its_own_guess() -> None:
    found = graph("[[tides#The seaa]] [[tides#The shor]]", "## The sea\n## The shore\n")
    assert [found.near(edge) for edge in found.broken] == ["The sea", "The shore"]
