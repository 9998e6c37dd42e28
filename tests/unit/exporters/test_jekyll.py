"""A log as a Jekyll blog; a whole one stands in the transcripts."""

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

import pytest

from knowlog.actions.linking import LinkedLog
from knowlog.domain.describe import describe
from knowlog.domain.graph import note_of
from knowlog.domain.imports import Imported
from knowlog.domain.links import find_links
from knowlog.exporters.jekyll.export import export_jekyll
from knowlog.exporters.jekyll.source import Exported, Item, LogSource
from knowlog.render.liquid.partial import STAYED
from knowlog.storage.frontmatter.parsing import parse

SETTINGS = {"title": "Log", "site.permalink": "/:title/", "site.base_url": "https://a.org/b"}


def export(
    files: Mapping[str, str],
    settings: Mapping[str, object] = SETTINGS,
    origins: Mapping[str, Imported] | None = None,
    home: str = "entries",
) -> Exported:
    items, others = [], []
    for path, text in files.items():
        if path.endswith(".md"):
            document = parse(text.encode(), path)
            items.append(Item(describe(document, UTC), document, text.encode()))
        else:
            others.append(path)
    entries = [item.entry for item in items]
    notes = {item.entry.path: note_of(item.document) for item in items}
    names = LinkedLog(entries, notes, others, pattern="/:title/").names
    return export_jekyll(
        LogSource(
            root=Path(),
            home=home,
            items=tuple(items),
            names=names,
            zone=UTC,
            settings=settings,
            origins=origins or {},
            is_file=others.__contains__,
        )
    )


def entry(body: str, header: str = "title: A") -> str:
    return f"---\n{header}\n---\n{body}"


@pytest.mark.parametrize(
    ("path", "header", "place"),
    [
        ("entries/2024-05-31-a.md", "title: A", "_posts/2024-05-31-a.md"),
        ("entries/sea/2024-05-31-a.md", "title: A", "_posts/sea/2024-05-31-a.md"),
        ("entries/a.md", "date: 2024-05-31", "_posts/2024-05-31-a.md"),
        ("entries/2024-05-31.md", "title: A day", "_posts/2024-05-31-a-day.md"),
        ("entries/20240531 a.md", "title: A", "_posts/2024-05-31-a.md"),
        ("entries/a.md", "title: A", "_notes/a.md"),
        ("entries/about.md", "layout: page", "about.md"),
        ("entries/docs/a.md", "layout: page", "docs/a.md"),
        ("entries/2024-05-31-a.md", "draft: true", "_drafts/2024-05-31-a.md"),
        ("entries/_drafts/a.md", "title: A", "_drafts/a.md"),
        ("about.md", "layout: page", "about.md"),
    ],
)
def test_where_an_entry_goes(path: str, header: str, place: str) -> None:
    assert [one for one in export({path: entry("x", header)}).texts if one != "_config.yml"] == [
        place
    ]


def test_two_of_one_name_get_two_files_and_what_came_from_there_goes_first() -> None:
    origins = {"entries/2024-05-31-A.md": Imported("_posts/2024-05-31-a.md", "")}
    files = {"entries/2024-05-31-a.md": entry("new"), "entries/2024-05-31-A.md": entry("old")}
    texts = export(files, origins=origins).texts
    assert texts["_posts/2024-05-31-a.md"] == entry("old").encode()
    assert texts["_posts/2024-05-31-a-2.md"] == entry("new").encode()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("entries/soup.md", "_recipes/Soup.md"),
        ("entries/stew.md", "_recipes/stew.md"),
        ("entries/x/stew.md", "_notes/x/stew.md"),
    ],
)
def test_what_has_another_name_now_stays_among_its_like(path: str, place: str) -> None:
    first = "" if path == "entries/soup.md" else "entries/soup.md"
    origins = {path: Imported("_recipes/Soup.md", "", first=first)}
    assert place in export({path: entry("x")}, origins=origins).texts


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[b](2024-06-01-b.md)", "[b](/b/b/)"),
        ("[b](2024-06-01-b.md#Top)", "[b](/b/b/#Top)"),
        ("[b](/b/)", "[b](/b/b/)"),
        ("[n](n.md)", "[n](/b/notes/n/)"),
        ("[[B]]", "[B](/b/b/)"),
        ("[[B|words]] [[B#The top]]", "[words](/b/b/) [B](/b/b/#the-top)"),
        ("[[#Here]]", "[[#Here]]"),
        ("![[p.png]] ![[p.png|300]] ![[B]]", "![p.png](/b/p.png) ![p.png](/b/p.png) [B](/b/b/)"),
        ("![p](../p.png)", "![p](/b/p.png)"),
        ("[[Nobody]] [[Nobody|x]]", "Nobody x"),
        ("[[Ref]](https://a.org)", "[[Ref]](https://a.org)"),
        ("[x](nobody.md)", "[x](nobody.md)"),
        ("[x](https://a.org) [y](#z)", "[x](https://a.org) [y](#z)"),
        ("`[[B]]`", "`[[B]]`"),
        ("{{ x }} {% y %}", "{% raw %}{{ x }}{% endraw %} {% raw %}{% y %}{% endraw %}"),
        ("a {{ b", "a {% raw %}{{{% endraw %} b"),
        (
            "`{{ x }}` ``{{ y }}``",
            "`{% raw %}{{ x }}{% endraw %}` ``{% raw %}{{ y }}{% endraw %}``",
        ),
        ("```\n{{ x }}\n```\n", "{% raw %}\n```\n{{ x }}\n```\n{% endraw %}\n"),
        (
            "- a\n\n  ```\n  {{ x }}\n  ```",
            "- a\n\n  {% raw %}\n  ```\n  {{ x }}\n  ```\n  {% endraw %}",
        ),
        (f"{{% gist a/1 %}}{STAYED} b", "{% gist a/1 %} b"),
        (f"{{{{ x }}}} {{{{ y }}}}{STAYED}", "{% raw %}{{ x }}{% endraw %} {{ y }}"),
    ],
)
def test_bodies(written: str, wanted: str) -> None:
    files = {
        "entries/2024-05-31-a.md": entry(written),
        "entries/2024-06-01-b.md": entry("x", "title: B"),
        "entries/n.md": entry("x", "title: N"),
        "p.png": "",
    }
    texts = export(files).texts
    body = parse(texts["_posts/2024-05-31-a.md"], "").body
    assert body == wanted
    assert "![[" not in body or not find_links(body)


def test_what_is_lost_is_told_with_its_line() -> None:
    body = "x\n[[Nobody]]\n[y](z.md)\n\n> [!note] N\n> m\n"
    found = export({"entries/2024-05-31-a.md": entry(body)}).problems["entries/2024-05-31-a.md"]
    assert [(one.line, one.kind) for one in found] == [
        (5, "broken-link"),
        (6, "broken-link"),
        (8, "callout"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (entry("x", "title: A\ntags: a b"), entry("x", "title: A\ntags: a b")),
        (entry("x", "title: A\ntags: a, b"), entry("x", "title: A\ntags: [a, b]")),
        (entry("x", "title: A\nkeywords: [a]"), entry("x", "title: A\nkeywords: [a]\ntags: [a]")),
        (entry("x", "title: A\ncategory: a"), entry("x", "title: A\ncategory: a")),
        (entry("#a x"), entry("#a x", "title: A\ntags: [a]")),
        (entry("# T\nx", "tags: [a]"), entry("# T\nx", "tags: [a]\ntitle: T")),
        ("# T\nx", entry("# T\nx", "title: T")),
        (
            entry("x", "title: A\naliases: [/o/, Other]"),
            entry("x", "title: A\naliases: [/o/, Other]\nredirect_from: [/o/]"),
        ),
        (entry("x", "title: A\nredirect_from: [/a/]"), entry("x", "title: A")),
        (entry("x", "title: A\nredirect_from: /o/"), entry("x", "title: A\nredirect_from: /o/")),
    ],
)
def test_front_matter(text: str, wanted: str) -> None:
    assert (
        export({"entries/2024-05-31-a.md": text}).texts["_posts/2024-05-31-a.md"].decode() == wanted
    )


def test_other_languages_of_front_matter_become_yaml() -> None:
    exported = export({"entries/2024-05-31-a.md": '+++\ntitle = "A"\n[x]\ny = 1\n+++\nText.\n'})
    text = exported.texts["_posts/2024-05-31-a.md"].decode()
    assert parse(text.encode(), "").meta == {"title": "A", "x": {"y": 1}}
    assert text.endswith("---\nText.\n")
    assert [one.kind for one in exported.problems["entries/2024-05-31-a.md"]] == ["language"]


def test_front_matter_that_cannot_be_read_stays() -> None:
    text = entry("x #tag", "title: [broken\nother: x")
    exported = export({"entries/2024-05-31-a.md": text})
    assert exported.texts["_posts/2024-05-31-a.md"].decode() == text
    assert [one.kind for one in exported.problems["entries/2024-05-31-a.md"]] == ["front-matter"]


def test_what_came_from_a_blog_goes_back_as_it_was() -> None:
    back = {"addresses": {"b.md": "../b/", "https://a.org/i.png": "/i.png"}, "layout": "single"}
    origins = {
        "entries/x.md": Imported("docs/x.html", "", back),
        "entries/b.md": Imported("b.markdown", "", {"layout": None}),
        "img/p-2.png": Imported("img/p.png", ""),
    }
    files = {
        "entries/x.md": entry(
            "[b](b.md) [[b]] ![](https://a.org/i.png) ![](/img/p-2.png) #t", "layout: page"
        ),
        "entries/b.md": entry("x", "layout: page\ntitle: B"),
        "img/p-2.png": "",
    }
    exported = export(files, origins=origins)
    assert exported.texts["docs/x.md"].decode() == entry(
        "[b](../b/) [b](/b/b/) ![](/i.png) ![](/b/img/p.png) #t", "layout: single"
    )
    assert exported.texts["b.markdown"].decode() == entry("x", "title: B")
    assert exported.copies == {"img/p.png": "img/p-2.png"}


def test_the_settings_become_those_of_the_blog() -> None:
    settings = SETTINGS | {
        "picture": "me.png",
        "language": "en",
        "author": "Ada",
        "timezone": "UTC",
    }
    files = {"entries/a.md": entry("x"), "me.png": "", "entries/2024-05-31-b.md": entry("x")}
    config = parse(b"---\n" + export(files, settings).texts["_config.yml"] + b"---\n", "").meta
    assert config == {
        "title": "Log",
        "author": "Ada",
        "lang": "en",
        "timezone": "UTC",
        "permalink": "/:title/",
        "url": "https://a.org",
        "baseurl": "/b",
        "picture": "/me.png",
        "collections": {"notes": {"output": True}},
        "defaults": [
            {"scope": {"path": "", "type": "posts"}, "values": {"layout": "post"}},
            {"scope": {"path": "", "type": "notes"}, "values": {"layout": "page"}},
            {"scope": {"path": "", "type": "pages"}, "values": {"layout": "page"}},
        ],
    }
    assert export(files, settings).copies == {"me.png": "me.png"}


def test_redirects_ask_for_the_plug_in_and_named_files_come_along() -> None:
    files = {
        "entries/2024-05-31-a.md": entry("x", "title: A\naliases: /o/\nimage: /i.png"),
        "i.png": "",
    }
    exported = export(files, {"site.permalink": "pretty", "picture": "https://a.org/me.png"})
    config = exported.texts["_config.yml"].decode()
    assert "plugins: [jekyll-redirect-from]" in config
    assert "picture: https://a.org/me.png" in config
    assert "url" not in parse(b"---\n" + config.encode() + b"---\n", "").meta
    assert exported.copies == {"i.png": "i.png"}
