"""What a user installs holds all that the program needs, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]
    subprocess.run([*build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_program(wheel: Path) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "knowlog").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = set(ZipFile(wheel).namelist())
    assert files - packed == set()
    assert {name for name in packed if ".dist-info/" not in name} - files == set()


def test_the_wheel_installs_a_command_and_its_licence(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        entry_points = next(name for name in packed.namelist() if name.endswith("entry_points.txt"))
        assert "knowlog = knowlog.__main__:main" in packed.read(entry_points).decode()
        assert any(name.endswith("licenses/LICENSE") for name in packed.namelist())
