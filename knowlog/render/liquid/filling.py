"""Liquid in pages that come from Jekyll: what the log can answer is filled in.

The engine is python-liquid. It loads late and slowly, so callers ask ``has_liquid`` first. Text in
code is never touched, and text that the engine refuses stays as it is.
"""

import re
from collections.abc import Mapping

from liquid import Environment
from liquid.exceptions import LiquidError

_CODE = re.compile(
    r"(^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL
)


_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?\s*highlight\s+(?P<language>[\w+#.-]+)[^%\n]*%\}[ \t]*\n(?P<code>.*?)\n?"
    r"[ \t]*\{%-?\s*endhighlight\s*-?%\}",
    re.MULTILINE | re.DOTALL,
)
"""Jekyll's own tag for code, which an engine without Jekyll does not know."""


class _Bounded(Environment):
    """An engine that a page from a stranger cannot keep busy."""

    loop_iteration_limit = 10_000
    output_stream_limit = 5_000_000
    context_depth_limit = 20


_ENVIRONMENT = _Bounded()


def fill_in(text: str, site: Mapping[str, object], page: Mapping[str, object]) -> tuple[str, str]:
    """Fill in the Liquid of a page.

    Args:
        text: Markdown with Liquid tags and variables.
        site: What ``site.NAME`` stands for.
        page: What ``page.NAME`` stands for.

    Returns:
        The text, and what the engine refused, or an empty string.
    """
    kept: list[str] = []
    outside = _CODE.sub(lambda match: _keep(kept, match.group()), text)
    outside = _HIGHLIGHT.sub(lambda match: _keep(kept, _fenced(match)), outside)
    try:
        filled = _ENVIRONMENT.from_string(outside).render(site=dict(site), page=dict(page))
    except (LiquidError, RecursionError) as error:
        return text, str(error).partition("\n")[0]
    for number, code in reversed(list(enumerate(kept))):  # what was taken last holds the others
        filled = filled.replace(_mark(number), code)
    return filled, ""


def _fenced(block: re.Match[str]) -> str:
    """The same code between fences, line by line where it was."""
    return f"~~~~ {block['language']}\n{block['code']}\n~~~~"


def _keep(kept: list[str], code: str) -> str:
    kept.append(code)
    return _mark(len(kept) - 1)


def _mark(number: int) -> str:
    # Noncharacters of Unicode: no text that is read can hold them.
    return f"\ufdd0{number}\ufdd1"
