"""``knowlog about``: who writes this log, and what it says of itself."""

from typing import Annotated

import typer

from knowlog.actions.about import Introduction, about_log
from knowlog.cli.commands.stats import stats_record
from knowlog.cli.editing import edit_file
from knowlog.cli.options import Json
from knowlog.cli.records import entry_line
from knowlog.cli.session import Session
from knowlog.domain.document import Document
from knowlog.domain.literal import without_comments
from knowlog.domain.records import entry_record
from knowlog.domain.text import counted
from knowlog.errors import UsageError
from knowlog.workspace.profile import about_path, profile_document, profile_picture
from knowlog.workspace.reading import plain

app = typer.Typer(add_completion=False)


@app.command()
def about(
    context: typer.Context,
    *,
    edit: Annotated[bool, typer.Option("--edit", help="Open the page in the editor.")] = False,
    json: Json = False,
) -> None:
    """Show your profile and, below it, what the log says of itself."""
    if edit and json:
        msg = "--edit and --json exclude each other"
        raise UsageError(msg)
    session = Session.of(context)
    output = session.output
    workspace = session.open()
    if edit:
        edit_file(session, workspace, about_path(workspace))
        return
    introduction = about_log(workspace.entries(), workspace.clock.now())
    profile = introduction.profile
    document = profile_document(workspace, profile) if profile else None
    if json:
        output.json(about_record(introduction, document))
    elif output.terminal:
        # Half blocks without colours are no picture; its words stand in the text.
        picture = profile_picture(workspace, profile, document) if output.colour else None
        output.present("about", introduction, document, picture, width=output.width)
    else:
        if profile and document:
            output.text(plain(profile, document, output.width))
            output.line("")
        for line in summary_lines(introduction):
            output.line(line)
    if profile is None:
        output.note("There is no about page yet. Write one: knowlog about --edit")
    elif document and not without_comments(document.body).strip():
        output.note("The about page is empty. Write it: knowlog about --edit")


def summary_lines(introduction: Introduction) -> list[str]:
    """What the log says of itself, as lines of text."""
    stats = introduction.stats
    since = f" since {stats.first}" if stats.first else ""
    entries, words = counted(stats.entries, "entry", "entries"), counted(stats.words, "word")
    lines = [f"{entries}{since}, {words}"]
    if stats.tags:
        top = [f"{tag} ({count})" for tag, count in list(stats.tags.items())[:8]]
        lines.append("Most used tags: " + ", ".join(top))
    if stats.rising:
        lines.append("Rising: " + ", ".join(stats.rising))
    if introduction.latest:
        lines.append("Latest:")
        for entry in introduction.latest:
            name, day, title, _ = entry_line(entry)
            lines.append(f"  {day or '          '}  {title}  ({name})")
    return lines


def about_record(introduction: Introduction, document: Document | None) -> dict[str, object]:
    """The introduction as JSON."""
    profile = introduction.profile
    return {
        "profile": entry_record(profile) | {"body": document.body}
        if profile and document
        else None,
        "stats": stats_record(introduction.stats),
        "latest": [entry_record(entry) for entry in introduction.latest],
    }
