"""``knowlog tag list``: the tags of the log, as a list, as a tree, and those that could be one."""

from shlex import quote
from typing import Annotated

import typer

from knowlog.actions.stats import count_tags
from knowlog.actions.tagtree import TagNode, count_spellings, tag_tree
from knowlog.cli.options import Json, Plain
from knowlog.cli.output import Output
from knowlog.cli.session import Session
from knowlog.domain.liketags import LikeTags, like_tags
from knowlog.errors import UsageError

app = typer.Typer(add_completion=False)


@app.command("list")
def list_tags(
    context: typer.Context,
    *,
    tree: Annotated[
        bool, typer.Option("--tree", help="Each below its parent, with all counts.")
    ] = False,
    similar: Annotated[
        bool, typer.Option("--similar", help="Only tags that could be one.")
    ] = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List the tags of the log with the number of their entries, most used first."""
    if tree and similar:
        msg = "--tree and --similar are two different lists"
        raise UsageError(msg, "Say one of them.")
    session = Session.of(context)
    output = session.output
    entries = session.open().entries()
    counts = count_tags(entries)
    if similar:
        uses = count_spellings(entries)
        _print_similar(output, like_tags(uses), uses, json=json)
    elif tree:
        _print_tree(output, tag_tree(entries), json=json, plain=plain)
    elif json:
        output.json([{"tag": tag, "count": count} for tag, count in counts.items()])
    elif output.terminal and not plain:
        output.present("tags", counts)
    else:
        for tag, count in counts.items():
            output.record(tag, str(count))
    if not (counts or json):
        output.note("No entry has a tag yet.")


def _print_tree(output: Output, roots: tuple[TagNode, ...], *, json: bool, plain: bool) -> None:
    if json:
        output.json([_node(root) for root in roots])
    elif output.terminal and not plain:
        output.present("tagtree", roots)
    else:
        for node in (node for root in roots for node in root.walk()):
            output.record(node.tag, str(node.count), str(node.total))


def _node(node: TagNode) -> dict[str, object]:
    children = [_node(child) for child in node.children]
    return {"tag": node.tag, "count": node.count, "total": node.total, "children": children}


def _print_similar(
    output: Output, found: tuple[LikeTags, ...], uses: dict[str, int], *, json: bool
) -> None:
    if json:
        output.json(
            [
                {
                    "likeness": one.likeness.value,
                    "tags": [{"tag": tag, "count": uses[tag]} for tag in one.tags],
                }
                for one in found
            ]
        )
        return
    for one in found:
        tags = [f"{tag} ({uses[tag]})" for tag in one.tags]
        if output.terminal:
            output.line(f"{one.likeness.value:<10}{', '.join(tags)}")
        else:
            output.record(one.likeness.value, *tags)
    if found:
        keep, *others = found[0].tags
        output.note(f"To make them one: knowlog tag merge {' '.join(map(quote, [*others, keep]))}")
    elif uses:
        output.note("No two tags look like one.")
