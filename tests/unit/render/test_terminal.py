"""An entry on a screen and through a pipe."""

from io import StringIO

from rich.console import Console

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.plain import plain_entry
from knowlog.render.terminal import render_entry

HOSTILE = "[/INST] [red]no[/red] \x1b[31m \x9b \u202e"


def _document(body: str) -> tuple[Entry, Document]:
    return Entry("x", "x.md", "X"), Document("x.md", {}, {}, body)


def test_markup_of_the_entry_is_text() -> None:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=80)
    console.print(render_entry(*_document(HOSTILE), width=80))
    assert "[/INST] [red]no[/red]" in screen.getvalue()
    assert "\x1b[31m" not in screen.getvalue()


def test_plain_text_has_no_control_characters() -> None:
    text = plain_entry(*_document(HOSTILE))
    assert not set("\x1b\x9b\u202e") & set(text)
    assert "\\x1b[31m" in text
