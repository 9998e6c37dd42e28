"""Which tags of other programs are named."""

import pytest

from knowlog.domain.templatetags import template_tags


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("a\n{% youtube x %}\n", [(1, "{% youtube x %}")]),
        ("{%- include a.html -%} {% endif %}", [(0, "{%- include a.html -%}"), (0, "{% endif %}")]),
        ('{{< fig "a" >}}\n\n{{% note %}}', [(0, '{{< fig "a" >}}'), (2, "{{% note %}}")]),
        ("`{% raw %}`\n\n```\n{{< x >}}\n```\n\n    {% if %}", []),
        ("100 {% off %, {{ x }}, {%}, {% 5 %}", []),
        ("plain", []),
    ],
)  # fmt: skip
def test_tags_outside_code_are_named(body: str, named: list[tuple[int, str]]) -> None:
    assert list(template_tags(body)) == named
