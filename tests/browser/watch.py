"""What a page does that a reader would mind: calls to other hosts, scripts that fail."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Route

TUBE = "https://tube.example/"
"""A host whose frames the log of the tests allows; nobody has it, so its page is made here."""
LOCAL = ("http://127.0.0.1:", "file://", "data:", "blob:", "about:")


class Watch:
    """Keeps a browser profile off the network, and remembers what went wrong in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        context.route("**/*", self._decide)
        context.on("console", self._hear)
        context.on("weberror", lambda raised: self._complain(raised.error))

    def _decide(self, route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        elif route.request.url.startswith(TUBE):
            page = "<!doctype html><html lang=en><title>Talk</title><h1>A talk</h1>"
            route.fulfill(content_type="text/html", body=page)
        else:
            self.complaints.append(f"asked for {route.request.url}")
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def _complain(self, error: Error) -> None:
        self.complaints.append(f"script: {error}")
