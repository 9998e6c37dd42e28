"""What is told of a file that cannot be read."""

from knowlog.domain.document import Problem, unreadable


def test_the_path_is_not_told_twice() -> None:
    found = unreadable("a.md", "a.md cannot be read: Permission denied", "Ask for it.")
    assert found == Problem(0, "unreadable", "cannot be read: Permission denied", "Ask for it.")
    assert unreadable("a.md", "there is no file a.md").message == "there is no file a.md"
