from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowlog.render.liquid.engine import Scope
from knowlog.render.liquid.filters import BASE_MARK, URL_MARK
from knowlog.render.liquid.kept import kept
from knowlog.render.liquid.partial import STAYED, Resolved, resolve

POSTS = [{"title": "Ebb", "url": "/ebb/", "tags": ["sea"]}, {"title": "Flow", "url": "/flow/"}]
INCLUDES = {
    "hello.md": "Hello {{ include.name | default: 'you' }}",
    "figure.html": '<figure>\n\n    <img src="{{ include.src }}">\n</figure>\n',
    "code.html": "<pre>\n\n    kept\n</pre>",
    "sub/deep.md": "{% include hello.md name=include.who %}!",
    "endless.md": "{% include endless.md %}",
    "broken.md": "{% plugin %}",
    "theme.md": "[{{ nothing.known }}{% if nobody %}x{% endif %}]",
}
SCOPE = Scope(
    site={"title": "Tides", "author": {"name": "Ada"}, "n": 3, "data": {"list": [{"b": 1}]}},
    page={"title": "Page", "tags": ["a", "b"], "date": datetime(2024, 5, 31, 14, tzinfo=UTC)},
    layout={"license": "CC"},
    includes=INCLUDES,
    beside={"beside.md": "Beside {{ page.title }}"}.get,
    address_of=lambda tag, name: f"/{tag}/" if name == "2024-05-31-tides" else None,
    lists={"posts": lambda: POSTS, "tags": lambda: {"sea": POSTS[:1]}},
)


def done(body: str) -> Resolved:
    return resolve(body, SCOPE)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("no Liquid { } % at all", "no Liquid { } % at all"),
        ("{{ site.title }} of {{ site.author.name }}", "Tides of Ada"),
        ("{{page.title}}|{{ page.nothing }}|{{ layout.license }}", "Page||CC"),
        ("{{ jekyll.environment }}", "production"),
        ("{% if site.external-image %}a{% else %}b{% endif %}", "b"),
        ("costs $5 or {{ site.n }}$", "costs $5 or 3$"),
        ('{{ "{{" }} x }}', "{{ x }}"),
        ("{% unless page.title %}a{% else %}b{% endunless %}", "b"),
        ("{% case site.n %}{% when 3 %}three{% endcase %}", "three"),
        ("{% assign x = site.title | upcase %}{{ x }}", "TIDES"),
        ("{% capture x %}a {{ site.n }}{% endcapture %}[{{ x }}]", "[a 3]"),
        ("{% for a in page.tags %}{{ a }}{% unless forloop.last %},{% endunless %}{% endfor %}",
         "a,b"),
        ("{% include hello.md %}", "Hello you"),
        ("{% include hello.md name='Ada \"L\"' %}", 'Hello Ada "L"'),
        ("{% include sub/deep.md who=site.author.name %}", "Hello Ada!"),
        ("{% include_relative beside.md %}", "Beside Page"),
        ("{% include theme.md %}", "[]"),
        ("{% for one in site.data.list %}{{ one.b }}{{ one.c }}{% endfor %}", "1"),
        ("{% if site.no %}{% assign x = 1 %}{% endif %}[{{ x }}]", "[]"),
        ("{{ '' | relative_url }}{{ '/a' | relative_url }}", f"{BASE_MARK}{BASE_MARK}/a"),
        ("{% assign f = 'hello.md' %}{% include {{ f }} name=\"x\" %}", "Hello x"),
        ('{% include figure.html src="a.png" %}', '<figure>\n<img src="a.png">\n</figure>\n'),
        ("{% include code.html %}", "<pre>\n\n    kept\n</pre>"),
        ("[x]({% post_url 2024-05-31-tides %})", f"[x]({BASE_MARK}/post_url/)"),
        ("[x]({{ site.url }}{{ site.baseurl }}/a)", f"[x]({URL_MARK}{BASE_MARK}/a)"),
        ("{{ '/a' | relative_url }}", f"{BASE_MARK}/a"),
        ("{{ 'a' | absolute_url }}", f"{URL_MARK}{BASE_MARK}/a"),
        ("{{ 'https://a.org' | relative_url }}", "https://a.org"),
        ("{% gist ada/1 %}", "[gist ada/1](https://gist.github.com/ada/1)"),
        ("a {%- if true -%} b {%- endif -%} c", "abc"),
        ("{% comment %} for later {% endcomment %}x", "<!-- for later -->x"),
        ("{% comment %}{% endcomment %}x", "x"),
        ("{{ page.date | date: '%Y' }} {{ page.date | date_to_string }}", "2024 31 May 2024"),
        ("{{ page.date | date_to_long_string }}", "31 May 2024"),
        ("{{ page.date | date_to_xmlschema }}", "2024-05-31T14:00:00+00:00"),
        ("{{ page.date | date_to_rfc822 }}", "Fri, 31 May 2024 14:00:00 +0000"),
        ("{{ '2024-05-31' | date_to_string }}", "31 May 2024"),
        ("{{ 'A b_c' | slugify }} {{ 'a/index.html' | strip_index }}", "a-b-c a/"),
        ("{{ page.tags | array_to_sentence_string }}", "a and b"),
        ("{{ 'a,b,c' | split: ',' | array_to_sentence_string: 'or' }}", "a, b, or c"),
        ("{{ '<a>' | xml_escape }} {{ 'a b' | cgi_escape }}", "&lt;a&gt; a+b"),
        ("{{ 'a b/' | uri_escape }}", "a%20b/"),
        ("{{ ' a  b ' | normalize_whitespace }} {{ 'a b' | number_of_words }}", "a b 2"),
        ("{{ page.tags | jsonify }} {{ '4.2' | to_integer }}", '["a", "b"] 4'),
        ("{{ page.tags | push: 'c' | unshift: 'z' | pop | shift | join: '' }}", "ab"),
        ("{{ 'x' | markdownify | smartify }}", "x"),
    ],
)  # fmt: skip
def test_what_can_be_resolved(body: str, text: str) -> None:
    found = done(body)
    assert found.text == text
    assert found.stays == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("`{{ site.title }}`", "`{{ site.title }}`"),
        ("```\n{% if x %}\n```\n", "```\n{% if x %}\n```\n"),
        ("~~~ liquid\n{{ site.title }}\n~~~", "~~~ liquid\n{{ site.title }}\n~~~"),
        ("text\n\n    {{ site.title }}\n", "text\n\n    {{ site.title }}\n"),
        ("<pre>{{ site.title }}</pre>", "<pre>{{ site.title }}</pre>"),
        ("<code>{% if %}</code>", "<code>{% if %}</code>"),
        ("<!-- {{ site.title }} -->", "<!-- {{ site.title }} -->"),
        ("$x_{{i}}$ and $$ {{n}\\choose{k}} $$", "$x_{{i}}$ and $$ {{n}\\choose{k}} $$"),
        (r"\( a_{{1}} \) and \[ {{b}} \]", r"\( a_{{1}} \) and \[ {{b}} \]"),
        ("{% raw %}{{ site.title }}{% endraw %}", "{{ site.title }}"),
        ("`{% raw %}{{ x }}{% endraw %}` is code", "`{{ x }}` is code"),
        ("{% raw %}\n```\n{{ x }}\n```\n{% endraw %}\n", "```\n{{ x }}\n```\n"),
        ("```\n{% raw %}\n{{ x }}\n{% endraw %}\n```\n", "```\n{{ x }}\n```\n"),
        ("one\n{% raw %}\ntwo\n{% endraw %}\nthree", "one\n\ntwo\n\nthree"),
        ("a {%- raw -%} {{ x }} {%- endraw -%} b", "a  {{ x }}  b"),
    ],
)
def test_code_and_tex_are_never_filled_in(body: str, text: str) -> None:
    found = done(body)
    assert found.text == text
    assert found.stays == ()
    assert found.done == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "{% highlight python linenos %}\nx = '{{ y }}'\n{% endhighlight %}\n",
            "```python\nx = '{{ y }}'\n```\n",
        ),
        (
            "- a\n\n  {% highlight C++ %}\nint x;\n  {% endhighlight %}\n",
            "- a\n\n  ```c++\n  int x;\n  ```\n",
        ),
        ("{% highlight md %}\n```\nx\n```\n{% endhighlight %}", "````md\n```\nx\n```\n````"),
        ("see {% highlight js %}f(){% endhighlight %} there", "see \n\n```js\nf()\n```\n\n there"),
        (
            "{% highlight liquid %}{% raw %}\n{{ x }}\n{% endraw %}{% endhighlight %}",
            "```liquid\n{{ x }}\n```",
        ),
        ("{% highlight sh %}\necho `ls`\n{% endhighlight %} `x`", "```sh\necho `ls`\n```\n\n `x`"),
    ],
)
def test_highlight_becomes_a_fenced_block(body: str, text: str) -> None:
    found = done(body)
    assert found.text == text
    assert len(found.highlights) == 1


def test_a_sample_of_highlight_in_code_stays() -> None:
    body = "```\n{% highlight py %}\nx\n{% endhighlight %}\n```\n`{% highlight x %}`\n"
    assert done(body) == Resolved(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{{ nothing }}", "nothing in the blog is called `nothing`"),
        ("{% if nothing %}x{% endif %}", "nothing in the blog is called `nothing`"),
        ("{% youtube a1 %}", "`youtube` is a tag of a plugin"),
        ("{% if true %}{% youtube a1 %}{% endif %}", "`youtube` is a tag of a plugin"),
        ("{{ site.time }}", "`site.time` is another one with every build"),
        ("{{ page.next.url }}", "`page.next` is another one with every build"),
        ("{{ 'now' | date: '%Y' }}", "it shows the day of the build"),
        ("{{ site.title | frobnicate }}", "unknown filter 'frobnicate'"),
        ("{{ site.posts | sample }}", "unknown filter 'sample'"),
        ("{% include missing.html %}", "there is no include `missing.html`"),
        ("{% include broken.md %}", "`plugin` is a tag of a plugin"),
        ("{% assign x = site.time %}", "`site.time` is another one with every build"),
        ("{% include_relative nope.md %}", "there is no file `nope.md` to include"),
        ("{% include %}", "the include names no file"),
        ("{% post_url 1999-01-01-x %}", "there is nothing called `1999-01-01-x` to link to"),
        ("{{ 'x' | date_to_string }}", "`x` is no date"),
        ("{% if true %} never closed", "`if` stands alone"),
        ("{% else %}", "`else` is a tag of a plugin"),
        ("{{ 'a }}", "it is no Liquid"),
        ("{% include endless.md %}", "maximum context depth reached, possible recursive include"),
    ],
)
def test_what_cannot_be_resolved_stays_with_a_mark_and_a_reason(body: str, reason: str) -> None:
    found = done(f"one\n{body}")
    assert [(one.line, one.reason) for one in found.stays] == [(2, reason)]
    assert found.text.replace(STAYED, "") == f"one\n{body}"
    assert found.text.count(STAYED) == 1


def test_of_a_foreign_block_only_the_tags_stay() -> None:
    found = done("{% tabs x %}\n{{ site.title }}\n{% endtabs %}")
    assert found.text == f"{{% tabs x %}}{STAYED}\nTides\n{{% endtabs %}}{STAYED}"
    assert [one.written for one in found.stays] == ["{% tabs x %}"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<img src="{{ x }}" alt="a">', f'<img src="{{{{ x }}}}" alt="a">{STAYED}'),
        ("[a]({{ x }}) b", f"[a]({{{{ x }}}}){STAYED} b"),
        ("a < {{ x }} b", f"a < {{{{ x }}}}{STAYED} b"),
        ("[a]({{ x }}", f"[a]({{{{ x }}}}{STAYED}"),
    ],
)
def test_the_mark_breaks_neither_a_tag_nor_a_link(body: str, text: str) -> None:
    assert done(body).text == text


def test_what_failed_leaves_no_variable_behind() -> None:
    found = done("{% if true %}{% assign x = 1 %}{{ nothing }}{% endif %}{{ x }}")
    assert len(found.stays) == 2
    assert done("{% assign x = nothing %} {{ x }}").text.count(STAYED) == 2


def test_a_list_of_posts_is_taken_once_and_said() -> None:
    body = "a\n{% for post in site.posts %}- {{ post.title }} {{ post.url }}\n{% endfor %}"
    found = done(body)
    assert found.text == "a\n- Ebb /ebb/\n- Flow /flow/\n"
    assert (found.lists, found.done) == ((2,), ())


def test_lists_can_be_grouped_and_filtered() -> None:
    body = "{% assign x = site.posts | where: 'tags', 'sea' %}{{ x.size }}{{ x[0].title }}"
    assert done(body).text == "1Ebb"
    body = "{% assign x = site.posts | group_by: 'title' %}{{ x[1].name }}{{ x[1].items.size }}"
    assert done(body).text == "Flow1"
    assert (
        done("{% for tag in site.tags %}{{ tag[0] }}{{ tag[1].size }}{% endfor %}").text == "sea1"
    )
    assert (
        done("{{ site.author | where: 'a', 'b' | size }}{{ 'x' | where: 'a', 'b' | size }}").text
        == "00"
    )


def test_lines_that_liquid_leaves_empty_go_unless_they_part_paragraphs() -> None:
    assert done("{% assign x = 1 %}\n# Title\n").text == "# Title\n"
    assert done("a\n\n{% assign x = 1 %}\n\nb").text == "a\n\n\nb"
    assert done("a\n{% assign x = 1 %}\nb").text == "a\n\nb"


def test_lines_are_those_of_the_body_whatever_was_put_aside() -> None:
    body = (
        "{% raw %}\na\nb\n{% endraw %}\n{% highlight x %}\nc\n{% endhighlight %}\n"
        "```\n{{ d }}\n```\n{% comment %}\ne\n{% endcomment %}\n{{ last }}\n"
    )
    assert [one.line for one in done(body).stays] == [14]


def test_line_ends_of_windows_are_kept() -> None:
    assert done("a\r\n{{ site.title }}\r\n").text == "a\r\nTides\r\n"


def test_indented_html_in_an_open_element_is_no_code() -> None:
    body = '<div>\n\n    <img src="{{ site.title }}">\n\n</div>\n\n    <b>{{ site.title }}</b>\n'
    assert done(body).text == (
        '<div>\n\n    <img src="Tides">\n\n</div>\n\n    <b>{{ site.title }}</b>\n'
    )


def test_the_pieces_that_stayed_are_found_again() -> None:
    text = done("{{ a }} `{{ b }}` {% for x in y %}{{ x }}{% endfor %} [z]({{ c }})").text
    pieces, marks = kept(text)
    assert [text[start:end] for start, end in pieces] == [
        "{{ a }}",
        "{% for x in y %}{{ x }}{% endfor %}",
        "{{ c }}",
    ]
    assert {text[start:end] for start, end in marks} == {STAYED}


def test_a_page_cannot_keep_the_engine_busy() -> None:
    body = "{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}"
    assert len(done(body).stays) == 1


LIQUID = st.lists(
    st.sampled_from(
        "{% {{ %} }} if endif raw endraw site.title ` ``` $ $$ \n text < > [a]( ) highlight x"
        " endhighlight comment endcomment - | ' for post in site.posts endfor".split(" ")
    ),
    max_size=25,
).map(" ".join)


@given(LIQUID)
def test_no_text_makes_it_fail_and_no_mark_is_left(body: str) -> None:
    found = done(body)
    assert not any("\ufdd0" <= character <= "\ufdef" for character in found.text)
    assert all(1 <= one.line <= body.count("\n") + 1 for one in found.stays)


@given(st.text(alphabet="ab {}%`\n$-", max_size=60))
def test_text_without_a_whole_piece_of_liquid_stays(body: str) -> None:
    if "%}" not in body and "}}" not in body:
        assert done(body).text == body


MANY = 20_000


@pytest.mark.parametrize(
    "piece",
    [
        "{% raw %}",
        "{% highlight x %}",
        "{% comment %}",
        "{% if x %}",
        "{{",
        "{{ '",
        "{%",
        "{{ x }}",
        "<a {{ x }} ",
        "[a]({{ x }} ",
        "{% assign x = 1 %}\n",
        "<pre>{{ x }}",
        "<div>\n\n    <b>{{ x }}\n\n",
        "$ {{ x }} ",
        "\\({{ ",
        "`{{ x }} ",
        "```\n{{ x }}\n",
    ],
)
def test_no_text_takes_longer_than_its_length_deserves(piece: str) -> None:
    body = piece * MANY
    began = perf_counter()
    resolve(body, SCOPE)
    assert perf_counter() - began < 15  # steps that look at the rest each time take minutes
