"""What a body becomes as HTML."""

from knowlog.render.markdown import render
from knowlog.render.page import RenderContext


def html(body: str) -> str:
    """Render with nothing known about the log."""
    return render(body, RenderContext()).html


def test_prices_stay_prose() -> None:
    assert "costs $5 and $6" in html("It costs $5 and $6.")


def test_scripts_do_not_pass() -> None:
    assert "<script" not in html("a <script>alert(1)</script> b")
