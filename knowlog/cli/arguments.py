"""The words of a command line, before anything is made of them."""

from collections.abc import Sequence

from knowlog.errors import UsageError

COMPLETION = "_KNOWLOG_COMPLETE"
"""The variable by which a shell asks Typer what may come next."""

_FLAGS = frozenset({"--debug", "--no-color", "--no-pager", "--no-input"})


def hoisted(arguments: Sequence[str]) -> Sequence[str]:
    """Move options of the root to the front, so that they may stand behind the command too.

    Raises:
        UsageError: ``--log`` names no folder.
    """
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest.append(word)
            break
        if word in _FLAGS or word.startswith("--log="):
            front.append(word)
        elif word == "--log":
            folder = next(words, None)
            if folder is None:
                msg = "--log needs a folder"
                raise UsageError(msg, "Such as: knowlog list --log ~/notes")
            front += [word, folder]
        else:
            rest.append(word)
    return [*front, *rest, *words]
