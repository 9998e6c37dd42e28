from datetime import UTC, datetime

import pytest

from knowlog.domain.jekyll import Named, address, page_pattern, same_address, slugify

POST = Named(
    slug="VQA: What's new?",
    date=datetime(2016, 7, 4, 9, 5, 3, tzinfo=UTC),
    categories=["Papers", "ML Notes", "papers"],
    path="2016/vqa",
    collection="posts",
)


# What Jekyll itself answers, by its documentation of permalinks.
@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("date", "/papers/ml notes/2016/07/04/VQA-What's-new.html"),
        ("pretty", "/papers/ml notes/2016/07/04/VQA-What's-new/"),
        ("ordinal", "/papers/ml notes/2016/186/VQA-What's-new.html"),
        ("weekdate", "/papers/ml notes/2016/W27/Mon/VQA-What's-new.html"),
        ("none", "/papers/ml notes/VQA-What's-new.html"),
        ("/:title", "/VQA-What's-new"),
        ("/:slug/", "/vqa-what-s-new/"),
        ("/blog/:year/:i_month/:i_day/:name.html", "/blog/2016/7/4/vqa-what-s-new.html"),
        ("/:slugified_categories/:short_year/:title", "/papers/ml-notes/16/VQA-What's-new"),
        ("/:long_month/:long_day/:short_month/:w_year-:w_day", "/July/Monday/Jul/2016-1"),
        ("/:hour:minute:second", "/090503"),
        ("/:collection/:path:output_ext", "/posts/2016/vqa.html"),
        ("/:title_:year", "/VQA-What's-new_2016"),
        ("/../:nothing//x", "/:nothing/x"),
        ("no-slash", "/no-slash"),
        ("/", "/"),
    ],
)
def test_addresses_of_posts(pattern: str, wanted: str) -> None:
    assert address(pattern, POST) == wanted


def test_without_a_date_its_words_are_empty() -> None:
    assert address("/:year/:i_month/:i_day/:title/", Named("a b")) == "/a-b/"


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("date", "/docs/Guide.html"),
        ("none", "/docs/Guide.html"),
        ("pretty", "/docs/Guide/"),
        ("/:title/", "/docs/Guide/"),
        ("/:title", "/docs/Guide"),
        ("/:title:output_ext", "/docs/Guide.html"),
    ],
)
def test_pages_end_as_posts_do(style: str, wanted: str) -> None:
    assert address(page_pattern(style), Named("Guide", path="docs")) == wanted


def test_an_index_is_its_folder() -> None:
    assert address(page_pattern("date", index=True), Named("index", path="docs")) == "/docs/"


@pytest.mark.parametrize(
    ("text", "plain", "pretty"),
    [
        ("The _config.yml file", "the-config-yml-file", "The-_config.yml-file"),
        ("Größe & Maß", "größe-maß", "Größe-&-Maß"),
        ("-a-", "a", "a"),
    ],
)
def test_slugs(text: str, plain: str, pretty: str) -> None:
    assert slugify(text) == plain
    assert slugify(text, pretty=True) == pretty


def test_addresses_that_servers_take_for_one() -> None:
    assert same_address("/a/", "/a")
    assert same_address("/a/index.html", "/a/")
    assert not same_address("/a.html", "/a/")
    assert not same_address("/A/", "/a/")
