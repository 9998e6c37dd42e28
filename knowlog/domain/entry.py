"""What the program knows of an entry without opening its file."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry or page of a log.

    Attributes:
        id: The slug; what the user types. Two files may share one: the path tells them apart.
        path: Relative to the log's root, with ``/`` between the parts.
        title: Never empty.
        date: With an offset; None when neither front matter nor file name holds one.
        updated: With an offset; None when the front matter does not say.
        tags: In the order written, each once, without regard to case.
        summary: One line; from the front matter, else the start of the body.
        words: How many words the body has.
        draft: Hidden from everything that is published.
        layout: As in the front matter (``page`` keeps it off the time line), or an empty string.
        lang: A language tag such as ``en`` or ``pt-BR``, or an empty string.
    """

    id: str
    path: str
    title: str
    date: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    words: int = 0
    draft: bool = False
    layout: str = ""
    lang: str = ""

    @property
    def is_page(self) -> bool:
        """Whether this is a page such as ``about``, which the time line leaves out."""
        return self.layout == "page"
