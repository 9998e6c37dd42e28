"""Many findings in few lines."""

from knowlog.cli.views.findings import report, summary
from knowlog.domain.findings import Finding, Severity


def finding(number: int, hint: str = "Mend it.", **more: object) -> Finding:
    facts: dict[str, object] = {"check": "links", "fix": "links"}
    return Finding(f"{number}.md", number, "broken", "is broken", "It hurts.", hint, **facts | more)  # type: ignore[arg-type]  # any field may be overridden


def test_the_reason_is_told_once_for_all_that_share_it() -> None:
    assert list(report([finding(1), finding(2)], everything=False)) == [
        "links: 2 problems",
        "1.md:1: is broken [broken]",
        "2.md:2: is broken [broken]",
        "    It hurts.",
        "    Mend it.",
    ]


def test_hints_that_differ_stand_with_their_findings() -> None:
    lines = list(report([finding(1, "One."), finding(0, "Two.")], everything=False))
    assert lines[1:] == [
        "1.md:1: is broken [broken]",
        "    One.",
        "0.md: is broken [broken]",
        "    Two.",
        "    It hurts.",
    ]


def test_of_many_that_are_alike_the_first_are_shown() -> None:
    many = [finding(number) for number in range(1, 1235)]
    lines = list(report(many, everything=False))
    assert lines[0] == "links: 1,234 problems"
    assert lines[5:7] == [
        "5.md:5: is broken [broken]",
        "… and 1,229 more: knowlog doctor --all --only links",
    ]
    assert len(list(report(many, everything=True))) == 1234 + 3
    assert len(list(report(many[:6], everything=False))) == 6 + 3


def test_a_name_with_a_line_end_stays_on_its_line() -> None:
    odd = Finding("a\nb.md", 1, "k", "is odd", "", check="c")
    assert list(report([odd], everything=False)) == ["c: 1 problem", "a b.md:1: is odd [k]"]


def test_the_summary_counts_problems_and_remarks() -> None:
    remark = finding(1, severity=Severity.REMARK, fix="")
    assert summary([]) == "No problems were found."
    assert summary([remark]) == "1 remark."
    assert summary([remark], 1) == "1 remark. 1 more is ignored."
    assert summary([], 2) == "No problems were found. 2 more are ignored."
    assert summary([remark, finding(2), finding(3)]) == (
        "2 problems, 1 remark, 2 of them for `knowlog doctor --fix`."
    )
