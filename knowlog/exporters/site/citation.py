"""How to cite an entry."""

from knowlog.domain.addresses import absolute, segment
from knowlog.exporters.site.model import Article
from knowlog.exporters.site.options import SiteOptions

_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)


def bibtex(article: Article, options: SiteOptions) -> str:
    """Write the BibTeX record of a dated entry."""
    entry = article.entry
    author = options.author or options.title
    year = entry.date.year if entry.date else ""
    key = segment(f"{author.split()[-1].casefold()}{year}{entry.id.split('-')[0]}")
    fields = {
        "title": entry.title.translate(_ESCAPES),
        "author": author.translate(_ESCAPES),
        "journal": options.title.translate(_ESCAPES),
        "year": str(year),
        "month": entry.date.strftime("%b").lower() if entry.date else "",
        "url": absolute(options.base_url, article.address) if options.base_url else "",
    }
    rows = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *rows, "}"])
