"""A fresh file with front matter, in the style that people write by hand."""

from collections.abc import Mapping

import frontmatter

from knowlog.storage.frontmatter.writing import HeaderDumper


def compose(meta: Mapping[str, object], body: str) -> bytes:
    """Write a new file: keys in the order given, lists on one line, a blank line, the body.

    Args:
        meta: Keys and values; what is None or empty is left out.
        body: With LF line ends; a missing final newline is added.
    """
    post = frontmatter.Post(body.strip("\n"))
    post.metadata = {key: value for key, value in meta.items() if value not in (None, "", [], ())}
    text = frontmatter.dumps(
        post,
        Dumper=HeaderDumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=float("inf"),
    )
    return f"{text}\n".encode()
