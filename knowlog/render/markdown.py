"""Markdown to HTML."""

from knowlog.render.page import RenderContext, Rendered
from knowlog.render.parser import parser
from knowlog.render.safety import clean


def render(body: str, context: RenderContext) -> Rendered:
    """Turn a body into HTML and everything a page around it needs.

    Never raises for anything that the body holds: what is not understood stays visible and
    becomes a problem.

    Args:
        body: Markdown without front matter, any line ends.
        context: Where links lead and what is allowed.
    """
    html = parser().render(body)
    return Rendered(html=html if context.trust_html else clean(html))
