"""The program's source files, read and parsed once for every rule about them."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One file of Python."""

    path: str
    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below these folders of the repository; a folder may be missing."""
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(_read(path) for path in files)


def _read(path: Path) -> Module:
    relative = path.relative_to(ROOT)
    name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
    return Module(relative.as_posix(), name, path.read_text(encoding="utf-8"))


def program() -> tuple[Module, ...]:
    """The modules of knowlog itself."""
    found = modules("knowlog")
    assert found, f"no source found below {ROOT / 'knowlog'}"
    return found
