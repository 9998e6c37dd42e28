"""Tags as a tree: every entry counts once in each tag above its own."""

from knowlog.actions.tagtree import TagNode, count_spellings, tag_tree
from knowlog.domain.entry import Entry


def entry(*tags: str) -> Entry:
    return Entry("x", f"{'-'.join(tags).replace('/', '_')}.md", "X", tags=tags)


def test_a_parent_counts_each_entry_once() -> None:
    newest_first = [entry("ML/nlp"), entry("ml/recsys/rank", "ml/recsys", "sea"), entry("ml")]
    assert tag_tree(newest_first) == (
        TagNode(
            "ml",
            1,
            3,
            (
                TagNode("ML/nlp", 1, 1),
                TagNode("ml/recsys", 1, 1, (TagNode("ml/recsys/rank", 1, 1),)),
            ),
        ),
        TagNode("sea", 1, 1),
    )


def test_a_parent_may_be_no_tag_itself() -> None:
    (papers,) = tag_tree([entry("papers/2024"), entry("papers/2023")])
    assert (papers.tag, papers.count, papers.total) == ("papers", 0, 2)
    assert [node.tag for node in papers.walk()] == ["papers", "papers/2023", "papers/2024"]
    assert papers.children[0].name == "2023"


def test_no_tags_make_no_tree() -> None:
    assert tag_tree([entry(), entry()]) == ()


def test_spellings_are_counted_apart() -> None:
    assert count_spellings([entry("ml"), entry("ML", "sea"), entry("ml")]) == {
        "ml": 2,
        "ML": 1,
        "sea": 1,
    }
