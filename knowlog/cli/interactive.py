"""``knowlog search -i``: what the picker shows for what is typed."""

from collections.abc import Sequence

from knowlog.cli.fzf import pick_with_fzf
from knowlog.cli.picker import Picker, pick
from knowlog.domain.entry import Entry
from knowlog.errors import KnowlogError
from knowlog.workspace.core import Workspace
from knowlog.workspace.reading import plain

MOST = 200
"""How many hits the list holds."""


def choose(workspace: Workspace, text: str) -> Entry | None:
    """Let the user choose an entry, beginning with a query; None when they leave.

    Raises:
        KnowlogError: The settings ask for fzf, and it is not there.
    """
    workspace.refresh_index()
    if workspace.settings.text("picker") == "fzf":
        return pick_with_fzf(find(workspace, text)[0], "", workspace.root)
    return pick(
        Picker(
            find=lambda typed: find(workspace, typed),
            preview=lambda entry, width: plain(*workspace.read(entry.path), width),
            text=text,
        )
    )


def find(workspace: Workspace, text: str) -> tuple[Sequence[Entry], str]:
    """The entries for what is typed so far, and a remark; never fails.

    The last word may be half a word: it is looked for as the start of one too.
    """
    if not text.strip():
        return workspace.catalog.newest(MOST), ""
    remark = ""
    for query in dict.fromkeys((unfinished(text), text, unfinished(closed(text)))):
        try:
            page = workspace.index.search(workspace.query(query), limit=MOST)
        except KnowlogError as error:
            remark = error.message
            continue
        entries = {entry.path: entry for entry in workspace.catalog.at(h.path for h in page.hits)}
        hits = [entries[hit.path] for hit in page.hits if hit.path in entries]
        return hits, "" if hits else "Nothing was found."
    return (), remark


def closed(text: str) -> str:
    """The query with what is still open taken for done: a phrase as its words, then brackets."""
    for opening, closing in (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»")):
        before, found, phrase = text.rpartition(opening)
        if found and closing not in phrase and (opening != closing or text.count(opening) % 2):
            text = f"{before} {phrase}"
    return text + " )" * (text.count("(") - text.count(")"))


def unfinished(text: str) -> str:
    """The query with its last word as a start of words, where a word is being typed."""
    last = text.rsplit(" ", maxsplit=1)[-1]
    in_phrase = text.count('"') % 2
    signs = "()~*" if last.startswith("tag:") else "()/~*:"
    typing = last[-1:].isalnum() and not any(sign in last for sign in signs)
    return f"{text}*" if typing and not in_phrase else text
