"""Who is answered, and what may be asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.web.guard import refusal, wanted

OURS = {"Host": "127.0.0.1:8484"}


@pytest.mark.parametrize("host", ["localhost", "localhost:8484", "127.0.0.1:9", "[::1]:80"])
def test_this_machine_is_answered_on_any_port(host: str) -> None:
    assert refusal("GET", {"Host": host}.get) is None
    assert refusal("HEAD", {"Host": host}.get) is None


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "localhost.evil.example", "evil.example:8484", "127.0.0.1.nip.io", "0"],
)
def test_a_name_that_is_not_ours_is_refused(host: str) -> None:
    refused = refusal("GET", {"Host": host}.get)
    assert refused
    assert refused.status == 403


def test_a_request_without_a_host_is_refused() -> None:
    assert refusal("GET", dict[str, str]().get) is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_answered(method: str) -> None:
    refused = refusal(method, OURS.get)
    assert refused
    assert refused.status == 405


def test_another_site_may_link_here_but_not_load_scripts() -> None:
    elsewhere = OURS | {"Sec-Fetch-Site": "cross-site"}
    walk = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert refusal("GET", (elsewhere | walk).get) is None
    script = elsewhere | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}
    assert refusal("GET", script.get) is not None
    frame = elsewhere | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert refusal("GET", frame.get) is not None
    neighbour = OURS | {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}
    assert refusal("GET", neighbour.get) is not None
    assert refusal("GET", (OURS | {"Sec-Fetch-Site": "same-origin"}).get) is None


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/", ""),
        ("/2024/moon/", "2024/moon/"),
        ("/2024/moon/?q#f", "2024/moon/"),
        ("/tags/%E6%BD%AE/", "tags/潮/"),
        ("/.knowlog/live.js", ".knowlog/live.js"),
    ],
)
def test_an_address_is_read_as_a_browser_writes_it(target: str, address: str) -> None:
    assert wanted(target) == address


@pytest.mark.parametrize(
    "target",
    [
        "/../knowlog.toml",
        "/%2e%2e/knowlog.toml",
        "/media/..%2f..%2fetc/passwd",
        "/media/..\\secret",
        "/.git/config",
        "/.knowlog/../entries/a.md",
        "/a/.hidden",
        "/.knowlog/.x",
        "//etc/passwd",
        "/a//b",
        "/%00",
        "/%ff",
        "http://evil.example/",
        "*",
        "",
    ],
)
def test_nothing_hidden_or_above_can_be_asked_for(target: str) -> None:
    assert wanted(target) is None


@given(st.text())
def test_no_request_leads_up_or_to_what_is_hidden(text: str) -> None:
    address = wanted("/" + text)
    parts = (address or "").removeprefix(".knowlog/").split("/")
    assert not any(part.startswith(".") for part in parts)
    assert "\\" not in (address or "")
    assert not (address or "").startswith("/")
