"""Which editor."""

import pytest

from knowlog.cli import editing
from knowlog.errors import KnowlogError


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def test_without_a_setting_it_is_the_first_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name == "vi" else None)
    assert editing.editor_command("") == ["/bin/vi"]
    assert editing.editor_command("  ") == ["/bin/vi"]


def test_without_any_it_is_said_how_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(KnowlogError, match="no editor was found"):
        editing.editor_command("")
