"""Text that was once read in the wrong encoding, set right; the only user of ftfy.

``ftfy.fix_text`` would also change quotes, ligatures and ``&lt;`` that are right, so it is not
used. Code is left alone: a note on broken text shows it there on purpose.
"""

from collections.abc import Iterator

from ftfy import fix_encoding

from knowlog.domain.encoding import as_utf8
from knowlog.domain.literal import literal_stretches
from knowlog.storage.header import find_header


def mend(text: str) -> str:
    """Set ``Iâ€™m`` right to ``I’m`` wherever it is not code; everything else stays.

    Args:
        text: A body, or any Markdown.
    """  # noqa: RUF002 - this is what broken text looks like
    return text if text.isascii() else "".join(_mended(text))


def mend_file(data: bytes) -> bytes:
    """The same for a whole file, its front matter included; bytes that are no UTF-8 stay too."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    header = find_header(as_utf8(data).data)
    start = len(text) - len(as_utf8(data).data[header.body :].decode()) if header else 0
    return (_lines_mended(text[:start]) + mend(text[start:])).encode("utf-8")


def _mended(text: str) -> Iterator[str]:
    at = 0
    for code in literal_stretches(text):
        yield _lines_mended(text[at : code.start])
        yield text[code.start : code.end]
        at = max(at, code.end)
    yield _lines_mended(text[at:])


def _lines_mended(text: str) -> str:
    """Line by line, since one sound accent in a text makes ftfy take all of it for sound.

    Split at LF alone: broken text holds characters that ``splitlines`` takes for line ends.
    """
    return "\n".join(line if line.isascii() else fix_encoding(line) for line in text.split("\n"))
