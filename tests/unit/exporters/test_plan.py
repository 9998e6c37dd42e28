from datetime import UTC, datetime

import pytest

from knowlog.domain.entry import Entry
from knowlog.domain.permalinks import Place
from knowlog.errors import UsageError
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.plan import plan

NEW_YEAR = datetime(2024, 1, 2, 9, 5, tzinfo=UTC)
LATER = datetime(2024, 3, 4, tzinfo=UTC)


def entry(name: str, **values: object) -> Entry:
    given: dict[str, object] = {"id": name, "path": f"{name}.md", "title": name.title()} | values
    return Entry(**given)  # type: ignore[arg-type]  # a shorthand for tests


def test_the_older_entry_keeps_its_address() -> None:
    newer = entry("a", path="z/a.md", date=LATER)
    older = entry("a", path="b/a.md", date=NEW_YEAR)
    made = plan([(newer, Place()), (older, Place())], SiteOptions())
    assert [(one.entry.path, one.address) for one in made.articles] == [
        ("z/a.md", "2024/a-2/"),
        ("b/a.md", "2024/a/"),
    ]


def test_an_entry_does_not_take_the_place_of_a_page_of_the_site() -> None:
    made = plan([(entry("tags"), Place()), (entry("404"), Place("/404.html"))], SiteOptions())
    assert {one.address for one in made.articles} == {"tags-2/", "404-2.html"}


def test_drafts_are_planned_only_on_request() -> None:
    hidden = entry("secret", draft=True, tags=("hush",))
    made = plan([(hidden, Place(redirects=("/s/",)))], SiteOptions())
    assert not (made.articles)
    assert not (made.tags)
    assert not (made.redirects)
    assert plan([(hidden, Place())], SiteOptions(drafts=True)).articles[0].entry is hidden


def test_nested_tags_are_a_tree_and_case_does_not_matter() -> None:
    made = plan(
        [
            (entry("a", tags=("ml/recsys",), date=LATER), Place()),
            (entry("b", tags=("ML", "C++"), date=NEW_YEAR), Place()),
        ],
        SiteOptions(),
    )
    assert [(tag.name, tag.address, len(tag.articles)) for tag in made.tags] == [
        ("C++", "tags/c-plus-plus/", 1),
        ("ml", "tags/ml/", 2),
        ("ml/recsys", "tags/ml/recsys/", 1),
    ]
    assert made.tags[1].children == ("ml/recsys",)


def test_the_home_list_is_cut_into_pages() -> None:
    entries = [(entry(f"e{number}"), Place()) for number in range(5)]
    made = plan(entries, SiteOptions(per_page=2))
    assert [(page.address, len(page.articles)) for page in made.home] == [
        ("", 2),
        ("page/2/", 2),
        ("page/3/", 1),
    ]
    assert len(plan([], SiteOptions()).home) == 1


def test_no_entry_stands_where_the_site_keeps_its_own_files() -> None:
    wanted = ["/assets/site.css", "/tags/sea/", "/page/2/", "/search/index.js", "/media/a.png/"]
    made = plan(
        [
            *((entry(f"e{n}", tags=("sea",)), Place(one)) for n, one in enumerate(wanted)),
            (entry("archive-of-2020"), Place("/archive/2020/")),
        ],
        SiteOptions(),
    )
    assert {one.address for one in made.articles} == {
        "assets-/site.css/",
        "tags-/sea/",
        "page-/2/",
        "search-/index.js/",
        "media-/a.png/",
        "archive/2020/",
    }


def test_an_old_address_is_no_page_that_the_site_has() -> None:
    old = ("/assets/site.css", "/tags/sea/", "/tags/old/", "/index.html", "/feed.xml", "/page/2/")
    entries = [(entry(f"e{number}"), Place()) for number in range(2)]
    made = plan(
        [*entries, (entry("a", tags=("sea",)), Place(redirects=old))], SiteOptions(per_page=2)
    )
    assert [one.address for one in made.redirects] == ["tags/old/"]


def test_an_address_that_runs_something_is_refused() -> None:
    for wrong in ({"base_url": "javascript:x"}, {"source_url": "javascript:alert(1)//:path"}):
        with pytest.raises(UsageError, match="is not a web address"):
            SiteOptions(**wrong)  # type: ignore[arg-type]  # both are texts
