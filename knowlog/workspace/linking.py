"""The links of a log, for whoever asks what leads where."""

from knowlog.actions.linking import connect, read_notes
from knowlog.domain.graph import Graph
from knowlog.storage.attachments import other_files
from knowlog.workspace.core import Workspace


def link_graph(workspace: Workspace) -> Graph:
    """Every link of the log as the files say now, with where it leads.

    ``graph.broken`` lists what leads nowhere: each edge has the path and line of the file that
    holds the link, the link as it is written, and its ``fault``; ``graph.near(edge)`` names what
    may have been meant. ``graph.into(path)``, ``graph.out_of(path)`` and ``graph.orphans`` answer
    the rest. Links to the web are not looked at. See `knowlog.domain.graph.Graph`.
    """
    entries = workspace.entries()
    notes = list(read_notes(workspace.store, entries))
    known = {entry.path for entry in entries}
    return connect(entries, notes, *other_files(str(workspace.root), known))
