"""Every kind of page and feed, held against what its format asks for."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from tinyhtml5.parser import HTMLParser

from knowlog.workspace import Workspace
from knowlog.workspace.publish import publish
from tests.linked import broken
from tests.sites import KINDS, write_log

VNU = os.environ.get("KNOWLOG_VNU", "")
"""The jar of the Nu Html Checker, which W3C's validator runs; .ci/run fetches it."""

ATOM = "{http://www.w3.org/2005/Atom}"
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
BASE = "https://example.org/log/"


@pytest.fixture(scope="module", params=["reading", "notes"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_log(tmp_path_factory.mktemp("log"))
    with (root / "knowlog.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'look = "{request.param}"\n')
    draft = "---\ntitle: Plan\ndate: 2024-06-08\ndraft: true\n---\nUnripe.\n"
    (root / "entries" / "plan.md").write_text(draft, encoding="utf-8")
    publish(Workspace.open(root), root / "site", base_url=BASE, drafts=True)
    return root / "site"


@pytest.fixture(scope="module", params=[BASE, ""], ids=["with an address", "without one"])
def feeds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A site, and its web address where it has one."""
    root = write_log(tmp_path_factory.mktemp("log"))
    publish(Workspace.open(root), root / "site", base_url=request.param)
    return root / "site", request.param


def pages(site: Path) -> Iterator[tuple[str, ET.Element]]:
    for file in sorted(site.rglob("*.html")):
        parser = HTMLParser(namespace_html_elements=False)
        document = parser.parse(file.read_text(encoding="utf-8"))
        assert parser.errors == [], file
        yield file.relative_to(site).as_posix(), document


def test_every_kind_of_page_is_there(site: Path) -> None:
    names = {name for name, _ in pages(site)}
    assert set(KINDS.values()) <= names
    assert {"page/2/index.html", "old/second.html"} <= names


def test_ids_are_unique_and_what_names_one_finds_it(site: Path) -> None:
    for name, document in pages(site):
        ids = Counter(one.get("id") for one in document.iter() if one.get("id"))
        assert [one for one, times in ids.items() if times > 1] == [], name
        for one in document.iter():
            for attribute in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
                assert set((one.get(attribute) or "").split()) <= set(ids), name


def test_headings_leave_no_level_out(site: Path) -> None:
    for name, document in pages(site):
        if name.startswith("old/"):
            continue
        levels = [
            int(one.tag[1]) for one in document.iter() if re.fullmatch("h[1-6]", str(one.tag))
        ]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_link_inside_is_broken(site: Path) -> None:
    links = [link for link in broken(site) if not link.startswith("404.html: ")]
    assert links == []


def test_every_page_says_what_it_is(site: Path) -> None:
    said: dict[str, str] = {}
    for name, document in pages(site):
        for meta in document.iter("meta"):
            if meta.get("name") == "description":
                said[name] = meta.get("content") or ""
    assert set(KINDS.values()) - {"404.html"} <= {name for name, text in said.items() if text}


def test_pictures_have_words_and_sizes(site: Path) -> None:
    for name, document in pages(site):
        for image in document.iter("img"):
            assert image.get("alt") is not None, name
            assert image.get("width"), name


@pytest.mark.skipif(not VNU, reason="KNOWLOG_VNU names no jar of the Nu Html Checker")
@pytest.mark.skipif(not shutil.which("java"), reason="the Nu Html Checker needs Java")
def test_the_checker_of_w3c_finds_nothing(site: Path) -> None:
    command = ["java", "-jar", VNU, "--skip-non-html", "--format", "gnu", str(site)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (found.stdout + found.stderr).splitlines()
    assert [line for line in lines if ": error: " in line or ": info warning: " in line] == []
    assert found.returncode == 0, found.stderr


def _xml(file: Path) -> ET.Element:
    return ET.fromstring(file.read_bytes())  # noqa: S314 - what we have just written ourselves


def _one(parent: ET.Element, name: str) -> ET.Element:
    found = parent.findall(f"{ATOM}{name}")
    assert len(found) == 1, f"{parent.tag} has {len(found)} of {name}"
    return found[0]


def _common(element: ET.Element) -> None:
    """What RFC 4287 asks of a feed (4.1.1) and of an entry (4.1.2) alike."""
    assert _one(element, "title").text
    assert urlsplit(_one(element, "id").text or "").scheme in {"https", "urn"}
    assert TIMESTAMP.fullmatch(_one(element, "updated").text or "")
    links = [
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    assert len(links) == len(set(links))
    assert all(link.get("href") for link in element.findall(f"{ATOM}link"))


def test_the_atom_feed_follows_rfc_4287(feeds: tuple[Path, str]) -> None:
    site, base = feeds
    feed = _xml(site / "feed.xml")
    assert feed.tag == f"{ATOM}feed"
    known = {"author", "category", "content", "entry", "id", "link", "published"}
    known |= {"subtitle", "summary", "title", "updated"}
    assert {str(one.tag).removeprefix(ATOM) for one in feed.iter()} - known == {"feed", "name"}
    _common(feed)
    assert _one(_one(feed, "author"), "name").text
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    names = [_one(entry, "id").text for entry in entries]
    assert len(names) == len(set(names))
    for entry in entries:
        _common(entry)
        assert TIMESTAMP.fullmatch(_one(entry, "published").text or "")
        content = _one(entry, "content")
        assert content.get("type") == "html"
        assert not list(content)
        assert HTMLParser().parse(content.text or "") is not None
        assert all(one.get("term") for one in entry.findall(f"{ATOM}category"))
    if base:
        selves = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
        assert [one.get("href") for one in selves] == [f"{BASE}feed.xml"]
        hrefs = [one.get("href") or "" for one in feed.iter(f"{ATOM}link")]
        assert all(href.startswith(BASE) for href in hrefs)


def test_the_json_feed_follows_version_1_1(feeds: tuple[Path, str]) -> None:
    site, base = feeds
    feed: dict[str, Any] = json.loads((site / "feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert LANGUAGE.fullmatch(feed["language"])
    assert all(set(author) <= {"name", "url", "avatar"} for author in feed["authors"])
    addresses = [feed.get("home_page_url"), feed.get("feed_url")]
    addresses += [item.get("url") for item in feed["items"]]
    assert all(urlsplit(address).scheme == "https" for address in addresses if address)
    assert (addresses[0] is not None) == bool(base)
    names = [item["id"] for item in feed["items"]]
    assert len(names) == len(set(names)) > 0
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert isinstance(item["content_html"], str)
        assert all(isinstance(tag, str) for tag in item["tags"])
        for moment in ("date_published", "date_modified"):
            assert TIMESTAMP.fullmatch(item[moment])
            assert datetime.fromisoformat(item[moment]).tzinfo


def test_the_sitemap_names_pages_that_are_there(site: Path) -> None:
    sitemap = _xml(site / "sitemap.xml")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert sitemap.tag == f"{space}urlset"
    for url in sitemap:
        address = unquote((url.findtext(f"{space}loc") or "").removeprefix(BASE))
        assert (site / address / "index.html").is_file(), address
        changed = url.findtext(f"{space}lastmod")
        assert changed is None or TIMESTAMP.fullmatch(changed)


def test_what_a_page_says_of_itself_is_the_vocabulary_of_schema_org(site: Path) -> None:
    kinds = set()
    for name, document in pages(site):
        for script in document.iter("script"):
            if script.get("type") == "application/ld+json":
                data = json.loads(script.text or "")
                assert data["@context"] == "https://schema.org", name
                kinds.add(data["@type"])
    assert kinds == {"BlogPosting", "ProfilePage"}
