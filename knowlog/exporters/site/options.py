"""What a site can be told: the settings of ``[site]`` and of the log, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowlog.errors import UsageError

LOOKS = ("reading", "notes")


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """How a log becomes a site.

    Attributes:
        title: The name of the log, in the header and in every page's title.
        description: One line about the log.
        author: Who writes it.
        language: The language of the site's own words and of entries that name none.
        base_url: Where the site is published, with any path; empty when nobody said.
        per_page: How many entries one page of the home list shows, at least 1.
        permalink: The pattern of an entry's address, in Jekyll's words (``/:year/:slug/``).
        drafts: Whether drafts are published too.
        look: ``reading`` or ``notes``.
        picture: The author's picture, a file of the log or an ``https:`` address.
        style: CSS variables without their dashes (``accent``, ``width``) to values.
        variables: What ``{{ site.NAME }}`` stands for in entries from Jekyll.
        macros: TeX macros of the log.
        trust_html: Whether raw HTML of the entries is left as it is.
        frames: Hosts whose frames and videos are allowed.
        source_url: Where an entry's file can be seen; ``:path`` is replaced. Empty hides the link.
        citation: Whether each entry shows how to cite it.

    Raises:
        UsageError: A value has no meaning.
    """

    title: str = "Knowledge log"
    description: str = ""
    author: str = ""
    language: str = "en"
    base_url: str = ""
    per_page: int = 10
    permalink: str = "/:year/:slug/"
    drafts: bool = False
    look: str = "reading"
    picture: str = ""
    style: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, object] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    trust_html: bool = False
    frames: tuple[str, ...] = ()
    source_url: str = ""
    citation: bool = False

    def __post_init__(self) -> None:
        """Refuse values that would only show later, in some page."""
        if self.look not in LOOKS:
            raise UsageError(f"there is no look {self.look!r}", f"Use one of: {', '.join(LOOKS)}")
        if self.per_page < 1:
            raise UsageError("a page of the home list holds at least 1 entry", "Set site.per_page.")
        for name, url in (("base URL", self.base_url), ("source URL", self.source_url)):
            if url and not url.startswith(("http://", "https://")):
                raise UsageError(
                    f"the {name} {url!r} is not a web address",
                    "Write it whole: https://example.org/notes/",
                )
