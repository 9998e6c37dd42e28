"""What an export remembers: readable for its workers while it takes in more."""

from contextlib import closing
from pathlib import Path

from knowlog.exporters.site.cache import Made, SiteCache, open_texts
from knowlog.exporters.site.piece import Piece


def test_workers_read_while_much_is_taken_in(tmp_path: Path) -> None:
    with closing(SiteCache(tmp_path)) as memory:
        list(memory.keep([Made("a.md", "1", Piece("key"), "<p>text</p>", "")]))
        memory.save()
        memory.remember("related", "key", "much " * 1_000_000)
        assert open_texts(memory.file)("a.md") == "<p>text</p>"
