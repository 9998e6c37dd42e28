"""A log, its preview, and a way to ask it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from knowlog.web.preview import Preview
from knowlog.web.server import PreviewServer, open_server
from knowlog.workspace import Workspace

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
NOTES = {
    "moon": "title: Moon\ndate: 2024-05-06\ntags: [sea]\n---\nIt pulls $x^2$. ![One](one.png)\n",
    "tides": "title: Tides\ndate: 2024-05-07\n---\nSee [[Moon]].\n\n```python\na = 1\n```\n",
    "plan": "title: Plan\ndate: 2024-05-08\ndraft: true\n---\nUnripe words.\n",
    "about": "title: About\nlayout: page\n---\nMe.\n",
}


@dataclass
class Asked:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Live:
    """A log that is shown."""

    root: Path
    preview: Preview
    server: PreviewServer
    told: list[str]

    def write(self, name: str, text: str) -> None:
        (self.root / "entries" / f"{name}.md").write_text(f"---\n{text}", encoding="utf-8")

    def update(self) -> None:
        self.server.show(self.preview.snapshot())

    def ask(self, path: str, method: str = "GET", **headers: str) -> Asked:
        connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, headers=named)
            response: HTTPResponse = connection.getresponse()
            return Asked(response.status, dict(response.headers), response.read())
        finally:
            connection.close()


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KNOWLOG_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "log"
    (root / "entries").mkdir(parents=True)
    (root / "knowlog.toml").write_text('title = "Notes"\nauthor = "Ada"\n', encoding="utf-8")
    (root / "entries" / "one.png").write_bytes(PIXEL)
    for name, text in NOTES.items():
        (root / "entries" / f"{name}.md").write_text(f"---\n{text}", encoding="utf-8")
    return root


@pytest.fixture
def show() -> Iterator[Callable[[Path], Live]]:
    """Shows a log on a free port until the test is over."""
    running: list[Live] = []

    def start(root: Path) -> Live:
        told: list[str] = []
        workspace = Workspace.open(root)
        workspace.tell = told.append
        live = Live(root, Preview(workspace), open_server(0, told.append), told)
        live.update()
        Thread(target=live.server.serve_forever, args=(0.01,), daemon=True).start()
        running.append(live)
        return live

    yield start
    for live in running:
        live.server.channel.close()
        live.server.shutdown()
        live.server.server_close()
        live.preview.close()
        live.preview.workspace.catalog.close()


@pytest.fixture
def live(log: Path, show: Callable[[Path], Live]) -> Live:
    return show(log)
