import pytest

from knowlog.domain.imports import Imported, Memory, State, state


@pytest.mark.parametrize(
    ("last", "now", "new", "wanted"),
    [
        (None, None, "a", State.NEW),
        (None, "a", "a", State.SAME),
        ("a", "a", "a", State.SAME),
        ("a", "a", "b", State.CHANGED),
        ("a", "mine", "a", State.SAME),
        ("a", "mine", "b", State.KEPT),
        ("a", "b", "b", State.SAME),
        (None, "mine", "a", State.KEPT),
        ("a", None, "a", State.REMOVED),
        ("a", None, "b", State.REMOVED),
    ],
)
def test_three_digests_decide(last: str | None, now: str | None, new: str, wanted: State) -> None:
    assert state(last=last, now=now, new=new) is wanted


def test_a_source_is_remembered_by_its_path() -> None:
    memory = Memory("jekyll", "/blog", {"entries/a.md": Imported("_posts/a.md", "1")})
    assert memory.path_of("_posts/a.md") == "entries/a.md"
    assert memory.path_of("_posts/b.md") is None


def test_what_has_moved_is_followed() -> None:
    assert not Imported("a", "1").is_followed
    assert Imported("a", "1", first="b").is_followed
    assert Imported("a", "1", made="2").is_followed
