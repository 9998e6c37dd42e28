"""From a Rich renderable to text."""

import io

from rich.console import Console, RenderableType


def draw(renderable: RenderableType, *, width: int, colour: bool) -> str:
    """Render at this width; with colour as the terminal's kind allows, or without any."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="auto" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()
