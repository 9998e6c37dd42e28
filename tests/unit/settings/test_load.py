"""Where a setting comes from, and what is not one."""

from pathlib import Path

import pytest

from knowlog.actions.configure import set_value
from knowlog.errors import UsageError
from knowlog.settings.files import from_file
from knowlog.settings.load import combine, from_environment, from_table, known
from knowlog.settings.model import Layer


def test_the_first_place_that_says_something_wins() -> None:
    settings = combine(
        [Layer("KNOWLOG_TITLE", {"title": "env"}), Layer("a.toml", {"title": "file"})]
    )
    assert settings.text("title") == "env"
    assert settings.origins["title"] == "KNOWLOG_TITLE"
    assert settings.origins["author"] == "default"


def test_the_environment_sets_every_kind_but_tables() -> None:
    layers = from_environment(
        {
            "KNOWLOG_SITE_PER_PAGE": "5",
            "KNOWLOG_SITE_CITATION": "yes",
            "KNOWLOG_SITE_FRAMES": "a.org, b.org",
            "KNOWLOG_AUTHOR": "",
            "KNOWLOG_VARIABLES": "x",
        }
    )
    settings = combine(layers)
    assert settings.number("site.per_page") == 5
    assert settings.flag("site.citation") is True
    assert settings.texts("site.frames") == ("a.org", "b.org")
    assert settings.table("variables") == {}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"titel": "x"}, "no setting is called titel"),
        ({"site": {"look": "loud"}}, "site.look cannot be 'loud'"),
        ({"title": 5}, "title wants a text"),
        ({"site": {"per_page": True}}, "site.per_page wants a number"),
        ({"editor": "evil"}, "editor belongs into your own settings"),
    ],
)
def test_what_a_log_may_not_say_is_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_table(table, "knowlog.toml", personal=False)
    assert message in caught.value.message


def test_the_nearest_known_key_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        known("titel")
    assert caught.value.hint == "Did you mean title?"


@pytest.mark.parametrize("value", ["many", "-1"])
def test_a_number_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        from_environment({"KNOWLOG_SITE_PER_PAGE": value})


def test_a_flag_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        from_environment({"KNOWLOG_SITE_CITATION": "perhaps"})


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "knowlog.toml"
    path.write_bytes(b"\xef\xbb\xbftitle = 'x'\r\n")
    assert from_file(path, personal=False).values == {"title": "x"}


@pytest.mark.parametrize("data", [b"title = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "knowlog.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"knowlog\.toml"):
        from_file(path, personal=False)


def test_a_missing_file_says_nothing(tmp_path: Path) -> None:
    assert from_file(tmp_path / "none.toml", personal=True).values == {}


def test_setting_a_value_keeps_comments_and_order(tmp_path: Path) -> None:
    path = tmp_path / "knowlog.toml"
    path.write_bytes(b"# mine\ntitle = 'x' # why\n\n[site]\nlook = 'notes'\n")
    data = path.read_bytes()
    for name, value in (("site.per_page", "20"), ("title", "y")):
        _, data = set_value(data, name, value, path)
    assert data.decode() == (
        "# mine\ntitle = \"y\" # why\n\n[site]\nlook = 'notes'\nper_page = 20\n"
    )


def test_setting_a_value_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "config.toml"
    path.parent.mkdir()
    path.write_bytes(set_value(None, "site.frames", "a.org,b.org", path)[1])
    assert combine([from_file(path, personal=True)]).texts("site.frames") == ("a.org", "b.org")


def test_setting_a_value_never_touches_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "knowlog.toml"
    with pytest.raises(UsageError, match="not valid TOML"):
        set_value(b"title = ", "title", "y", path)


def test_setting_a_value_keeps_the_line_ends_and_the_mark_of_windows() -> None:
    before = b"\xef\xbb\xbftitle = 'x'\r\n# mine\r\n"
    _, after = set_value(before, "site.look", "notes", Path("knowlog.toml"))
    assert after == before + b'\r\n[site]\r\nlook = "notes"\r\n'


def test_a_value_where_a_table_belongs_is_named() -> None:
    with pytest.raises(UsageError, match=r"knowlog\.toml: site is a table, not 5"):
        set_value(b"site = 5\n", "site.look", "notes", Path("knowlog.toml"))
