"""What doctor mends stays mended, nothing else changes, and nothing new breaks."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.actions.examining import fixed, found

FOLDERS = ("", "git/", "deep/down/")
NAMES = ("alpha", "beta two", "gämma", "delta.v2")
HEADINGS = ("Set up", "Use it", "Trouble shooting", "Ünïcode", "Set up")
OLD = ("set-up", "use-it", "setup", "troubleshooting", "nowhere", "ünicode")

places = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(FOLDERS), min_size=2)
targets = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "/", "../", *FOLDERS]),
    st.sampled_from(NAMES).map(lambda name: name.replace(" ", "%20")),
    st.sampled_from([".md", ".md", "", ".png"]),
    st.sampled_from(["", *(f"#{name}" for name in OLD)]),
)
pieces = st.one_of(
    targets.map("[x]({})".format),
    targets.map('![x](<{}> "t")'.format),
    targets.map("`[x]({})`".format),
    st.sampled_from(NAMES).map("[[{}#Setup|y]]".format),
    st.sampled_from(OLD).map("[z](#{})".format),
    st.sampled_from(HEADINGS).map("\n\n## {}\n\n".format),
    st.sampled_from(
        ["\r\n", "\n\n    code [x](alpha.md)\n\n", "é 日本 ", "<!-- [x](alpha.md) -->"]
    ),
)
bodies = st.lists(pieces, max_size=8).map("".join)


def without_targets(text: str) -> str:
    return re.sub(r"\]\([^)]*\)|\[\[[^]|]*", "]", text)


@given(
    places, st.lists(bodies, min_size=4, max_size=4), st.lists(st.sampled_from(FOLDERS), max_size=2)
)
def test_links_that_are_mended(
    where: dict[str, str], texts: list[str], pictures: list[str]
) -> None:
    files = {f"{where[name]}{name}.md": text for name, text in zip(where, texts, strict=False)}
    files |= {f"{folder}{NAMES[0]}.png": "" for folder in pictures}
    for check in ("links", "images", "anchors"):
        before = found(files, "links", "images", "anchors")
        changed = fixed(files, check)
        for path, text in changed.items():
            assert without_targets(text) == without_targets(files[path])
        files |= changed
        after = found(files, "links", "images", "anchors")
        assert not any(one.fix == check for one in after)
        broken = sum(one.check == check for one in before)
        mended = sum(one.fix == check for one in before)
        assert sum(one.check == check for one in after) == broken - mended
        assert fixed(files, check) == {}
