"""The links of an entry as data."""

from knowlog.domain.document import Document
from knowlog.domain.links import find_links


def links_of(document: Document) -> list[dict[str, object]]:
    """Every link of a body in the order of the text, as data; lines are those of the file."""
    return [
        {
            "kind": str(link.kind),
            "target": link.target,
            "fragment": link.fragment,
            "text": link.text,
            "line": document.body_line + link.line - 1,
        }
        for link in find_links(document.body)
    ]
