"""What the reference says is what the program does."""

import subprocess
import sys

from knowlog.cli.lazy import COMMANDS
from tests.architecture.sources import ROOT

REFERENCE = ROOT / "docs" / "reference"


def test_the_reference_is_what_the_code_says() -> None:
    check = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_every_command_is_documented() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n## knowlog {name}" not in page] == []
