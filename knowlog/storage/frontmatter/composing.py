"""A fresh file with front matter, in the style that people write by hand."""

from collections.abc import Mapping
from typing import Any

import frontmatter
import yaml

from knowlog.storage.frontmatter.writing import HeaderDumper

FILE_STYLE: dict[str, Any] = {
    "sort_keys": False,
    "allow_unicode": True,
    "default_flow_style": None,
    "width": float("inf"),
}
"""How fresh front matter is laid out, as ``yaml.dump`` takes it."""


class FileDumper(HeaderDumper):
    """A dumper that keeps every key on a line of its own; lists of words stay on one."""

    def represent_mapping(
        self,
        tag: str,
        mapping: Any,  # noqa: ANN401 - its type has a name only in the stubs
        flow_style: bool | None = None,  # noqa: FBT001 - the shape that PyYAML calls
    ) -> yaml.MappingNode:
        """Lay out a mapping as lines, which PyYAML does not do if all its values are single."""
        del flow_style
        return super().represent_mapping(tag, mapping, flow_style=False)


def compose(meta: Mapping[str, object], body: str) -> bytes:
    """Write a new file: keys in the order given, lists on one line, a blank line, the body.

    Args:
        meta: Keys and values; what is None or empty is left out.
        body: With LF line ends; a missing final newline is added.
    """
    post = frontmatter.Post(body.strip("\n"))
    post.metadata = {key: value for key, value in meta.items() if value not in (None, "", [], ())}
    text = frontmatter.dumps(post, Dumper=FileDumper, **FILE_STYLE)
    return f"{text}\n".encode()
