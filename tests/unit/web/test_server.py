"""What goes over the wire, and what does not."""

import socket
from pathlib import Path

import pytest

from knowlog.errors import KnowlogError
from knowlog.web.server import USUAL_PORT, open_server
from tests.unit.web.conftest import PIXEL, Live

PICTURE = "/media/entries/one.png"


def test_a_foreign_name_is_refused(live: Live) -> None:
    refused = live.ask("/", Host="evil.example")
    assert refused.status == 403
    assert b"Notes" not in refused.body


def test_words_of_the_log_are_no_script_for_other_sites(live: Live) -> None:
    asked = live.ask("/search/rows-0.js", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")
    assert asked.status == 403
    own = live.ask("/search/rows-0.js")
    assert own.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Moon" in own.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(live: Live, method: str) -> None:
    assert live.ask("/", method).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/entries/moon.md",
        "/media/entries/moon.md",
        "/media/entries/other.png",
        "/media/knowlog.toml",
        "/knowlog.toml",
        "/media/entries/out.png",
        "/..%2f..%2fetc/passwd",
        "/.knowlog/server.py",
        "/.knowlog/",
        "/assets/../knowlog.toml",
        "/assets/nothing.css",
        "/search/nothing.js",
    ],
)
def test_nothing_else_is_given_away(live: Live, path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    (live.root / "entries" / "other.png").write_bytes(PIXEL)
    (live.root / "entries" / "out.png").symlink_to(tmp_path / "secret.png")
    live.write("tides", "title: Tides\n---\n![Out](out.png)\n")
    live.update()
    assert live.ask(path).status == 404


def test_a_page_that_did_not_change_is_not_sent_again(live: Live) -> None:
    first = live.ask("/2024/moon/")
    again = live.ask("/2024/moon/", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_a_head_has_no_body(live: Live) -> None:
    page, head = live.ask("/"), live.ask("/", "HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == page.headers["Content-Length"]


@pytest.mark.parametrize(
    ("wish", "part"),
    [("bytes=0-3", PIXEL[:4]), ("bytes=60-", PIXEL[60:]), ("bytes=-5", PIXEL[-5:])],
)
def test_a_file_comes_in_parts(live: Live, wish: str, part: bytes) -> None:
    came = live.ask(PICTURE, Range=wish)
    assert (came.status, came.body) == (206, part)
    assert came.headers["Content-Range"].endswith(f"/{len(PIXEL)}")


@pytest.mark.parametrize("wish", ["bytes=9999-", "bytes=a-b", "lines=0-1", "bytes=5-2", "bytes=-"])
def test_a_part_that_makes_no_sense_is_the_whole(live: Live, wish: str) -> None:
    came = live.ask(PICTURE, Range=wish)
    assert (came.status, came.body) == (200, PIXEL)


def test_an_image_with_a_script_in_it_may_do_nothing(live: Live) -> None:
    (live.root / "entries" / "one.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    live.write("tides", "title: Tides\n---\n![One](one.svg)\n")
    live.update()
    assert "sandbox" in live.ask("/media/entries/one.svg").headers["Content-Security-Policy"]


def test_a_listener_hears_of_a_change(live: Live) -> None:
    with socket.create_connection(("127.0.0.1", live.server.server_port), timeout=30) as line:
        line.sendall(b"GET /.knowlog/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with line.makefile("rb") as stream:
            lines = iter(stream)
            assert next(text for text in lines if text.startswith(b"data:")) == b"data: 1\n"
            live.update()
            assert next(text for text in lines if text.startswith(b"data:")) == b"data: 2\n"
            live.server.channel.close()
            assert not [text for text in lines if text.startswith(b"data:")]


def test_a_port_that_is_taken_is_named_and_another_one_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    with open_server(0, told.append) as taken:
        port = taken.server_port
        with pytest.raises(KnowlogError, match=f"port {port} is in use"):
            open_server(port, told.append)
        monkeypatch.setattr("knowlog.web.server.USUAL_PORT", port)
        with open_server(None, told.append) as other:
            assert other.server_port != port
    assert told == [f"Port {port} is in use; this is {other.server_port}."]
    assert USUAL_PORT > 1023


def test_only_this_machine_can_reach_it() -> None:
    with open_server(0, print) as server:
        assert server.socket.getsockname()[0] == "127.0.0.1"
