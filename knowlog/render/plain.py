"""An entry as plain text, for a pipe or a file: the terminal's layout without its looks.

Rich and Pygments stay unloaded. Who wants the Markdown itself asks for ``show --raw``.
"""

from collections.abc import Mapping

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.render.layout.blocks import plain_text
from knowlog.render.layout.entry import entry_lines

_NO_MACROS: Mapping[str, str] = {}


def plain_entry(
    entry: Entry, document: Document, width: int = 80, macros: Mapping[str, str] = _NO_MACROS
) -> str:
    """Lay an entry out as text without any control character but line ends.

    Args:
        entry: Title, date and tags.
        document: The body.
        width: In columns.
        macros: TeX macros of the log, by name without backslash.
    """
    return plain_text(entry_lines(entry, document, width, macros=macros))
