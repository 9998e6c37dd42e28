"""Every transcript is replayed."""

from pathlib import Path

import pytest

from tests.transcripts.script import compose, read
from tests.transcripts.session import Session, differences, settled

FOLDER = Path(__file__).parent
TRANSCRIPTS = sorted(FOLDER.rglob("*.txt"))


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


@pytest.mark.parametrize(
    "path", TRANSCRIPTS, ids=lambda path: path.relative_to(FOLDER).with_suffix("").as_posix()
)
def test_transcript(path: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    steps = read(path)
    outcomes = list(Session(tmp_path).play(steps))
    if pytestconfig.getoption("--update-transcripts"):
        path.write_text(compose(steps, settled(steps, outcomes)), encoding="utf-8")
    elif found := differences(path.name, steps, outcomes):
        pytest.fail(f"{found}\n(pytest --update-transcripts writes down what came)", pytrace=False)
