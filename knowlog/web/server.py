"""The HTTP server of the preview: loopback only, read only."""

import os
import socket
import sys
from collections.abc import Callable
from errno import EADDRINUSE
from http.server import ThreadingHTTPServer

from knowlog.errors import KnowlogError
from knowlog.web.channel import Channel
from knowlog.web.handler import Handler
from knowlog.web.snapshot import Snapshot

USUAL_PORT = 8484
_TRIES = 20
LOOPBACK = "127.0.0.1"


class PreviewServer(ThreadingHTTPServer):
    """Answers from the newest snapshot; one thread for each connection.

    Attributes:
        snapshot: What to answer from; None until the first is there.
        channel: Tells open pages of a new snapshot.
        tell: Takes a word about what went wrong in an answer.
    """

    daemon_threads = True
    block_on_close = False
    # A browser opens many connections at once; those that found no room would be cut off.
    request_queue_size = 64
    # On Windows this would let two servers share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, tell: Callable[[str], None]) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.snapshot: Snapshot | None = None
        self.channel = Channel()
        self.tell = tell

    @property
    def url(self) -> str:
        """Where to look."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def show(self, snapshot: Snapshot) -> None:
        """Answer from this snapshot from now on, and tell the open pages."""
        self.snapshot = snapshot
        self.channel.tell()

    def server_bind(self) -> None:
        """Bind without asking the network what this machine is called."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is none; all else is a bug and is told."""
        del request, client_address
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            self.tell(f"this is a bug in knowlog: {type(error).__name__}: {error}")


def open_server(port: int | None, tell: Callable[[str], None]) -> PreviewServer:
    """Take a port.

    Args:
        port: The one that is asked for, 0 for any; None takes the usual one or the next free one.
        tell: Takes one-line messages.

    Raises:
        KnowlogError: The port that was asked for is taken, or not ours to take.
    """
    wishes = [port] if port is not None else [*range(USUAL_PORT, USUAL_PORT + _TRIES), 0]
    for wish in wishes:
        try:
            server = PreviewServer(wish, tell)
        except OSError as error:
            if port is not None or error.errno != EADDRINUSE:
                raise _refused(wish, error) from error
        else:
            if port is None and wish != USUAL_PORT:
                tell(f"Port {USUAL_PORT} is in use; this is {server.server_port}.")
            return server
    raise AssertionError  # a system without any free port has refused 0 above


def _refused(port: int, error: OSError) -> KnowlogError:
    if error.errno == EADDRINUSE:
        return KnowlogError(f"port {port} is in use", "Leave out --port to take a free one.")
    return KnowlogError(f"port {port} cannot be used: {error.strerror}", "Name one above 1023.")
