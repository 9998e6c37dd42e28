"""``#tags`` in the body of an entry: what is one, where they stand, and giving them other names.

A ``#`` at the start of a line, after white space or after an opening parenthesis, then letters of
any script, digits, emoji, ``_``, ``-`` and ``/``, at least one of them no digit. So headings,
``C#``, ``#123`` and the ``#part`` of an address are none. Neither is what stands in code, in an
address or its title, in an HTML tag, in an attribute list (``{: #id}``) or in a template, nor what
reads as a colour: three, six or eight hexadecimal digits, or four when one of them is a numeral
(``#cafe`` is a tag, ``#bad`` has to go into the front matter).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowlog.domain.literal import blanked, masked
from knowlog.domain.splicing import Splice
from knowlog.domain.tags import renamed_tag

_HASHTAG = re.compile(
    # Everything that no script uses inside a word ends a tag. Said by what it is not, because
    # \w leaves out the vowel signs of Hindi and Thai, and emoji. What stands before the # is looked
    # at behind it: a pattern that starts with a letter is found quickly.
    r"#(?<![^\s(]#)(?<!\]\(#)(?![-/])(?P<name>[^\s\x00-,.:-@\[-^`{-\xbf\xd7\xf7\u2000-\u200c\u200e-\u206f"
    r"\u3000-\u302f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufeff]+)"
)
_COLOUR = re.compile(
    r"(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8}|(?=[a-f]*\d)[0-9a-f]{4})", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d_/-]+")
_NO_PROSE = re.compile(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # where a link leads, and its title
    r"|^[ \t>]*\[(?!\^)[^\[\]\n]+\]:[^\n]*"  # the same, written as a reference
    r"|\{[:%{.][^{}\n]*\}"  # attributes, templates
    r"|\[\[[^\[\]\n]*\]\]"
    r"|</?[a-zA-Z][^<>]*>",
    re.MULTILINE,
)
_ELEMENT = re.compile(r"^ {0,3}<(pre|script|style|textarea)(?=[\s>])", re.MULTILINE | re.IGNORECASE)
_CRLF = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class Hashtag:
    """A tag in a body.

    Attributes:
        name: Without the ``#``.
        start: Where the name starts, in characters of the body as it was read.
    """

    name: str
    start: int

    @property
    def end(self) -> int:
        """The first character after the name."""
        return self.start + len(self.name)


def hashtag_at(text: str, start: int) -> str:
    """The name of the tag whose ``#`` stands at a place of a prose, or an empty string."""
    found = _HASHTAG.match(text, start)
    name = found["name"].rstrip("-/") if found else ""
    return "" if _NUMBER.fullmatch(name) or _COLOUR.fullmatch(name) else name


def is_hashtag(tag: str) -> bool:
    """Whether a tag can stand in a body as ``#tag``."""
    return hashtag_at(f"#{tag}", 0) == tag != ""


def inline_tags(body: str) -> list[str]:
    """The names of the tags in a body."""
    return [tag.name for tag in find_hashtags(body)]


def find_hashtags(body: str) -> list[Hashtag]:
    """Find every tag of a body, in order."""
    if "#" not in body or _HASHTAG.search(body) is None:
        return []
    # Which line ends a file has makes no difference to what is code.
    breaks = [found.start() - at for at, found in enumerate(_CRLF.finditer(body))]
    text = _prose(masked(body.replace("\r\n", "\n").replace("\r", "\n")))
    tags = []
    for found in _HASHTAG.finditer(text):
        if name := hashtag_at(text, found.start()):
            start = found.start("name")
            tags.append(Hashtag(name, start + bisect_left(breaks, start)))
    return tags


def rename_hashtags(body: str, names: Mapping[str, str]) -> list[Splice]:
    """What gives the tags of a body other names.

    Args:
        body: As it was read.
        names: As for `knowlog.domain.tags.renamed_tag`; the new ones can stand in a body.
    """
    named = ((tag, renamed_tag(tag.name, names)) for tag in find_hashtags(body))
    return [Splice(tag.start, tag.end, new) for tag, new in named if new != tag.name]


def _prose(text: str) -> str:
    """A body with everything blank in which a ``#`` is part of something else."""
    pieces, at = [], 0
    for start, end in _elements(text):
        pieces += [text[at:start], blanked(text[start:end])]
        at = end
    text = "".join((*pieces, text[at:]))
    return _NO_PROSE.sub(lambda found: blanked(found[0]), text)


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """Where the elements stand whose content is no Markdown."""
    at, lower = 0, text.lower()
    unclosed: set[str] = set()
    while opening := _ELEMENT.search(text, at):
        name, at = opening[1].lower(), opening.end()
        end = -1 if name in unclosed else lower.find(f"</{name}", at)
        if end < 0:
            unclosed.add(name)
        else:
            yield opening.start(), end
            at = end
