"""Text that was read in the wrong encoding is set right, and sound text is left alone."""

import pytest

from knowlog.storage.mojibake import mend, mend_file

BROKEN = "Hello, Iâ€™m Ada ðŸ‘‹ modelsâ€”such as\n"
SOUND = "Hello, I’m Ada 👋 models—such as\n"


def test_the_usual_damage_is_mended() -> None:
    assert mend(BROKEN) == SOUND
    assert mend(BROKEN.replace("\n", "\r\n")) == SOUND.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        SOUND,
        "“curly” ﬁ ligature &lt;b&gt; café naïve Ünïcödé",
        "日本語のテキスト、そして絵文字 👩‍👩‍👧",
        "Ελληνικά и русский",
        "fullwidth ＡＢＣ and ½ ² ™",
        "Ă Â Î Ș Ț are letters, and Ã is one",
        "The letter “Î” is no “I”",
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"`{BROKEN.strip()}` is what `â€™` looks like\n",
        f"```\n{BROKEN}```\n",
        f"~~~ text\n{BROKEN}~~~\n",
        f"Example:\n\n    {BROKEN}",
        f"- item\n\n  ```\n  {BROKEN}  ```\n",
        f"```\n{BROKEN}",
        f"<pre>\n{BROKEN}</pre>\n",
        f"The page says <code class='x'>{BROKEN.strip()}</code>.\n",
        f"{{% highlight html %}}\n{BROKEN}{{% endhighlight %}}\n",
        f"{{%- raw -%}}{BROKEN}{{%- endraw -%}}\n",
        f"<!-- {BROKEN} -->\n",
        f"<code>`{BROKEN.strip()}` {BROKEN}</code>\n",
    ],
)
def test_code_shows_broken_text_on_purpose(text: str) -> None:
    assert mend(text) == text


def test_a_post_of_jekyll_is_mended_around_its_code() -> None:
    post = (
        "---\nlayout: post\ntitle: {0}---\n{{% include head.html title='{1}' %}}\n{0}"
        "{{% highlight text %}}\n{2}{{% endhighlight %}}\n{{{{ page.title }}}} {0}"
    )
    before = post.format(BROKEN, BROKEN.strip(), BROKEN)
    after = post.format(SOUND, SOUND.strip(), BROKEN)
    assert mend_file(before.encode()).decode() == after


def test_code_and_prose_on_one_page() -> None:
    assert mend(f"{BROKEN}\n```\n{BROKEN}```\nâ€œ`â€œ`â€œ") == f"{SOUND}\n```\n{BROKEN}```\n“`â€œ`“"


def test_sound_accents_do_not_protect_a_broken_line() -> None:
    assert mend(f"café\n{BROKEN}日本\n") == f"café\n{SOUND}日本\n"


@pytest.mark.parametrize(
    ("broken", "sound"),
    [
        ("First.Â  Second.", "First.\u00a0 Second."),
        ("Â© 2020, 20Â°C", "© 2020, 20°C"),
        ("donâ€™t say â€œÎ”â€\u009d", "don’t say “Δ”"),
        ("dÃ©jÃ\u00a0 vu", "déjà vu"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
        ("çŸ¥è­˜", "知識"),
    ],
)
def test_other_usual_damage(broken: str, sound: str) -> None:
    assert mend(broken) == sound


def test_a_file_is_mended_with_its_front_matter_and_its_mark() -> None:
    header = f"\ufeff---\ntitle: {{}}# `{{}}`\n---\n    {BROKEN}{{}}"
    before = header.format(BROKEN, BROKEN.strip(), BROKEN)
    after = header.format(SOUND, SOUND.strip(), SOUND)
    assert mend_file(before.encode()) == after.encode()
    assert mend_file(BROKEN.encode()) == SOUND.encode()


@pytest.mark.parametrize("data", [b"", b"caf\xe9 \xe2\x80", BROKEN.encode("utf-16")])
def test_what_is_no_utf8_is_another_repair(data: bytes) -> None:
    assert mend_file(data) == data
