"""Liquid of pages from Jekyll, as far as a log can answer it."""

from knowlog.render.liquid.filling import fill_in

SITE = {"title": "Tides"}


def test_what_the_log_knows_is_filled_in_and_code_is_left_alone() -> None:
    text = "{{ site.title }} and `{{ site.title }}`\n\n```\n{{ site.title }}\n```\n"
    filled, refused = fill_in(text, SITE, {})
    assert filled == "Tides and `{{ site.title }}`\n\n```\n{{ site.title }}\n```\n"
    assert refused == ""


def test_highlighted_code_is_code_on_the_same_lines() -> None:
    text = "{{ site.title }}\n{% highlight py linenos %}\na = '{{ x }}' + `b`\n{% endhighlight %}\n"
    filled, refused = fill_in(text, SITE, {})
    assert filled == "Tides\n~~~~ py\na = '{{ x }}' + `b`\n~~~~\n"
    assert refused == ""


def test_what_cannot_be_understood_stays_whole() -> None:
    text = "{{ site.title }} {% unheard_of %}"
    filled, refused = fill_in(text, SITE, {})
    assert filled == text
    assert "unheard_of" in refused
