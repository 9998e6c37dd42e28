"""Choose an entry while typing: the query on top, the hits below it, the entry beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document as Typed
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import (
    BufferControl,
    DynamicContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    VSplit,
    Window,
)
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import Output as Screen
from prompt_toolkit.styles import Style

from knowlog.domain.entry import Entry
from knowlog.domain.text import one_line, printable

STYLE = Style.from_dict(
    {"chosen": "reverse", "date": "fg:ansibrightblack", "tag": "fg:ansicyan", "note": "italic"}
)
HELP = "Enter edits, arrows move, Escape leaves"
WIDE = 80
"""Columns from which on the entry stands beside the hits; in fewer it stands below them."""


@dataclass(slots=True)
class Picker:
    """What is on the screen.

    Attributes:
        find: Query to hits and a remark; never fails.
        preview: Entry and a number of columns to its text, laid out for so many.
        text: What is typed so far.
    """

    find: Callable[[str], tuple[Sequence[Entry], str]]
    preview: Callable[[Entry, int], str]
    text: str = ""
    hits: Sequence[Entry] = field(default=())
    remark: str = ""
    chosen: int = 0

    def search(self, text: str) -> None:
        """Look for something else; the best hit is chosen."""
        self.text, self.chosen = text, 0
        self.hits, self.remark = self.find(text)

    def move(self, by: int) -> None:
        """Choose another hit; past the ends nothing happens."""
        self.chosen = max(0, min(len(self.hits) - 1, self.chosen + by))

    @property
    def entry(self) -> Entry | None:
        """The hit that is chosen."""
        return self.hits[self.chosen] if self.hits else None

    def list_lines(self) -> StyleAndTextTuples:
        """The hits as lines, the chosen one marked."""
        lines: StyleAndTextTuples = []
        for number, entry in enumerate(self.hits):
            mark = "class:chosen" if number == self.chosen else ""
            if number == self.chosen:
                lines.append(("[SetCursorPosition]", ""))
            day = entry.date.date().isoformat() if entry.date else " " * 10
            lines += [(f"class:date {mark}", f"{day} "), (mark, one_line(entry.title)), ("", "\n")]
        if self.remark:
            lines.append(("class:note", one_line(self.remark)))
        return lines

    def preview_text(self, width: int) -> str:
        """The chosen entry, laid out for so many columns, or nothing."""
        return printable(self.preview(self.entry, width)) if self.entry else ""


def pick(
    picker: Picker,
    *,
    input_: Input | None = None,
    output: Screen | None = None,
    in_thread: bool = False,
) -> Entry | None:
    """Let the user choose; None when they leave.

    Args:
        picker: What to show at first: its ``text`` is searched at once.
        input_: Where keys come from, instead of the terminal.
        output: Where to draw, instead of the terminal.
        in_thread: Leave the caller's thread, and an event loop that may run in it, alone.
    """
    picker.search(picker.text)
    typed = Buffer(document=Typed(picker.text), multiline=False)
    typed.on_text_changed += lambda buffer: picker.search(buffer.text)
    application: Application[Entry | None] = Application(
        layout=_layout(picker, typed),
        key_bindings=_keys(picker),
        style=STYLE,
        full_screen=True,
        input=input_,
        output=output,
    )
    application.ttimeoutlen = 0.05
    return application.run(in_thread=in_thread)


def _layout(picker: Picker, typed: Buffer) -> Layout:
    field_ = Window(BufferControl(typed), height=1)
    prompt = VSplit([Window(FormattedTextControl("search: "), width=8), field_], height=1)
    middle = DynamicContainer(_Panes(picker).now)
    foot = Window(FormattedTextControl(HELP), height=1, style="class:note")
    return Layout(HSplit([prompt, Window(height=1, char="─"), middle, foot]), field_)


class _Panes:
    """The hits and the chosen entry: side by side, or one below the other."""

    def __init__(self, picker: Picker) -> None:
        self.picker = picker
        hits = FormattedTextControl(picker.list_lines, show_cursor=False)
        shown = FormattedTextControl(lambda: picker.preview_text(self.columns()))
        self.wide = VSplit(
            [Window(hits), Window(width=1, char="│"), Window(width=1), self._entry(shown)]
        )
        self.narrow = HSplit([Window(hits), Window(height=1, char="─"), Window(shown)])

    def _entry(self, shown: FormattedTextControl) -> Window:
        return Window(shown, width=lambda: Dimension.exact(self.columns()))

    def now(self) -> VSplit | HSplit:
        """What fits the terminal as wide as it is now."""
        return self.wide if _columns() >= WIDE else self.narrow

    def columns(self) -> int:
        """Of the pane that holds the entry."""
        return _columns() // 2 - 1 if _columns() >= WIDE else _columns()


def _columns() -> int:
    return get_app().output.get_size().columns


def _keys(picker: Picker) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("down")
    @keys.add("c-n")
    def _(event: KeyPressEvent) -> None:
        del event
        picker.move(1)

    @keys.add("up")
    @keys.add("c-p")
    def _(event: KeyPressEvent) -> None:
        del event
        picker.move(-1)

    @keys.add("pagedown")
    def _(event: KeyPressEvent) -> None:
        del event
        picker.move(10)

    @keys.add("pageup")
    def _(event: KeyPressEvent) -> None:
        del event
        picker.move(-10)

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=picker.entry)

    @keys.add("escape", eager=True)
    @keys.add("c-c")
    @keys.add("c-d")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    return keys
