"""Links, anchors, images and files that nobody names."""

import pytest

from knowlog.actions.examine import repair
from knowlog.domain.findings import Severity
from tests.unit.actions.examining import fixed, found, log, run

GUIDE = "# Guide\n\n## Set up\n\n## Use it\n\n## Trouble shooting\n"


def messages(files: dict[str, str], *names: str) -> list[str]:
    return [one.message for one in found(files, *names)]


def test_a_link_that_leads_nowhere_is_told_with_what_was_probably_meant() -> None:
    files = {"a.md": "# A\n\n[x](rescue_from.md) and [y](nothing.md)", "rescue-from.md": "# R"}
    first, second = found(files, "links")
    assert (first.kind, first.line, first.severity) == ("broken-link", 3, Severity.PROBLEM)
    assert first.message == "rescue_from.md is not there; perhaps rescue-from.md is meant"
    assert second.message == "nothing.md is not there"
    assert (first.fix, second.fix) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "[x](b.md) [x](b) [x](/b.md) [[b]] [[B title]] [x](b.md#part) [x](folder/)",
        "[x](https://example.com/a) [x](mailto:a@b.c) [x](#top) ![x](https://a.b/c.png)",
        "`[x](nothing.md)` and\n\n    [[Nothing]]\n\n```\n![x](nothing.png)\n```",
        "[x]({{ page.next }}/nothing.md) [x]({% include nothing.md %})",
    ],
)
def test_what_leads_somewhere_or_is_no_link(text: str) -> None:
    files = {"a.md": text, "b.md": "# B title\n\n## Part\n", "folder/c.md": "c"}
    assert messages(files, "links", "images", "anchors") == []


def test_front_matter_is_told_of_where_it_surely_means_a_link() -> None:
    files = {
        "a.md": "---\nimage: img/b.png\nlogo: c.png\nup: [[D]]\nin: no.md\n"
        "by: ['[[E]]', '[f](f.md)']\n---\n[[A]]",
    }
    shown = [(one.line, one.message) for one in found(files, "links", "images")]
    assert sorted(shown) == [
        (2, "img/b.png is not there"),
        (6, "[[E]] is not written yet"),
        (6, "f.md is not there"),
    ]


def test_a_picture_that_moved_is_followed_in_front_matter() -> None:
    files = {"a.md": "---\nimage: 'old/tide.png' # it\n---\n", "img/tide.png": ""}
    assert fixed(files, "images") == {"a.md": "---\nimage: 'img/tide.png' # it\n---\n"}


def test_an_address_without_its_scheme() -> None:
    (message,) = messages({"a.md": "[docs](golang.org/doc/)"}, "links")
    assert message == "golang.org/doc/ is not there; perhaps https://golang.org/doc/ is meant"
    (message,) = messages({"a.md": "[docs](setup.py)"}, "links")
    assert message == "setup.py is not there"


def test_a_name_in_double_brackets_may_wait_for_its_entry() -> None:
    files = {"a.md": "\n[[Not written yet]] [[not written Yet|x]]", "b.md": "[[Not written yet#x]]"}
    (finding,) = found(files, "links")
    assert finding.message == "[[Not written yet]] is not written yet (3 links)"
    assert (finding.path, finding.line, finding.severity) == ("a.md", 2, Severity.REMARK)


def test_a_slip_in_a_name_in_double_brackets_is_told_each_time() -> None:
    files = {"a.md": "[[Tidse]]\n[[Tidse]]", "tides.md": "# Tides"}
    findings = found(files, "links")
    assert [(one.line, one.severity) for one in findings] == [
        (1, Severity.PROBLEM),
        (2, Severity.PROBLEM),
    ]
    assert findings[0].message == "[[Tidse]] is not there; perhaps tides is meant"


def test_a_file_that_moved_is_followed() -> None:
    files = {
        "a.md": '[x](git/rebase.md#why "t") `[x](git/rebase.md)`\r\n![y](<old/big tide.png>)\r\n',
        "tools/git/rebase.md": "# R\n\n## Why\n",
        "img/big tide.png": "",
    }
    shown = {one.check: one.message for one in found(files, "links", "images")}
    assert shown == {
        "links": "git/rebase.md#why is not there; it is tools/git/rebase.md now",
        "images": "old/big tide.png is not there; it is img/big tide.png now",
    }
    assert fixed(files, "links") == {
        "a.md": '[x](tools/git/rebase.md#why "t") `[x](git/rebase.md)`\r\n'
        "![y](<old/big tide.png>)\r\n"
    }
    assert "![y](<img/big tide.png>)" in fixed(files, "images")["a.md"]


def test_where_two_files_could_be_meant_a_person_decides() -> None:
    files = {"a.md": "[x](old/b.md)", "one/b.md": "b", "two/b.md": "b"}
    (finding,) = found(files, "links")
    assert finding.fix == ""
    assert fixed(files, "links") == {}


def test_a_folder_that_is_not_there_is_told_once() -> None:
    files = {f"{n}.md": f"![x](/img/{n}.png)\n![y](/img/deep/{n}.png)" for n in range(4)}
    (finding,) = found(files, "images")
    assert finding.message == "there is no folder img; 8 links in 4 files lead into it"
    assert (finding.path, finding.line) == ("0.md", 1)
    assert len(found({**files, "img/here.png": ""}, "images")) == 8


def test_an_image_and_an_embedded_note_that_are_not_there() -> None:
    shown = [(one.kind, one.line) for one in found({"a.md": "![](x.png)\n\n![[y]]"}, "images")]
    assert shown == [("missing-image", 1), ("missing-embed", 3)]


def test_a_heading_that_is_not_there_and_the_nearest() -> None:
    files = {"a.md": "[x](guide.md#trouble)\n[y](#nowhere)", "guide.md": GUIDE}
    far, near = found(files, "anchors")
    assert (near.kind, near.line) == ("broken-anchor", 2)
    assert near.message == "#nowhere: this page has no such heading"
    assert "guide.md has no such heading; the nearest is #trouble-shooting" in far.message
    assert (far.fix, near.fix) == ("", "")


def test_a_heading_that_was_written_otherwise_is_followed() -> None:
    files = {
        "a.md": "[x](guide.md#troubleshooting) `#troubleshooting`\n[[guide#Troubleshooting|t]]\n",
        "guide.md": GUIDE,
    }
    assert [one.fix for one in found(files, "anchors")] == ["anchors", "anchors"]
    assert fixed(files, "anchors") == {
        "a.md": "[x](guide.md#trouble-shooting) `#troubleshooting`\n[[guide#Trouble shooting|t]]\n"
    }


def test_a_heading_that_was_renamed_is_known_from_the_journal() -> None:
    files = {"a.md": "[x](guide.md#install-it)\n[[guide#Install it]]\n", "guide.md": GUIDE}
    old = GUIDE.replace("Set up", "Install it").encode()
    earlier = {"guide.md": [b"# Guide\n\n## Set up\n", old]}
    assert fixed(files, "anchors", log(files, earlier)) == {
        "a.md": "[x](guide.md#set-up)\n[[guide#Set up]]\n"
    }
    gone = {"guide.md": [GUIDE.replace("## Use it", "## Install it\n\n## Use it").encode()]}
    assert fixed(files, "anchors", log(files, gone)) == {}


def test_a_heading_that_a_name_in_brackets_cannot_hold_is_left_to_people() -> None:
    files = {"a.md": "[[guide#Use arrays]]", "guide.md": "# Guide\n\n## Use [arrays]\n"}
    assert found(files, "anchors") == [] or fixed(files, "anchors") == {}
    files = {"a.md": "[[guide#Use bars]]", "guide.md": "# Guide\n\n## Use |bars\n"}
    assert fixed(files, "anchors") == {}


def test_bytes_that_are_not_utf8_stay_as_they_are() -> None:
    files = {"a.md": b"caf\xe9 [x](guide.md#troubleshooting) \xe9", "guide.md": GUIDE.encode()}
    known = log(files)
    (change,) = repair(known, run(known, files), {"anchors"}, "doctor --fix").files
    assert change.after == b"caf\xe9 [x](guide.md#trouble-shooting) \xe9"


def test_files_that_nobody_names() -> None:
    files = {
        "a.md": "![](img/used.png)\n\n{{ site.url }}/img/by%20template.png, img/Big one (1).png",
        "img/used.png": "",
        "img/by template.png": "",
        "img/Big one (1).png": "",
        "img/loose.png": "",
        "img/logo.svg": "",
        "img/favicon-32.png": "",
        "_layouts/page.html": '<img src="/img/logo.svg">',
        "img/script.js": "",
        "elsewhere/photo.jpg": "",
        "beside.pdf": "",
    }
    shown = [(one.path, one.kind, one.severity) for one in found(files, "orphans")]
    assert shown == [
        ("beside.pdf", "orphaned-file", Severity.REMARK),
        ("img/loose.png", "orphaned-file", Severity.REMARK),
    ]
