"""The page on what a text may hold says what the renderer does."""

import re

import pytest

from knowlog.domain.links import LinkKind
from knowlog.render.markdown import render
from knowlog.render.page import Embedded, RenderContext, Target
from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs/reference/markdown.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.+?)` \| `(.+?)` \|$", re.MULTILINE)
ROWS = [(written.replace("\\|", "|"), shown) for written, shown in ROW.findall(PAGE)]
LOG = {
    "Tides": Target(
        "tides", "Tides", entry=Embedded("t.md", "## Low water\n\nTwice a day. ^twice")
    ),
    "moon.png": Target("moon.png", file="moon.png", width=60, height=40),
    "sea": Target("tags/sea"),
}


def _resolve(kind: LinkKind, target: str) -> Target | None:
    del kind
    return LOG.get(target)


def test_the_table_is_read() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize(("written", "shown"), ROWS)
def test_a_text_becomes_what_the_page_says(written: str, shown: str) -> None:
    assert shown in render(written, RenderContext(resolve=_resolve)).html
