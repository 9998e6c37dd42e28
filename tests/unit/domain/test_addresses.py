import pytest

from knowlog.domain.addresses import Claims, absolute, address, file_of, relative, segment


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("..", ""),
        (".", ""),
        ("a/b", "a-b"),
        ("CON", "CON-"),
        ("nul.md", "nul.md-"),
        ("what? 100%", "what-100-"),
        ("\x00\x1b", "-"),
        ("日本語", "日本語"),
        ("e\u0301", "é"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_part_of_a_path_is_safe_on_every_file_system(text: str, safe: str) -> None:
    assert segment(text) == safe


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/../../etc/passwd", "etc/passwd/"),
        ("/a/index.html", "a/"),
        ("/a.html", "a.html"),
        ("", ""),
        ("//", ""),
        ("C:\\x", "C-x/"),
    ],
)
def test_an_address_never_leaves_the_site(written: str, expected: str) -> None:
    assert address(written) == expected


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("", "", "index.html"),
        ("", "a/", "a/index.html"),
        ("a/b/", "", "../../index.html"),
        ("a/b/", "a/c/", "../c/index.html"),
        ("a/b/", "a/b/c/", "c/index.html"),
        ("a/b/", "a/b/", "index.html"),
        ("404.html", "assets/site.css", "assets/site.css"),
        ("", "é x/", "%C3%A9%20x/index.html"),
        ("", "a:b/", "./a:b/index.html"),
    ],
)
def test_links_are_relative(source: str, target: str, link: str) -> None:
    assert relative(source, target) == link


def test_the_file_of_a_folder_is_its_index() -> None:
    assert file_of("") == "index.html"
    assert file_of("a/") == "a/index.html"
    assert file_of("a.html") == "a.html"


def test_an_address_is_given_once_regardless_of_case_and_accents() -> None:
    claims = Claims()
    assert [claims.take(name) for name in ("Café/", "cafe\u0301/", "CAFÉ/")] == [
        "Café/",
        "cafe\u0301-2/",
        "CAFÉ-3/",
    ]


def test_a_file_does_not_take_the_place_of_a_folder() -> None:
    claims = Claims()
    assert claims.take("a.html/b/") == "a.html/b/"
    assert claims.take("a.html") == "a-2.html"
    assert claims.take("c.html") == "c.html"
    assert claims.take("c.html/d/") == "c.html-/d/"


def test_the_whole_address_on_the_web() -> None:
    assert absolute("https://x.org/log/", "2024/ü b/") == "https://x.org/log/2024/%C3%BC%20b/"


def test_a_file_that_is_taken_gets_a_number_before_its_ending() -> None:
    claims = Claims()
    assert [claims.take("a.html"), claims.take("a.html"), claims.take("LICENSE")] == [
        "a.html",
        "a-2.html",
        "LICENSE",
    ]
    assert claims.take("LICENSE") == "LICENSE-2"


def test_below_a_closed_folder_nothing_is_given() -> None:
    claims = Claims()
    claims.keep(("assets/", "assets/*"))
    assert not claims.free("assets/site.css/")
    assert claims.free("assetsx/site.css")
    assert claims.take("Assets/site.css/") == "Assets-/site.css/"
    assert claims.take("assets/") == "assets-2/"
