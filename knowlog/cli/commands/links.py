"""``knowlog links``: what leads where."""

from enum import StrEnum
from typing import Annotated

import typer

from knowlog.cli import completing, linking
from knowlog.cli.options import Json, Plain
from knowlog.cli.records import entry_line
from knowlog.cli.session import Session
from knowlog.domain.records import entry_record
from knowlog.errors import UsageError
from knowlog.workspace import Workspace
from knowlog.workspace.linking import linked_log, orphans, surroundings_of
from knowlog.workspace.reading import handles

app = typer.Typer(add_completion=False)


class Form(StrEnum):
    """What the graph can be written as."""

    DOT = "dot"
    JSON = "json"


@app.command()
def links(
    context: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar="[ENTRY]",
            help="An id, a start of it, a path or a title.",
            autocompletion=completing.entry_ids,
        ),
    ] = None,
    *,
    broken: Annotated[bool, typer.Option("--broken", help="Links that lead nowhere.")] = False,
    orphan: Annotated[bool, typer.Option("--orphans", help="Entries nothing links to.")] = False,
    graph: Annotated[
        Form | None, typer.Option("--graph", help="The whole log, for other programs.")
    ] = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Show where an entry leads, what leads to it, what names it."""
    if sum((entry is not None, broken, orphan, graph is not None)) != 1:
        msg = "say which links: an entry, --broken, --orphans or --graph"
        raise UsageError(msg, "For example: knowlog links --broken")
    session = Session.of(context)
    workspace = session.open()
    if entry is not None:
        _of_entry(session, workspace, entry, json=json, plain=plain)
    elif broken:
        _broken(session, workspace, json=json, plain=plain)
    elif orphan:
        _orphans(session, workspace, json=json, plain=plain)
    else:
        _graph(session, workspace, graph)


def _of_entry(
    session: Session, workspace: Workspace, name: str, *, json: bool, plain: bool
) -> None:
    output = session.output
    chosen = workspace.pick(name)
    log, found = surroundings_of(workspace, chosen)
    if json:
        output.json(linking.surroundings_record(chosen, found, log.graph))
        return
    records = list(linking.records(found, log.graph))
    if output.terminal and not plain:
        output.present("links", records)
    else:
        for record in records:
            output.record(*record)
    if not records:
        output.note("It links to nothing, and nothing links to it or names it.")


def _broken(session: Session, workspace: Workspace, *, json: bool, plain: bool) -> None:
    output, graph = session.output, linked_log(workspace).graph
    if json:
        output.json([linking.broken_record(edge, graph) for edge in graph.broken])
        return
    for edge in graph.broken:
        if output.terminal and not plain:
            output.line(linking.broken_line(edge, graph))
        else:
            target = linking.written(edge.link.target, edge.link.fragment)
            output.record(edge.source, str(edge.line), target, edge.fault, graph.near(edge))
    if not graph.broken:
        output.note("No link is broken.")


def _orphans(session: Session, workspace: Workspace, *, json: bool, plain: bool) -> None:
    output, found = session.output, orphans(workspace)
    if json:
        output.json([entry_record(one) for one in found])
    elif output.terminal and not plain:
        output.present("listing", found, handles(workspace, found), width=output.width)
    else:
        for one in found:
            output.record(*entry_line(one))
    if not found:
        output.note("Every entry is linked to by another.")


def _graph(session: Session, workspace: Workspace, form: Form | None) -> None:
    log = linked_log(workspace)
    if form is Form.JSON:
        session.output.json(linking.as_data(log))
    else:
        for line in linking.as_dot(log):
            session.output.line(line)
