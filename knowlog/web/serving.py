"""``knowlog serve``: takes a port, shows the log, follows its files until it is told to stop."""

import signal
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing
from threading import Thread
from types import FrameType

from knowlog.errors import KnowlogError
from knowlog.web.preview import Preview
from knowlog.web.server import PreviewServer, open_server
from knowlog.web.watching import changes
from knowlog.workspace.core import Workspace

Told = Callable[[str], None]


def serve(
    workspace: Workspace, port: int | None, *, ready: Callable[[str, int], None], browse: bool
) -> None:
    """Show a log until Ctrl-C or a signal to end.

    Args:
        workspace: The log.
        port: Where; 0 for any port, None for the usual one or the next free one.
        ready: Called with the address and the port when the log can be looked at.
        browse: Open it in a browser.

    Raises:
        KnowlogError: The port is taken, or the log cannot be read.
    """
    signal.signal(signal.SIGTERM, _stop)
    with open_server(port, workspace.tell) as server, closing(Preview(workspace)) as preview:
        server.show(preview.snapshot())
        preview.keep()
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        ready(server.url, server.server_port)
        if browse:
            webbrowser.open(server.url)
        try:
            _follow(preview, server)
        except KeyboardInterrupt:
            preview.keep()
        finally:
            server.channel.close()
            server.shutdown()


def _follow(preview: Preview, server: PreviewServer) -> None:
    workspace = preview.workspace
    out = workspace.root / workspace.settings.text("site.out")
    for happened in changes(workspace.root, out, workspace.tell):
        if happened or preview.outdated():
            _update(preview, server)


def _update(preview: Preview, server: PreviewServer) -> None:
    began = time.perf_counter()
    try:
        server.show(preview.snapshot())
    except KnowlogError as error:
        server.tell(" ".join(filter(None, (error.message, error.hint))))
    else:
        server.tell(f"updated in {1000 * (time.perf_counter() - began):.0f} ms")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
