"""Links as records, as JSON and as a graph for other programs."""

import json
from collections import Counter
from collections.abc import Iterator

from knowlog.actions.linking import LinkedLog
from knowlog.actions.surroundings import Surroundings
from knowlog.domain.entry import Entry
from knowlog.domain.graph import BROKEN_ANCHOR, Edge, Graph
from knowlog.domain.records import entry_record
from knowlog.domain.text import one_line

REASONS = {
    "broken-link": "no such entry or file",
    "broken-anchor": "no such heading",
    "missing-image": "no such file",
    "missing-embed": "no such entry or file",
}
Record = tuple[str, ...]


def written(target: str, fragment: str) -> str:
    """A target with its fragment, as a person reads it."""
    return f"{target}#{fragment}" if fragment else target


def records(found: Surroundings, graph: Graph) -> Iterator[Record]:
    """The links of an entry: what kind, where it leads or comes from, the line, its words."""
    for edge in found.out:
        yield "out", written(edge.path, edge.link.fragment), str(edge.line), edge.link.text
    for line, link in found.web:
        yield "web", written(link.target, link.fragment), str(line), link.text
    yield from dict.fromkeys(
        ("back", edge.source, str(edge.line), text) for edge, text in found.back
    )
    for edge in found.broken:
        target = written(edge.link.target, edge.link.fragment)
        yield "broken", target, str(edge.line), graph.near(edge)
    for mention in found.mentions:
        yield "mention", mention.path, str(mention.line), mention.text


def surroundings_record(entry: Entry, found: Surroundings, graph: Graph) -> dict[str, object]:
    """The same as JSON."""
    return {
        "entry": entry_record(entry),
        "out": [edge_record(edge) for edge in found.out],
        "web": [
            {"target": written(link.target, link.fragment), "text": link.text, "line": line}
            for line, link in found.web
        ],
        "back": [{**edge_record(edge), "context": text} for edge, text in found.back],
        "broken": [broken_record(edge, graph) for edge in found.broken],
        "mentions": [
            {"path": one.path, "line": one.line, "context": one.text} for one in found.mentions
        ],
    }


def edge_record(edge: Edge) -> dict[str, object]:
    """A link as JSON: where it stands, how it is written, and where it leads."""
    return {
        "source": edge.source,
        "line": edge.line,
        "kind": str(edge.link.kind),
        "target": edge.link.target,
        "fragment": edge.link.fragment,
        "text": edge.link.text,
        "path": edge.path or None,
    }


def broken_record(edge: Edge, graph: Graph) -> dict[str, object]:
    """A link that leads nowhere as JSON, with what it may have meant."""
    return {**edge_record(edge), "fault": edge.fault, "near": graph.near(edge) or None}


def broken_line(edge: Edge, graph: Graph) -> str:
    """A link that leads nowhere as a line for people."""
    near = graph.near(edge)
    near = f"#{near}" if near and edge.fault == BROKEN_ANCHOR else near
    target = one_line(written(edge.link.target, edge.link.fragment))
    meant = f" Did you mean {one_line(near)}?" if near else ""
    return f"{one_line(edge.source)}:{edge.line}: {target}: {REASONS[edge.fault]}.{meant}"


def as_data(log: LinkedLog) -> dict[str, object]:
    """The graph in the form that D3 and NetworkX read: nodes, and links between their ids."""
    return {
        "directed": True,
        "multigraph": False,
        "nodes": [
            {"id": one.path, "name": one.id, "title": one.title, "tags": list(one.tags)}
            for one in _in_order(log)
        ],
        "links": [
            {"source": source, "target": target, "count": count}
            for (source, target), count in pairs(log).items()
        ],
    }


def as_dot(log: LinkedLog) -> Iterator[str]:
    """The graph in the language of Graphviz, line by line."""
    yield "digraph log {"
    yield "  rankdir=LR; node [shape=box, style=rounded];"
    for one in _in_order(log):
        yield f"  {_quoted(one.path)} [label={_quoted(one_line(one.title))}];"
    for source, target in pairs(log):
        yield f"  {_quoted(source)} -> {_quoted(target)};"
    yield "}"


def pairs(log: LinkedLog) -> dict[tuple[str, str], int]:
    """Which entry links to which other, and how often, by path."""
    entries = {entry.path for entry in log.entries}
    ends = ((edge.source, edge.path) for edge in log.graph.edges)
    counted = Counter(pair for pair in ends if pair[1] in entries and pair[0] != pair[1])
    return dict(sorted(counted.items()))


def _in_order(log: LinkedLog) -> list[Entry]:
    return sorted(log.entries, key=lambda entry: entry.path)


def _quoted(text: str) -> str:
    r"""A string of DOT: only ``"`` and ``\`` need a backslash."""
    return json.dumps(text, ensure_ascii=False)
