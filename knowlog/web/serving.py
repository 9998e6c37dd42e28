"""``knowlog serve``: takes a port, shows the log, follows its files until it is told to stop."""

import gc
import signal
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread
from types import FrameType

from knowlog.errors import KnowlogError
from knowlog.web.preview import Preview
from knowlog.web.server import PreviewServer, open_server
from knowlog.web.snapshot import Snapshot
from knowlog.web.watching import changes
from knowlog.workspace.core import Workspace


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
        gc.freeze()  # what is there now stays; a look for cycles among it would hold up a page
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        ready(server.url, server.server_port)
        if browse and not webbrowser.open(server.url):
            workspace.tell("No browser could be opened; the address is above.")
        try:
            _Follower(preview, server).follow()
        except KeyboardInterrupt:
            preview.keep()
        finally:
            server.channel.close()
            server.shutdown()


class _Follower:
    """Brings what is shown up to date with the files, and says so once."""

    def __init__(self, preview: Preview, server: PreviewServer) -> None:
        self.preview = preview
        self.server = server
        self.failure = ""

    def follow(self) -> None:
        """Go on until somebody interrupts."""
        workspace = self.preview.workspace
        out = workspace.root / workspace.settings.text("site.out")
        for happened in changes(workspace.root, out, workspace.tell):
            if happened or self.preview.outdated():
                self.update()

    def update(self) -> None:
        """Show the files as they are now; where that fails, what was shown stays."""
        began = time.perf_counter()
        try:
            fresh = self.preview.snapshot()
        except Exception as error:  # noqa: BLE001 - a preview that ends shows nothing any more
            failure = _explained(error)
            if failure != self.failure:
                self.server.tell(failure)
            self.failure = failure
            return
        self.failure = ""
        before = self.server.snapshot
        self.server.show(fresh)
        self.server.tell(f"updated in {1000 * (time.perf_counter() - began):.0f} ms")
        known = set(_lines(before)) if before else set()
        for line in _lines(fresh):
            if line not in known:
                self.server.tell(line)


def _explained(error: Exception) -> str:
    if isinstance(error, KnowlogError):
        return ". ".join(filter(None, (error.message, error.hint)))
    return f"this is a bug in knowlog: {type(error).__name__}: {error}; the last pages stay"


def _lines(snapshot: Snapshot) -> Iterator[str]:
    """What is wrong, a line each."""
    yield from snapshot.trouble
    for path, problems in snapshot.problems.items():
        for problem in problems:
            yield f"{path}:{problem.line}: {problem.message}"


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
