"""Tags as a tree, each with its number and that of all below it."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from knowlog.actions.tagtree import TagNode
from knowlog.domain.text import one_line


def draw(roots: Iterable[TagNode]) -> RenderableType:
    """One tree for each tag that lies under no other."""
    return Group(*(_tree(root) for root in roots))


def _tree(node: TagNode) -> Tree:
    tree = Tree(_label(node), guide_style="dim")
    for child in node.children:
        tree.children.append(_tree(child))
    return tree


def _label(node: TagNode) -> Text:
    text = Text(one_line(node.name), style="cyan")
    text.append(f"  {node.count}", style="default")
    if node.total != node.count:
        text.append(f"  {node.total} with those below", style="dim")
    return text
