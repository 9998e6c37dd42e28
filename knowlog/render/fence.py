"""What stands after the backticks of a code block: the language, and what its author asks for."""

import re
from dataclasses import dataclass

_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"^(\d{1,5})(?:-(\d{1,5}))?$")
_OPTION = re.compile(
    r"""([A-Za-z_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\[[^\]]*\]|[^\s,]+))|([A-Za-z_]\w*)"""
)
_NUMBERING = frozenset({"linenos", "linenums", "numberlines", "showlinenumbers", "linenumbers"})
_HIGHLIGHTING = frozenset({"hl_lines", "highlight", "hl-lines", "emphasize-lines"})
_NAMING = frozenset({"title", "filename", "caption", "name"})
_STARTING = frozenset({"startline", "linenostart", "start", "startfrom", "firstline"})
_LONGEST_RANGE = 10_000


@dataclass(frozen=True, slots=True)
class Fence:
    """The opening line of a code block, understood.

    Attributes:
        language: As written, lower case, or an empty string.
        highlighted: Lines to mark, counted from 1 in the block.
        numbered: Whether lines carry numbers.
        start: The number of the first line.
        title: What stands above the block, or an empty string.
    """

    language: str = ""
    highlighted: frozenset[int] = frozenset()
    numbered: bool = False
    start: int = 1
    title: str = ""


def parse_fence(info: str) -> Fence:
    """Understand the forms of Hugo, Quarto, MkDocs, VitePress and kramdown; ignore the rest.

    ``python``, ``python {1,3-5}``, ``python hl_lines="1 3-5" linenums="1"``,
    ``{.python .numberLines}``, ``js:app.js``.
    """
    braces = _BRACES.findall(info)
    words = _BRACES.sub(" ", info).split()
    language = words[0] if words and "=" not in words[0] else ""
    options = " ".join([*(words[1:] if language else words), *braces])
    classes = [name for brace in braces for name in re.findall(r"\.([\w+#-]+)", brace)]
    if not language:
        language = next(
            iter(
                (*classes, *re.findall(r"^([A-Za-z]\w*)(?=[\s,]|$)", braces[0] if braces else ""))
            ),
            "",
        )
    language, _, file = language.partition(":")
    given = _given(options)
    return Fence(
        language=language.lower(),
        highlighted=_lines(given, braces),
        numbered=any(given.get(name, "false") not in ("false", "0") for name in _NUMBERING),
        start=next((int(given[n]) for n in _STARTING if given.get(n, "").isdecimal()), 1),
        title=next((given[name] for name in _NAMING if name in given), file),
    )


def _given(options: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, double, single, bare, flag in _OPTION.findall(options):
        given[(name or flag).lower()] = double or single or bare or ("true" if flag else "")
    return given


def _lines(given: dict[str, str], braces: list[str]) -> frozenset[int]:
    written = [given[name] for name in _HIGHLIGHTING if name in given]
    written += [brace for brace in braces if not re.search(r"[A-Za-z=]", brace)]
    marked: set[int] = set()
    for part in re.split(r"[\s,\[\]\"']+", " ".join(written)):
        if match := _RANGE.match(part):
            first, last = int(match[1]), int(match[2] or match[1])
            marked.update(range(first, min(last, first + _LONGEST_RANGE) + 1))
    return frozenset(marked)
