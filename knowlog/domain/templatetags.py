"""Tags of other programs' templates in a text: Liquid's (Jekyll) and shortcodes (Hugo)."""

import re
from collections.abc import Iterator

from knowlog.domain.literal import masked

_TAG = re.compile(
    r"\{%-?\s*[a-z]\w*[^%\n]{0,500}%\}|\{\{[<%]\s*/?\s*[a-z][^{}\n]{0,500}[%>]\}\}", re.IGNORECASE
)


def template_tags(body: str) -> Iterator[tuple[int, str]]:
    """The tags that stand outside code, each with how many lines stand above it."""
    if "{%" not in body and "{{" not in body:
        return
    text = masked(body)
    for found in _TAG.finditer(text):
        yield text.count("\n", 0, found.start()), found[0]
