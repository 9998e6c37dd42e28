"""A real Chromium, driven through Playwright, that looks at pages served from this machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.watch import Watch

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Without a sandbox, as CI runs as root; without anything that calls out by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the installed browser."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return found or _do_without(f"no browser found: looked for {', '.join(PROGRAMS)}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    driver = sync_playwright()
    try:
        playwright = driver.start()
    except Exception as error:  # noqa: BLE001 - whatever keeps its Node.js from running
        _do_without(f"Playwright does not start: {error}")
    running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
    yield running
    running.close()
    playwright.stop()


def _do_without(reason: str) -> NoReturn:
    """Skip, or fail where a browser is promised (CI)."""
    if os.environ.get("KNOWLOG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that fails the test if a page calls out or a script in it fails."""
    fresh = browser.new_context(locale="en-GB", timezone_id="UTC")
    watch = Watch(fresh)
    yield fresh
    fresh.close()
    assert watch.complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on a free port of the loopback interface; gives the address."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
