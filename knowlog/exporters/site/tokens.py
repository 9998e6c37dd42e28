"""The words of one entry in their order, for the search in the page to find phrases in."""

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.literal import without_comments
from knowlog.index.segments.documents import record
from knowlog.index.words.analysis import raw_tokens


def entry_tokens(entry: Entry, document: Document) -> str:
    """Cut an entry into words as they are written; comments are left out.

    Returns:
        A line for each of title, headings, tags and body, its words with spaces between.
    """
    body = without_comments(document.body)
    texts = record(entry, Document(document.path, {}, {}, body)).texts
    return "\n".join(" ".join(raw_tokens(text)) for text in texts)
