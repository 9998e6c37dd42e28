"""What an export remembers: readable for its workers while it takes in more."""

from contextlib import closing
from pathlib import Path

from knowlog.exporters.site.cache import Made, SiteCache, Texts
from knowlog.exporters.site.piece import Piece, gist_of


def test_workers_read_while_much_is_taken_in(tmp_path: Path) -> None:
    made = Made("a.md", "1", gist_of(Piece("key")), "", "<p>text</p>", "", "", "")
    with closing(SiteCache(tmp_path)) as memory:
        list(memory.keep([made]))
        memory.save()
        memory.remember("related", "key", "much " * 1_000_000)
        assert Texts(memory.file).html("a.md") == "<p>text</p>"
