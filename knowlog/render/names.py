"""Names that readers see and authors did not write."""

_CALLOUTS = {"todo": "To do", "tldr": "TL;DR", "faq": "FAQ"}


def callout_title(kind: str) -> str:
    """The title of a callout whose author gave none."""
    return _CALLOUTS.get(kind, kind.replace("-", " ").replace("_", " ").capitalize())
