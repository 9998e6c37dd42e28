"""What search engines are told about a page, in the words of schema.org (JSON-LD)."""

from knowlog.domain.addresses import absolute
from knowlog.exporters.site.model import Article, SitePlan
from knowlog.exporters.site.options import SiteOptions

Data = dict[str, object]
_LONGEST_HEADLINE = 110


def posting(article: Article, options: SiteOptions, author: str, picture: str) -> Data:
    """Describe an entry as a ``BlogPosting``, or a page as a ``WebPage``.

    Args:
        article: The entry or page.
        options: Of the site.
        author: The address of the author's page on the site.
        picture: The web address of a picture, or an empty string.
    """
    entry = article.entry
    base = options.base_url
    changed = entry.updated or entry.date
    return _told(
        {
            "@context": "https://schema.org",
            "@type": "WebPage" if entry.is_page else "BlogPosting",
            "headline": entry.title[:_LONGEST_HEADLINE],
            "description": entry.summary,
            "datePublished": entry.date.isoformat() if entry.date else "",
            "dateModified": changed.isoformat() if changed else "",
            "author": person(options, author),
            "keywords": ", ".join(entry.tags),
            "inLanguage": entry.lang or options.language,
            "url": absolute(base, article.address) if base else "",
            "image": picture,
            "wordCount": entry.words or "",
        }
    )


def profile(plan: SitePlan, options: SiteOptions, picture: str) -> Data:
    """Describe the about page as the ``ProfilePage`` of the author."""
    who = person(options, plan.about_address)
    about = plan.about
    mainly = _told({**who, "description": about.entry.summary if about else "", "image": picture})
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": mainly}


def person(options: SiteOptions, address: str) -> Data:
    """Describe the author."""
    base = options.base_url
    return _told(
        {
            "@type": "Person",
            "name": options.author or options.title,
            "url": absolute(base, address) if base else "",
        }
    )


def _told(data: Data) -> Data:
    return {name: value for name, value in data.items() if value != ""}
