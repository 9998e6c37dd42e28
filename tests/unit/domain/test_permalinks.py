"""Where an entry stands on the site."""

from datetime import UTC, datetime

import pytest

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.permalinks import Place, permalink, place_of, stand

NEW_YEAR = datetime(2024, 1, 2, 9, 5, tzinfo=UTC)


def entry(name: str, **values: object) -> Entry:
    given: dict[str, object] = {"id": name, "path": f"{name}.md", "title": name.title()} | values
    return Entry(**given)  # type: ignore[arg-type]  # a shorthand for tests


def place(**written: object) -> Place:
    return place_of(Document("a.md", written, written, ""))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/:year/:slug/", "2024/note/"),
        ("date", "cat/2024/01/02/note.html"),
        ("pretty", "cat/2024/01/02/note/"),
        ("none", "cat/note.html"),
        ("/:title", "note/"),
        ("/:i_month-:i_day/:title/", "1-2/note/"),
    ],
)
def test_patterns_of_jekyll(pattern: str, expected: str) -> None:
    place = Place(categories=("cat",))
    assert permalink(entry("note", date=NEW_YEAR), place, pattern) == expected


def test_an_entry_without_date_stands_at_its_slug() -> None:
    assert permalink(entry("note"), Place(), "/:year/:slug/") == "note/"


@pytest.mark.parametrize("name", ["note", "über-uns", "con", "a.b", "what is c#", "..", "x" * 200])
@pytest.mark.parametrize("date", [NEW_YEAR, NEW_YEAR.replace(year=800), None])
def test_the_short_way_leads_where_the_long_one_does(name: str, date: datetime | None) -> None:
    usual, longer = "/:year/:slug/", "//:year/:slug/"
    one = entry(name, date=date)
    assert permalink(one, Place(), usual) == permalink(one, Place(), longer)


def test_front_matter_says_where_an_entry_stands() -> None:
    written = {
        "permalink": "/elsewhere/",
        "aliases": ["/old/", "Another Name"],
        "redirect_from": "/older.html",
    }
    place = place_of(Document("a.md", {}, written, ""))
    assert place == Place(
        permalink="/elsewhere/", names=("Another Name",), redirects=("/old/", "/older.html")
    )
    assert permalink(entry("a", date=NEW_YEAR), place, "date") == "elsewhere/"


def test_names_and_redirects_are_kept_apart() -> None:
    found = place(
        aliases=["Rebasing", "/old/place", "Rebasing", "TCP/IP", "a/b", "Old/"],
        alias="Other",
        redirect_from="/older",
        url="/here/",
    )
    assert found == Place(
        permalink="/here/",
        names=("Rebasing", "TCP/IP", "Other"),
        redirects=("/old/place", "a/b", "Old/", "/older"),
    )
    assert place() == Place()


def test_a_whole_address_of_the_web_is_one_on_the_site_too() -> None:
    at = Place(permalink="https://example.org/a/b.html")
    assert permalink(entry("x"), at, "/:year/:slug/") == "a/b.html"


def test_pages_and_older_entries_choose_their_addresses_first() -> None:
    old = entry("note", path="z.md", date=NEW_YEAR)
    new = entry("note", path="a.md", date=NEW_YEAR.replace(month=5))
    undated, page = entry("note", path="u.md"), entry("about", layout="page")
    wanted = [(one, Place()) for one in (undated, new, old, page)]
    assert stand(wanted, "/:slug/", ["feed.xml", "note/"]) == {
        "about.md": "about/",
        "z.md": "note-2/",
        "a.md": "note-3/",
        "u.md": "note-4/",
    }
