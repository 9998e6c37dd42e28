import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.domain.paths import free, path_key, portable


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("entries/2024-01-02-tides.md", "entries/2024-01-02-tides.md"),
        ("entries/VQA Visual Question.md", "entries/VQA Visual Question.md"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        (".git/config", "git/config"),
        ("a/.knowlog/b.md", "a/knowlog/b.md"),
        ("a\0b.md", "a-b.md"),
        ('what: "this"?.md', "what- -this-.md"),
        ("con.md", "con-.md"),
        ("COM1", "COM1-"),
        ("dot. ", "dot"),
        ("..", "file"),
        ("日本語/ノート.md", "日本語/ノート.md"),
    ],
)
def test_any_path_becomes_one_that_every_system_takes(path: str, wanted: str) -> None:
    assert portable(path) == wanted


def test_a_long_name_keeps_its_ending() -> None:
    path = portable("é" * 300 + ".md")
    assert path.endswith("é.md")
    assert len(path.encode()) <= 200


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_it_stays_below_its_folder_and_holds_nothing_odd(path: str) -> None:
    result = portable(path)
    parts = result.split("/")
    assert all(parts)
    assert not any(part.startswith(".") or part.endswith((".", " ")) for part in parts)
    assert not set(result) & set('<>:"\\|?*\0\n')
    assert all(len(part.encode()) <= 201 for part in parts)
    assert portable(result) == result


def test_a_free_name_is_counted_up_before_its_ending() -> None:
    taken = {path_key("a/b.tar.md"), path_key("a/b.tar-2.md"), "noend", ".hid"}
    assert free("a/B.tar.md", lambda path: path_key(path) in taken) == "a/B.tar-3.md"
    assert free("noend", taken.__contains__) == "noend-2"
    assert free(".hid", taken.__contains__) == ".hid-2"
    assert free("new.md", taken.__contains__) == "new.md"
