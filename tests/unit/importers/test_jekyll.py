"""What becomes of the parts of a Jekyll blog; the whole of one stands in the transcripts."""

from collections.abc import Callable, Mapping
from datetime import UTC
from pathlib import Path

import pytest

from knowlog.actions.bring_in import Places
from knowlog.domain.describe import describe
from knowlog.domain.imports import Destination, Intake, Memory, Taken
from knowlog.domain.permalinks import permalink, place_of
from knowlog.importers.jekyll.importer import Jekyll
from knowlog.importers.source import Source
from knowlog.storage.frontmatter.parsing import parse

Bring = Callable[..., Intake]
CONFIG = "url: https://example.org\nbaseurl: /blog\npermalink: /:title/\n"


def address(path: str, data: bytes, pattern: str) -> str:
    document = parse(data, path)
    return "/" + permalink(describe(document, UTC), place_of(document), pattern)


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Import a blog whose files are given by their paths; front matter may be left to us."""

    def run(
        files: Mapping[str, str | bytes],
        config: str = CONFIG,
        settings: Mapping[str, object] | None = None,
        home: str = "entries",
    ) -> Intake:
        for path, content in {"_config.yml": config, **files}.items():
            if not content:
                continue
            place = tmp_path / "blog" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        places = Places(Memory("jekyll", ""))
        destination = Destination(home, UTC, places, settings or {}, address)
        return Jekyll(Source(tmp_path / "blog")).read(destination)

    return run


def post(body: str, header: str = "title: A") -> str:
    return f"---\n{header}\n---\n{body}"


def only(intake: Intake, source: str = "_posts/2024-05-31-a.md") -> Taken:
    return next(one for one in intake.taken if one.source == source)


def body_of(taken: Taken) -> str:
    assert taken.data is not None
    return parse(taken.data, taken.path).body


def meta_of(taken: Taken) -> Mapping[str, object]:
    assert taken.data is not None
    return parse(taken.data, taken.path).meta


def kinds(taken: Taken) -> list[str]:
    return [one.kind for one in taken.remarks]


A = "_posts/2024-05-31-a.md"


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("_posts/2024-05-31-a.md", "entries/2024-05-31-a.md"),
        ("_posts/2024/2024-05-31-a.markdown", "entries/2024/2024-05-31-a.markdown"),
        ("sea/_posts/2024-05-31-a.mkd", "entries/sea/2024-05-31-a.md"),
        ("_drafts/a.md", "entries/_drafts/a.md"),
        ("sea/_drafts/a.md", "entries/_drafts/sea/a.md"),
        ("about.md", "entries/about.md"),
        ("about/index.html", "entries/about.md"),
        ("docs/a/index.md", "entries/docs/a.md"),
        ("docs/guide.md", "entries/docs/guide.md"),
        ("_posts/2024-05-31-what?.md", "entries/2024-05-31-what-.md"),
        ("About.markdown", "entries/About.markdown"),
    ],
)
def test_where_a_text_goes(bring: Bring, source: str, path: str) -> None:
    assert only(bring({source: post("x")}), source).path == path


def test_the_page_at_about_becomes_the_profile(bring: Bring) -> None:
    source = "pages/who-i-am.html"
    page = post("Me", "layout: page\npermalink: /about.html")
    assert only(bring({source: page}), source).path == "entries/about.md"


def test_into_a_jekyll_blog_everything_goes_where_it_was(bring: Bring) -> None:
    blog = {A: post("x"), "a/b.html": post("x"), "_drafts/c.md": post("x")}
    assert {one.source: one.path for one in bring(blog, home="_posts").taken} == {
        A: A,
        "a/b.html": "a/b.md",
        "_drafts/c.md": "_drafts/c.md",
    }


def test_a_blog_in_a_folder_of_the_source_is_pointed_out(bring: Bring) -> None:
    intake = bring({"docs/_config.yml": "title: x", "docs/_posts/2024-05-31-a.md": post("x")}, "")
    assert [(one.kind, one.detail) for one in intake.remarks] == [("config", "docs")]


def test_a_text_that_asks_for_nothing_keeps_every_byte(bring: Bring) -> None:
    data = b"---\r\ntitle:  'A'   # mine\r\ntags: [ b,c ]\r\n...\r\nText. \r\n\r\n\r\n"
    taken = only(bring({A: data}))
    assert (taken.data, taken.remarks) == (data, ())


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[b](/blog/b/)", "[b](2024-06-01-b.md)"),
        ("[b](/b)", "[b](2024-06-01-b.md)"),
        ("[b](../b/#top)", "[b](2024-06-01-b.md#top)"),
        ("[b](/b/?x=1)", "[b](2024-06-01-b.md?x=1)"),
        ("[b]({% post_url 2024-06-01-b %})", "[b](2024-06-01-b.md)"),
        ("[b]({% link _posts/2024-06-01-b.md %})", "[b](2024-06-01-b.md)"),
        ("[b]({{ site.url }}{{ site.baseurl }}/b/)", "[b](2024-06-01-b.md)"),
        ("[b]({{ '/b/' | absolute_url }})", "[b](2024-06-01-b.md)"),
        ('<a href="{{ site.baseurl }}/b/">b</a>', '<a href="2024-06-01-b.md">b</a>'),
        ("[b]: /b/", "[b]: 2024-06-01-b.md"),
        ("[b](2024-06-01-b.md)", "[b](2024-06-01-b.md)"),
        ("[a](/about)", "[a](about.md)"),
        ("[![p](/i/p.png)](/b/)", "[![p](/i/p.png)](2024-06-01-b.md)"),
        ("![p]({{ site.baseurl }}/i/p.png)", "![p](/i/p.png)"),
        ("![p](/blog/i/p.png)", "![p](/i/p.png)"),
        ("![p](../i/p%20q.png)", "![p](../i/p%20q.png)"),
        ("![p](/i/con.png)", "![p](/i/con-.png)"),
        ("[x](https://example.org/blog/b/)", "[x](https://example.org/blog/b/)"),
        ("[x](mailto:a@b.c) [y](#top)", "[x](mailto:a@b.c) [y](#top)"),
        ("[z](//cdn.org/a)", "[z](//cdn.org/a)"),
        ("`[b](/b/)`", "`[b](/b/)`"),
        ("share?u={{ site.url }}/x", "share?u=https://example.org/x"),
        ("[home]({{ site.baseurl }}/)", "[home](https://example.org/blog/)"),
    ],
)
def test_addresses_work_in_the_log(bring: Bring, written: str, wanted: str) -> None:
    blog = {
        A: post(written),
        "_posts/2024-06-01-b.md": post("B"),
        "about.md": post("Me", "layout: page\npermalink: /about/"),
        "i/p.png": b"png",
        "i/p q.png": b"png",
        "i/con.png": b"png",
    }
    taken = only(bring(blog))
    assert body_of(taken) == wanted
    assert "absent" not in kinds(taken) or "[home]" in written


def test_only_files_that_are_used_come_in(bring: Bring) -> None:
    intake = bring(
        {
            A: post(
                "![a](/i/a.png) ![a](/i/a.png)", "title: A\nimage: /i/b.png\nx: {y: [i/c.png]}"
            ),
            **{f"i/{name}.png": b"png" for name in "abcd"},
            "_posts/img/e.png": b"png",
            "_posts/2024-06-01-b.md": post("![e](img/e.png)"),
        },
        CONFIG + "picture: /i/f.png\navatar: /i/a.png\n",
    )
    files = {one.source: one.path for one in intake.taken if one.data is None}
    assert files == {
        "i/a.png": "i/a.png",
        "i/b.png": "i/b.png",
        "i/c.png": "i/c.png",
        "_posts/img/e.png": "entries/img/e.png",
    }
    assert [(one.source, one.kind) for one in intake.left_out if one.source.startswith("i/")] == [
        ("i/d.png", "unused")
    ]
    assert "picture" not in intake.settings
    assert [one.kind for one in intake.remarks] == ["picture"]


def test_what_is_not_there_leads_to_the_published_blog(bring: Bring) -> None:
    taken = only(bring({A: post("![x](/i/x.png)\n[y]({{ site.baseurl }}/y/) [z](z.png)")}))
    assert body_of(taken) == (
        "![x](https://example.org/blog/i/x.png)\n[y](https://example.org/blog/y/)"
        " [z](https://example.org/blog/a/z.png)"
    )
    absent = [(one.line, one.message, one.detail) for one in taken.remarks if one.kind == "absent"]
    there = "its address leads to https://example.org/blog now"
    assert absent == [
        (4, f"a file is not in the folder; {there}", "/i/x.png"),
        (5, f"a page is not in the folder; {there}", "/y/"),
        (5, f"a file is not in the folder; {there}", "z.png"),
    ]
    assert taken.back == {
        "addresses": {
            "https://example.org/blog/i/x.png": "/i/x.png",
            "https://example.org/blog/y/": "/blog/y/",
            "https://example.org/blog/a/z.png": "z.png",
        }
    }


def test_where_a_draft_will_stand_nobody_knows(bring: Bring) -> None:
    source = "_drafts/a.md"
    taken = only(bring({source: post("[z](z.png) [w](www.example.org)")}), source)
    assert body_of(taken) == "[z](z.png) [w](www.example.org)"
    assert kinds(taken) == ["absent", "absent"]
    taken = only(bring({A: post("[w](www.example.org)")}))
    assert body_of(taken) == "[w](www.example.org)"


def test_a_blog_without_an_address_keeps_what_leads_nowhere(bring: Bring) -> None:
    taken = only(bring({A: post("![x]({{ site.url }}/i/x.png)")}, "permalink: /:title/\n"))
    assert body_of(taken) == "![x](/i/x.png)"
    assert kinds(taken) == ["resolved", "absent"]


def test_a_picture_that_nobody_names_goes_with_its_line(bring: Bring) -> None:
    page = post("![Me]({{ site.url }}/{{ site.picture }})\n\nHello.\n", "layout: page\ntitle: Me")
    taken = only(bring({"about.md": page}, ""), "about.md")
    assert body_of(taken) == "\nHello.\n"
    assert "no-picture" in kinds(taken)


def test_a_lone_page_finds_its_picture_in_the_log(bring: Bring) -> None:
    page = post("![Me]({{ site.picture }}) of {{ site.author }}", "layout: page")
    settings = {"picture": "me.png", "author": "Ada"}
    intake = bring({"about.md": page}, "", settings)
    taken = only(intake, "about.md")
    assert body_of(taken) == "![Me](me.png) of Ada"
    assert intake.settings == {}
    assert "redirect_from" not in meta_of(taken)


@pytest.mark.parametrize(
    ("source", "header", "config", "old"),
    [
        (A, "title: A", CONFIG, None),
        (A, "title: A", "permalink: pretty\n", None),
        (A, "title: A\nslug: B c", CONFIG, None),
        ("_posts/2024-05-31-Big Name.md", "title: A", CONFIG, None),
        (A, "title: A\npermalink: /x/", CONFIG, None),
        (A, "title: A\ndate: 2024-05-31 23:30 -0400", "permalink: pretty\n", ["/2024/06/01/a/"]),
        ("about.md", "layout: page", CONFIG, None),
        ("about.md", "layout: page", "permalink: date\n", ["/about.html"]),
        ("docs/about.md", "layout: page", CONFIG, ["/docs/about/"]),
        ("_drafts/a.md", "title: A", CONFIG, None),
        (
            A,
            "title: A\npublished: false\ndate: 2024-05-31 23:30 -0400",
            "permalink: pretty\n",
            None,
        ),
        (
            "_food/soup.md",
            "title: S",
            CONFIG + "collections: {food: {output: true}}",
            ["/food/soup/"],
        ),
        (
            "_food/soup.md",
            "title: S\nredirect_from: /old/",
            CONFIG + "collections: {food: {output: true, permalink: '/eat/:name'}}",
            ["/old/", "/eat/soup"],
        ),
        ("_food/soup.md", "title: S", CONFIG + "collections: [food]", None),
    ],
)
def test_old_addresses_lead_to_the_new_ones(
    bring: Bring, source: str, header: str, config: str, old: list[str] | None
) -> None:
    meta = meta_of(only(bring({source: post("x", header)}, config), source))
    assert meta.get("redirect_from") == old


def test_a_time_without_an_offset_may_have_been_taken_for_utc(bring: Bring) -> None:
    config = "permalink: pretty\ntimezone: America/New_York\n"
    taken = only(bring({A: post("x", "date: 2024-05-31 01:00:00")}, config))
    assert meta_of(taken)["redirect_from"] == ["/2024/05/30/a/"]


def test_pages_are_pages_of_the_log(bring: Bring) -> None:
    taken = only(
        bring({"about.md": post("x", "layout: single  # of a theme\ntitle: Me")}), "about.md"
    )
    assert taken.data == b"---\nlayout: page  # of a theme\ntitle: Me\n---\nx"
    assert taken.back == {"layout": "single"}
    assert [(one.kind, one.detail) for one in taken.remarks] == [("layout", "was single")]


def test_folders_above_posts_are_categories(bring: Bring) -> None:
    source = "sea/tides/_posts/2024-05-31-a.md"
    taken = only(bring({source: post("x", "title: A\ncategories: moon sea")}), source)
    assert meta_of(taken)["categories"] == ["sea", "tides", "moon"]
    assert kinds(taken) == ["category"]


def test_defaults_of_the_settings_are_written_down(bring: Bring) -> None:
    config = CONFIG + (
        "defaults:\n"
        "- {scope: {path: ''}, values: {lang: en, author: x}}\n"
        "- {scope: {path: '_posts/de', type: posts}, values: {lang: de, tags: [fern]}}\n"
        "- {scope: {type: pages}, values: {layout: page}}\n"
        "- {scope: {path: secret}, values: {published: false}}\n"
        "- nonsense\n"
    )
    other = "_posts/de/2024-05-31-b.md"
    intake = bring(
        {A: post("x"), other: post("x", "tags: [a]"), "secret/p.md": post("x"), "q.md": post("x")},
        config,
    )
    assert meta_of(only(intake)) == {"title": "A", "lang": "en"}
    assert meta_of(only(intake, other)) == {"tags": ["a"], "lang": "de"}
    assert meta_of(only(intake, "secret/p.md"))["published"] is False
    assert meta_of(only(intake, "q.md"))["layout"] == "page"


def test_broken_letters_are_set_right_but_not_in_code(bring: Bring) -> None:
    data = "---\ntitle: Itâ€™s\n---\nIâ€™m `Iâ€™m`\n".encode()
    taken = only(bring({A: data}))
    assert taken.data == "---\ntitle: It’s\n---\nI’m `Iâ€™m`\n".encode()
    assert [(one.line, one.kind, one.detail) for one in taken.remarks] == [
        (2, "mojibake", "Itâ€™s -> It’s"),
        (4, "mojibake", "Iâ€™m -> I’m"),
    ]


def test_bytes_that_are_no_utf8_are_saved_as_utf8(bring: Bring) -> None:
    taken = only(bring({A: "---\ntitle: A\n---\nCafé\n".encode("latin-1")}))
    assert body_of(taken) == "Café\n"
    assert kinds(taken) == ["encoding"]


def test_front_matter_that_cannot_be_read_is_kept(bring: Bring) -> None:
    config = "permalink: pretty\ntimezone: America/New_York\ndefaults: [{values: {lang: en}}]\n"
    data = b"---\ntitle: [broken\ndate: 2024-05-31 01:00\n---\nx\n"
    taken = only(bring({A: data}, config))
    assert taken.data == data
    assert kinds(taken) == ["front-matter"]


def test_html_moves_to_the_margin(bring: Bring) -> None:
    source = "_posts/2024-05-31-a.html"
    html = "<div>\n\n    <p>x</p>\n  <pre>\n    kept\n  </pre>\n    <b>y</b>\n</div>\n"
    taken = only(bring({source: post(html)}), source)
    assert taken.path == "entries/2024-05-31-a.md"
    assert body_of(taken) == ("<div>\n\n<p>x</p>\n<pre>\n    kept\n  </pre>\n<b>y</b>\n</div>\n")


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        ("index.html", "---\n---\n{% for p in site.posts %}{{ p.title }}{% endfor %}", "made"),
        ("blog/index.html", "---\n---\n{% for p in paginator.posts %}x{% endfor %}", "made"),
        ("404.html", "---\n---\nNot found", "made"),
        ("feed.xml", "---\n---\n<x/>", "made"),
        ("README.md", "# Hi", "no-page"),
        ("x.html", "<p>", "no-page"),
        ("_layouts/post.html", "x", "theme"),
        ("_unread/x.md", "---\ntitle: x\n---\n", "unread"),
        ("assets/a.css", "x", "theme"),
        ("Gemfile", "x", "building"),
        ("vendor/bundle/a.md", "---\ntitle: x\n---\n", "unread"),
        ("tool/a.md", "---\ntitle: x\n---\n", "unread"),
        ("notes.txt", "x", "unused"),
        ("_posts/2024-05-31-b.textile", "x", "markup"),
    ],
)
def test_what_is_left_out_and_why(bring: Bring, path: str, content: str, kind: str) -> None:
    intake = bring({A: post("x"), path: content}, CONFIG + "exclude: [tool]\n")
    assert [one.kind for one in intake.left_out if one.source == path] == [kind]


def test_a_page_with_a_list_and_words_of_its_own_comes_in(bring: Bring) -> None:
    words = "word " * 40
    page = post(words + "\n{% for p in site.posts %}{{ p.title }}\n{% endfor %}", "layout: page")
    taken = only(bring({"now.md": page, A: post("x")}), "now.md")
    assert body_of(taken).endswith("word \nA\n")
    assert kinds(taken) == ["list"]


def test_settings_of_the_blog(bring: Bring) -> None:
    config = (
        "name: Sea\nauthor: {name: Ada}\ndescription: Tides.\nlocale: de_DE\n"
        "timezone: Mars/Olympus\nmarkdown: kramdown\n"
    )
    intake = bring({A: post("x")}, config)
    assert intake.settings == {
        "title": "Sea",
        "author": "Ada",
        "description": "Tides.",
        "language": "de-DE",
        "site.permalink": "date",
    }
    assert [(one.kind, one.detail) for one in intake.remarks] == [("zone", "Mars/Olympus")]
    assert "markdown" in next(one.reason for one in intake.left_out if one.kind == "settings")


def test_settings_that_cannot_be_read_stop_nothing(bring: Bring) -> None:
    intake = bring({A: post("x")}, "title: A\n  bad: [\nurl: https://a.org\n")
    assert only(intake).data is not None
    assert intake.settings["title"] == "A"


def test_data_of_every_kind(bring: Bring) -> None:
    body = (
        "{{ site.data.a[0].b }}{{ site.data.c.d.e }}{{ site.data.f[0].g }}{{ site.data.h[1].i }}"
        "{{ site.data.broken }}"
    )
    taken = only(
        bring(
            {
                A: post(body),
                "_data/a.yml": "- b: 1\n",
                "_data/c/d.json": '{"e": 2}',
                "_data/f.csv": "g,x\n3,4\n",
                "_data/h.tsv": "i\n4\n5\n",
                "_data/broken.json": "{",
            }
        )
    )
    assert body_of(taken) == "1235"


def test_collections_and_lists(bring: Bring) -> None:
    body = (
        "{% for one in site.food %}{{ one.title }}{{ one.excerpt }}{% endfor %}"
        "{{ site.categories.sea.size }}{{ site.tags.t[0].title }}{{ site.pages.size }}"
        "{{ site.documents.size }}"
    )
    intake = bring(
        {
            A: post(body, "title: A\ntags: t\ncategories: sea"),
            "_food/soup.md": post("Of fish.\n\nMore.", "title: Soup"),
            "p.md": post("x", "layout: page"),
        },
        CONFIG + "collections:\n  food: {output: true}\n",
    )
    assert body_of(only(intake)) == "SoupOf fish.1A12"


def test_one_blog_in_its_own_time_zone(bring: Bring) -> None:
    config = "permalink: pretty\ntimezone: Asia/Tokyo\n"
    body = "{{ page.date | date: '%Y-%m-%d %z' }} {{ page.url }} {{ page.id }}"
    taken = only(bring({A: post(body, "date: 2024-05-31 10:00")}, config))
    assert body_of(taken) == "2024-05-31 +0900 /2024/05/31/a/ /2024/05/31/a/"


def test_lines_of_remarks_are_those_of_the_source(bring: Bring) -> None:
    body = "one\n{% include long.html %}\ntwo\n\n[x](/nowhere/)\n{{ unknown }}\n[y](/no/)\n"
    taken = only(bring({A: post(body), "_includes/long.html": "a\n\nb\n\nc\n\nd\n"}))
    found = [(one.line, one.kind) for one in taken.remarks]
    assert found == [(5, "resolved"), (8, "absent"), (9, "liquid"), (10, "absent")]
