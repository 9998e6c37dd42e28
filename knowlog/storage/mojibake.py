"""Text that was once read in the wrong encoding, set right; the only user of ftfy.

``ftfy.fix_text`` would also change quotes, ligatures and ``&lt;`` that are right, so it is not
used. Code is left alone: a note on broken text shows it there on purpose.
"""

import re
from collections.abc import Iterator

from ftfy import fix_encoding
from ftfy.badness import is_bad

from knowlog.domain.encoding import as_utf8
from knowlog.domain.literal import literal_stretches
from knowlog.storage.header import find_header

_CODE = re.compile(
    r"<(?P<tag>pre|code|samp|kbd|script|style|textarea)\b[^<>]*>.*?</(?P=tag)\s*>"
    r"|\{%-?\s*(?P<name>highlight|raw)\b.*?%\}.*?\{%-?\s*end(?P=name)\s*-?%\}",
    re.DOTALL | re.IGNORECASE,
)
_LETTER_ALONE = re.compile(
    r"(?<!\S)[ÂÃ](?!\S)|(?<=[\u201c\u201e\u2018\xab])[À-ô](?=[\u201d\u201c\u2019\u2018\xbb])"
)
"""A letter that a text on letters names, or what is left of a space or of a Greek letter.

Nobody can tell; alone on its line it is taken for what it is, beside broken text for broken.
"""


def mend(text: str) -> str:
    """Set ``Iâ€™m`` right to ``I’m`` wherever it is not code; everything else stays.

    Args:
        text: A body, or any Markdown.
    """  # noqa: RUF002 - this is what broken text looks like
    return text if text.isascii() or not is_bad(text) else "".join(_mended(text))


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
    for start, end in _code(text):
        yield _lines_mended(text[at : max(at, start)])
        yield text[max(at, start) : max(at, end)]
        at = max(at, end)
    yield _lines_mended(text[at:])


def _code(text: str) -> list[tuple[int, int]]:
    """Where code stands, in Markdown, in HTML and in the tags of Jekyll; parts may overlap."""
    found = [(part.start, part.end) for part in literal_stretches(text)]
    if "<" in text or "{%" in text:
        found += [match.span() for match in _CODE.finditer(text)]
    return sorted(found)


def _lines_mended(text: str) -> str:
    """Line by line, since one sound accent in a text makes ftfy take all of it for sound.

    Split at LF alone: broken text holds characters that ``splitlines`` takes for line ends.
    """
    if not is_bad(text):  # ftfy asks that first too, and nobody else is as quick
        return text
    return "\n".join(map(_line_mended, text.split("\n")))


def _line_mended(line: str) -> str:
    mended = fix_encoding(line) if is_bad(line) else line
    if mended != line and _LETTER_ALONE.search(line):
        sure = _LETTER_ALONE.sub("A", line)
        return line if fix_encoding(sure) == sure else mended
    return mended
