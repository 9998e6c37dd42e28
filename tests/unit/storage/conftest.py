from collections.abc import Callable
from pathlib import Path

import pytest

from knowlog.domain.document import Document
from knowlog.storage.changelog import ChangeLog
from knowlog.storage.folder import Folder
from knowlog.storage.layout import detect

Open = Callable[..., Folder]


def parse(data: bytes, path: str) -> Document:
    return Document(path, {}, {}, data.decode())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "log"
    root.mkdir()
    return root


@pytest.fixture
def log(root: Path) -> Folder:
    """A log with two entries in folders of their own and one beside them."""
    for path in ("one.md", "git/two.md", "git/deep/three.markdown"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(f"{path}\r\n".encode())
    return Folder(root, detect(root), parse, ChangeLog)
