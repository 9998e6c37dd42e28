"""The author's page: where it is, and what it shows."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowlog.workspace.core import Workspace
from knowlog.workspace.opening import JEKYLL_SETTINGS

if TYPE_CHECKING:
    from knowlog.domain.document import Document
    from knowlog.domain.entry import Entry
    from knowlog.domain.links import Link


def about_path(workspace: Workspace) -> str:
    """The about page, made if there is none."""
    from knowlog.actions.about import ABOUT, profile_of
    from knowlog.actions.write import create

    profile = profile_of(workspace.entries())
    if profile is not None:
        return profile.path
    path = f"{workspace.home}/about.md".lstrip("/")
    create(workspace.store, path, ABOUT)
    return path


def profile_document(workspace: Workspace, profile: "Entry") -> "Document":
    """The about page as it is shown: mended, its Liquid filled in; the file stays as it is."""
    from knowlog.domain.links import LinkKind, find_links
    from knowlog.storage.mojibake import mend

    document = workspace.store.read(profile.path)
    body = mend(document.body)
    if "{{" in body or "{%" in body:
        from knowlog.render.liquid.filling import fill_in

        body, refused = fill_in(body, site_variables(workspace), document.meta)
        if refused:
            workspace.tell(f"{profile.path}: Liquid was left as it stands: {refused}")
        elif any(
            link.kind is LinkKind.IMAGE and link.target in ("", "/") for link in find_links(body)
        ):
            workspace.tell(
                f"{profile.path}: its picture has no address, because the log names none. "
                "Set one: knowlog config set picture FILE"
            )
    return replace(document, body=body)


def images(body: str) -> "list[Link]":
    """The images of a body, in its order."""
    from knowlog.domain.links import LinkKind, find_links

    return [link for link in find_links(body) if link.kind is LinkKind.IMAGE]


def profile_picture(
    workspace: Workspace, profile: "Entry | None", document: "Document | None"
) -> Path | None:
    """The author's picture, where it is a file of the log."""
    if profile is None or document is None:
        return None
    named = [link.target for link in images(document.body)]
    for target in [*named[:1], workspace.settings.text("picture")]:
        for base in (workspace.root / profile.path, workspace.root / "index.md"):
            file = (base.parent / target.lstrip("/")).resolve()
            if target and file.is_file() and file.is_relative_to(workspace.root):
                return file
    return None


def site_variables(workspace: Workspace) -> Mapping[str, object]:
    """What ``site.NAME`` means in pages that come from Jekyll."""
    own = {
        "title": workspace.settings.text("title"),
        "description": workspace.settings.text("description"),
        "author": workspace.settings.text("author"),
        "picture": workspace.settings.text("picture"),
        "url": workspace.settings.text("site.base_url"),
    }
    return {
        **_jekyll_settings(workspace.root / JEKYLL_SETTINGS),
        **{name: value for name, value in own.items() if value},
        **workspace.settings.table("variables"),
    }


def _jekyll_settings(file: Path) -> Mapping[str, object]:
    if not file.exists():
        return {}
    from knowlog.storage.jekyll import read_config

    return read_config(file)
