"""One connection of the preview: from a request line to the bytes of an answer."""

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from shutil import copyfileobj
from typing import Protocol, cast

from knowlog.exporters.site.output import digest
from knowlog.web.answers import Reply, answer, page
from knowlog.web.channel import Channel
from knowlog.web.guard import HEADERS, OWN, refusal, wanted
from knowlog.web.panel import failure_page
from knowlog.web.snapshot import Snapshot

_EVENTS = f"{OWN}/events"
_HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is still there."""


class Stage(Protocol):
    """What a connection needs of its server."""

    @property
    def snapshot(self) -> Snapshot | None:
        """The site now."""
        ...

    @property
    def channel(self) -> Channel:
        """Tells of a new snapshot."""
        ...


class Handler(BaseHTTPRequestHandler):
    """Answers what a browser asks on one connection, request after request."""

    protocol_version = "HTTP/1.1"
    server_version = "knowlog"
    sys_version = ""
    timeout = 60

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the shape called
        """Keep the terminal for what its reader should know."""

    def answer(self) -> None:
        """Answer one request of any method."""
        refused = refusal(self.command, self.headers.get)
        if refused is not None:
            # What came with the request is not read, so nothing can follow it.
            self.close_connection = True
            self._send(Reply(refused.status, "text/plain; charset=utf-8", refused.reason.encode()))
            return
        address, snapshot = wanted(self.path), self._stage.snapshot
        if address == _EVENTS:
            self._stream()
        elif address is None or snapshot is None:
            self._send(page(failure_page("Not here", ["No page has such an address."]), 404))
        else:
            self._send(answer(snapshot, address))

    # The names that the standard library calls.
    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - as called
    do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = answer  # noqa: N815 - as called

    @property
    def _stage(self) -> Stage:
        return cast("Stage", self.server)

    def _send(self, reply: Reply) -> None:
        tag = _tag(reply.content)
        same = reply.status == 200 and self.headers.get("If-None-Match") == tag  # noqa: PLR2004 - what HTTP calls OK
        length = _length(reply.content)
        first, last = (0, length - 1) if same else self._part(reply, length)
        status = 304 if same else 206 if last - first + 1 < length else reply.status
        self._start(status, reply, tag)
        if status == 206:  # noqa: PLR2004 - Partial Content
            self.send_header("Content-Range", f"bytes {first}-{last}/{length}")
        if not same:
            self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        if not same and self.command != "HEAD":
            self._write(reply.content, first, last + 1)

    def _start(self, status: int, reply: Reply, tag: str) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.kind)
        self.send_header("ETag", tag)
        if reply.place:
            self.send_header("Location", reply.place)
        if reply.policy:
            self.send_header("Content-Security-Policy", reply.policy)
        if isinstance(reply.content, Path):
            self.send_header("Accept-Ranges", "bytes")
        if self.close_connection:
            self.send_header("Connection", "close")

    def _part(self, reply: Reply, length: int) -> tuple[int, int]:
        """The first and last byte that are asked for: videos are fetched in parts."""
        unit, _, wish = self.headers.get("Range", "").partition("=")
        start, dash, end = wish.partition("-")
        whole = (0, length - 1)
        if not isinstance(reply.content, Path) or unit != "bytes" or not dash:
            return whole
        if not all(number.isascii() and number.isdigit() for number in (start, end) if number):
            return whole
        if not start:
            return (max(0, length - int(end)), length - 1) if end else whole
        last = min(int(end), length - 1) if end else length - 1
        return (int(start), last) if int(start) <= last else whole

    def _write(self, content: bytes | Path, start: int, end: int) -> None:
        if isinstance(content, bytes):
            self.wfile.write(content[start:end])
            return
        with content.open("rb") as file:
            if (start, end) == (0, _length(content)):
                copyfileobj(file, self.wfile)
            else:
                file.seek(start)
                self.wfile.write(file.read(end - start))

    def _stream(self) -> None:
        """Say whenever the site changes, for as long as somebody listens."""
        self.close_connection = True
        self.send_response(200)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 1000\n\n")
        seen = -1
        while True:
            now = self._stage.channel.wait(seen, _HEARTBEAT)
            if now is None:
                return
            self.wfile.write(b":\n\n" if now == seen else f"data: {now}\n\n".encode())
            seen = now


def _tag(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return f'"{digest(content)}"'
    status = content.stat()
    return f'"{status.st_mtime_ns:x}-{status.st_size:x}"'


def _length(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size
