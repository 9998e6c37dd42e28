"""What pages show, seen as files."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinyhtml5.parser import HTMLParser

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.errors import KnowlogError
from knowlog.exporters.json import export_json
from knowlog.exporters.site.build import export_log
from knowlog.exporters.site.derived import theme
from knowlog.exporters.site.graph import edges_of, graph, spots
from knowlog.exporters.site.heatmap import heat_map
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.pictures import picture_size
from knowlog.exporters.site.report import BuildReport
from knowlog.exporters.site.single import single
from knowlog.exporters.site.source import SiteSource
from knowlog.exporters.site.standing import standing

DAY = datetime(2024, 5, 6, tzinfo=UTC)


class Log:
    """A log in memory, with stamps that follow the text."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes: dict[str, tuple[Entry, Document]] = {}
        self.read: list[str] = []

    def write(self, name: str, body: str, **values: object) -> None:
        path = f"{name}.md"
        given: dict[str, object] = {"id": name, "path": path, "title": name.title(), "date": DAY}
        entry = Entry(**given | values)  # type: ignore[arg-type]  # a shorthand for tests
        self.notes[path] = entry, Document(path, {}, {}, body)

    def source(self) -> SiteSource:
        def read(path: str) -> Document:
            self.read.append(path)
            return self.notes[path][1]

        def stamp(path: str) -> str:
            return hashlib.sha256(repr(self.notes[path]).encode()).hexdigest()

        return SiteSource(
            root=self.root,
            entries=tuple(entry for entry, _ in self.notes.values()),
            stamps={path: stamp(path) for path in self.notes},
            read=read,
            measure=picture_size,
        )

    def export(self, **options: object) -> BuildReport:
        cache = self.root / "cache"
        cache.mkdir(exist_ok=True)
        chosen = SiteOptions(**options)  # type: ignore[arg-type]  # a shorthand for tests
        out = self.root / "site"
        self.read.clear()
        report = standing(self.source(), chosen, out=out, cache=cache)
        return report or export_log(
            self.source(), chosen, out=out, cache=cache, cut_font=lambda _: b"font"
        )

    def page(self, file: str) -> str:
        return (self.root / "site" / file).read_text(encoding="utf-8")


@pytest.fixture
def log(tmp_path: Path) -> Log:
    log = Log(tmp_path)
    log.write(
        "first", "See [[Second]] about tides, and [[Third]].\n\n## Part\n\n$x^2$", tags=("sea",)
    )
    log.write("second", "Nothing here.\n\n```python\nprint(1)\n```", tags=("sea",))
    log.write("about", "I am.", layout="page", date=None)
    return log


def test_every_page_is_valid_html(log: Log) -> None:
    log.export(base_url="https://example.org/log/", citation=True)
    for file in (log.root / "site").rglob("*.html"):
        parser = HTMLParser()
        parser.parse(file.read_text(encoding="utf-8"))
        assert parser.errors == [], file


def test_no_link_inside_is_broken(log: Log) -> None:
    log.export()
    site = log.root / "site"
    for file in site.rglob("*.html"):
        document = HTMLParser().parse(file.read_text(encoding="utf-8"))
        for element in document.iter():
            for name in ("href", "src"):
                value = element.get(name)
                if value and "://" not in value and not value.startswith(("#", "data:")):
                    target = (file.parent / value.partition("#")[0]).resolve()
                    assert target.is_file(), f"{file}: {value}"


def test_a_link_to_a_page_of_the_site_itself_leads_there(log: Log) -> None:
    log.write("second", "[all](/archive/) [tag](/tags/sea) [home](/) [feed](/feed.xml) [no](/no/)")
    report = log.export()
    assert [one.message for one in report.problems["second.md"]] == ["/no/: no such entry or file"]
    page = log.page("2024/second/index.html")
    for file in ("archive/index.html", "tags/sea/index.html", "index.html", "feed.xml"):
        assert f'href="../../{file}"' in page.partition('class="prose"')[2]


def test_what_is_wrong_many_times_is_told_once(log: Log) -> None:
    log.write("second", "[a](x.md)\n\n[b](x.md)\n\n[c](y.md)")
    found = log.export().problems["second.md"]
    assert [(one.line, one.message) for one in found] == [
        (1, "x.md: no such entry or file (2 times)"),
        (5, "y.md: no such entry or file"),
    ]


def test_an_unchanged_log_is_not_even_opened(log: Log) -> None:
    first = log.export()
    again = log.export()
    assert not again.files.written
    assert log.read == []
    assert set(again.files.unchanged) == set(first.files.written)
    assert again.problems == first.problems != {}


def test_a_new_version_of_the_program_makes_every_page_anew(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = log.export()
    page = log.root / "site" / "2024" / "first" / "index.html"
    for module in ("build", "gather", "standing"):
        monkeypatch.setattr(f"knowlog.exporters.site.{module}.code_stamps", lambda: ("newer",))
    monkeypatch.setattr(
        "knowlog.exporters.site.templates.Templates.page", lambda *_: "<p>As it is now</p>"
    )
    log.export()
    assert page.read_text(encoding="utf-8") == "<p>As it is now</p>"
    assert set(log.export().files.unchanged) == set(first.files.written)


def test_a_changed_text_rewrites_what_shows_it_and_no_more(log: Log) -> None:
    log.export()
    log.write("second", "Something else entirely.", tags=("sea",))
    report = log.export()
    pages = {file for file in report.files.written if file.endswith(".html")}
    assert pages == {"2024/second/index.html"}


def test_an_entry_that_is_at_last_written_is_linked(log: Log) -> None:
    assert any(one.kind == "broken-link" for one in log.export().problems["first.md"])
    log.write("third", "Here.")
    assert "first.md" not in log.export().problems
    assert "third/index.html" in log.page("2024/first/index.html")


def test_a_missing_picture_that_comes_is_shown(log: Log) -> None:
    log.write("second", "![A tide](tide.gif)")
    assert "second.md" in log.export().problems
    size = (3).to_bytes(2, "little") + (2).to_bytes(2, "little")
    (log.root / "tide.gif").write_bytes(b"GIF89a" + size + bytes(3))
    assert "second.md" not in log.export().problems
    assert 'width="3" height="2"' in log.page("2024/second/index.html")
    assert (log.root / "site/media/tide.gif").exists()


def test_the_same_log_gives_the_same_bytes(log: Log, tmp_path: Path) -> None:
    log.export()
    first = {file: file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file()}
    (tmp_path / "cache/site.sqlite").unlink()
    (tmp_path / "site").rename(tmp_path / "before")
    log.export()
    again = {file: file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file()}
    assert first == again


def test_backlinks_show_the_words_around(log: Log) -> None:
    log.export()
    page = log.page("2024/second/index.html")
    assert "See <mark>Second</mark> about tides" in page


def test_the_words_around_a_link_come_before_embeds(log: Log) -> None:
    log.write("first", "![[second]]\n\n" * 4 + "Low water, see [[second]] about it.")
    log.write("second", "Words.", title="Second")
    log.export()
    page = log.page("2024/second/index.html")
    assert "Low water, see <mark>Second</mark> about it." in page


def test_a_log_brings_its_own_templates(log: Log) -> None:
    folder = log.root / "templates"
    folder.mkdir()
    (folder / "not-found.html").write_text("{{ site.title }}: gone")
    log.export(title="Tides")
    assert log.page("404.html") == "Tides: gone"


def test_a_log_brings_its_own_feed(log: Log) -> None:
    folder = log.root / "templates"
    folder.mkdir()
    (folder / "feed.xml").write_text("<feed>{{ feed.title }}</feed>")
    log.export(title="Tides & co")
    assert log.page("feed.xml") == "<feed>Tides &amp; co</feed>"


def test_a_template_is_no_way_out_of_the_log(log: Log) -> None:
    (log.root / "templates").mkdir()
    (log.root.parent / "secret").write_text("hush")
    (log.root / "templates" / "not-found.html").symlink_to(log.root.parent / "secret")
    with pytest.raises(KnowlogError, match=r"templates/not-found.html: the link leads out"):
        log.export()


def test_a_template_from_a_stranger_reaches_nothing(log: Log) -> None:
    folder = log.root / "templates"
    folder.mkdir()
    (folder / "not-found.html").write_text("{{ ''.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(Exception, match="unsafe"):
        log.export()


def test_feeds_agree(log: Log) -> None:
    log.export(base_url="https://example.org/log/")
    feed = json.loads(log.page("feed.json"))
    assert [item["url"] for item in feed["items"]] == [
        "https://example.org/log/2024/first/",
        "https://example.org/log/2024/second/",
    ]
    assert all(item["url"] in log.page("feed.xml") for item in feed["items"])
    assert (
        'href="https://example.org/log/2024/second/index.html"' in feed["items"][0]["content_html"]
    )
    assert "https://example.org/log/2024/first/" in log.page("sitemap.xml")


def test_structured_data_is_json(log: Log) -> None:
    log.write("second", "x", title="</script><script>alert(1)")
    log.export(author="Ada", base_url="https://example.org/")
    page = log.page("2024/second/index.html")
    data = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)["author"]["name"] == "Ada"
    assert "<script>alert" not in page


def test_a_changed_order_of_words_reaches_the_search(log: Log) -> None:
    log.write("second", "ebb before flow")
    log.export()
    log.write("second", "flow before ebb")
    written = log.export().files.written
    texts = [file for file in written if file.startswith("search/texts-")]
    assert len(texts) == 1
    assert "flow before ebb" in log.page(texts[0])
    assert not [file for file in written if file.startswith("search/w-")]


def test_a_changed_word_changes_few_files_of_the_search(log: Log) -> None:
    letters = "abcdefghij"
    words = ["".join(letters[int(digit)] for digit in f"{number:04}") for number in range(8000)]
    log.write("second", " ".join(words))
    log.export()
    there = len(list((log.root / "site" / "search").glob("p-*.js")))
    words[2000] = "another"
    log.write("second", " ".join(words))
    changed = [file for file in log.export().files.written if file.startswith("search/p-")]
    assert 1 <= len(changed) <= 6 < there


def test_a_long_entry_has_a_file_of_its_own_for_its_words(log: Log) -> None:
    log.write("second", "tide and ebb " * 500)
    log.export()
    alone = [file.name for file in (log.root / "site" / "search").glob("text-*.js")]
    assert len(alone) == 1
    assert "tide and ebb tide" in log.page(f"search/{alone[0]}")
    log.write("second", "Short again.")
    assert f"search/{alone[0]}" in log.export().files.removed


def test_comments_are_not_among_the_words(log: Log) -> None:
    log.write("second", "Seen <!-- hushhush --> and %%hushhush%% seen.")
    log.export()
    for file in (log.root / "site" / "search").iterdir():
        assert "hushhush" not in file.read_text(encoding="utf-8"), file


def test_a_style_cannot_leave_its_value() -> None:
    css = theme({"accent": "#123456", "width": "1px; } body { display: none", "x y": "1"})
    assert "--accent: #123456;" in css
    assert "display" not in css
    assert "x y" not in css


def test_a_single_page_needs_nothing_else(log: Log) -> None:
    (log.root / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    )
    log.write("first", "![Dot](a.svg) $x$ and [[Second]]")
    page, problems = single(log.source(), SiteOptions(), "first.md", cut_font=lambda _: b"font")
    assert problems == ()
    assert "data:image/svg+xml;base64," in page
    assert "data:font/woff2;base64," in page
    assert "<script" not in page
    assert 'href="../' not in page


def test_the_log_as_json_is_json(log: Log) -> None:
    entry, document = log.notes["first.md"]
    odd = Document("first.md", {"when": DAY, "many": {1}, "far": float("inf")}, {}, document.body)
    value = json.loads(json.dumps(export_json([(entry, odd)], title="T", author="A")))
    assert value["entries"][0]["meta"] == {
        "when": "2024-05-06T00:00:00+00:00",
        "many": [1],
        "far": "inf",
    }


def test_a_year_of_writing() -> None:
    found = heat_map([DAY.date()] * 5)
    assert found is not None
    assert (found.total, found.days[-1].level, found.last) == (5, 4, "2024-05-06")
    assert heat_map([]) is None


def test_a_log_without_dates_is_shown_by_its_folders(log: Log) -> None:
    log.notes.clear()
    for name in ("git/reset", "git/rebase", "vim/macros", "readme"):
        log.write(name, "Words.", date=None)
    log.export()
    home, archive = log.page("index.html"), log.page("archive/index.html")
    for place, count in (("in-git", 2), ("in-vim", 1), ("in-none", 1)):
        assert f'href="archive/index.html#{place}"' in home
        assert f'<h2 id="{place}">' in archive
        assert f'<span class="count">{count}</span>' in home
    assert archive.index("in-git") < archive.index("in-vim") < archive.index("in-none")


def test_a_log_with_dates_begins_with_the_latest(log: Log) -> None:
    log.write("git/reset", "Words.", date=None)
    log.export()
    assert "#in-" not in log.page("index.html")
    assert "Without a date" in log.page("archive/index.html")


def test_an_about_page_that_nobody_has_written_says_nothing(log: Log) -> None:
    log.write("about", "<!-- Write here who you are. -->\n", layout="page", date=None)
    log.export()
    assert "who you are" not in "".join(
        file.read_text(encoding="utf-8", errors="replace")
        for file in (log.root / "site").rglob("*")
        if file.is_file()
    )
    assert 'class="prose"' not in log.page("about/index.html")


def test_the_graph_is_the_same_each_time() -> None:
    edges = edges_of({"a": ["b", "b", "a"], "b": ["a", "c"], "d": []})
    assert edges == [("a", "b"), ("b", "c")]
    found = spots(graph(edges))
    assert found == spots(graph(edges))
    assert {spot.path: spot.links for spot in found} == {"a": 1, "b": 2, "c": 1}
