"""The page on front matter names every key that is understood, and no other."""

import re
from pathlib import Path

from knowlog.domain import dates, describe, tags

PAGE = Path(__file__).parents[2] / "docs/reference/front-matter.md"
UNDERSTOOD = {
    "title",
    "slug",
    "time",
    "layout",
    "lang",
    "language",
    "aliases",
    "alias",
    "redirect_from",
    "permalink",
    "url",
    "taxonomies.tags",
    *dates._DATE_KEYS,
    *dates._UPDATED_KEYS,
    *tags.TAG_KEYS,
    *describe._SUMMARY_KEYS,
    *describe._HIDDEN_KEYS,
    *describe._SHOWN_KEYS,
}


def test_the_page_names_every_key() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## Keys")[2].partition("## Dates")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {key.partition(":")[0] for row in rows for key in re.findall(r"`([^`]+)`", row)}
    assert named == UNDERSTOOD
