"""A blog that comes in and goes out again differs only in what was reported."""

from pathlib import Path

import pytest

from benchmarks.roundtrip import TELL, compare

BLOG = Path(__file__).parent.parent / "fixtures" / "jekyll"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(BLOG.parent.parent.parent))


def test_a_blog_with_every_construct(tmp_path: Path) -> None:
    done = compare(BLOG, tmp_path)
    assert done.unreported == []
    assert done.texts == 13
    assert (done.differ["date"], done.differ["permalink"], done.differ["tags"]) == (0, 0, 0)


def test_a_blog_without_liquid_comes_back_byte_for_byte(tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    (blog / "_posts").mkdir(parents=True)
    (blog / "_config.yml").write_text("title: Sea\nurl: https://example.org\npermalink: /:title/\n")
    posts = {
        "2024-05-31-Tides.md": "---\ntitle: Tides\ntags: [ a,b ]\n---\n[b](/b/) ![x](/x.png)\r\n",
        "2024-06-01-b.md": "---\nlayout: post\n---\n\nBack to [a](../Tides/#top).\n\n    code\n",
        "2199-01-01-later.md": "---\ntitle: Later\n---\nTo come.\n",
        "2199-01-02-never.md": "---\ntitle: Never\npublished: false\n---\nTo come.\n",
        "2199-01-03-once.md": "---\ntitle: Once\npublished: true\n---\nTo come.\n",
    }
    for name, text in posts.items():
        (blog / "_posts" / name).write_bytes(text.encode())
    done = compare(blog, tmp_path)
    assert (done.texts, done.same, done.unreported) == (5, 5, [])
    for name, text in posts.items():
        assert (tmp_path / "back" / "_posts" / name).read_bytes() == text.encode()


def test_a_difference_that_nobody_told_of_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TELL, "text", frozenset())
    assert any(line.endswith(": text") for line in compare(BLOG, tmp_path).unreported)
