"""Templates of new entries: Markdown files with Jinja2 variables.

A log may come from a stranger, so its templates run in Jinja2's sandbox.
"""

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from traceback import walk_tb

from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from knowlog.domain.encoding import as_utf8
from knowlog.errors import KnowlogError, NotFoundError

BUILT_IN = ("paper",)

_ARXIV = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?:v\d+)?(?![\d.]*\d)")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;:)\]]")
_PLAIN = re.compile(r"[^\W\d_][\w/ .+-]*[\w+]|[^\W\d_]")
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def find_template(folder: Path, name: str) -> tuple[str, str]:
    """The text of a template and where it stands: the log's own first, then the built-in ones.

    Raises:
        NotFoundError: There is none of this name; the hint lists those there are.
    """
    own = folder / f"{name}.md"
    if own.is_file() and own.parent == folder:
        text = as_utf8(own.read_bytes()).data.decode("utf-8")
        return text.replace("\r\n", "\n"), str(own)
    if name in BUILT_IN:
        source = files("knowlog.render") / "notes" / f"{name}.md"
        return source.read_text(encoding="utf-8"), f"the template {name}"
    own_names = (path.stem for path in folder.glob("*.md") if path.is_file())
    names = sorted({"default", *BUILT_IN, *own_names})
    msg = f"there is no template {name!r}"
    raise NotFoundError(msg, f"There are {', '.join(names)}; your own go into {folder}.")


def render_template(text: str, source: str, values: Mapping[str, object]) -> str:
    """Fill in a template.

    Args:
        text: Markdown with Jinja2 variables.
        source: Where it stands, for messages.
        values: ``title``, ``date``, ``day``, ``tags``, ``slug``, ``author``, ``body`` and what
            ``--set`` gives; ``arxiv`` and ``doi`` are found in the title and the body.

    Raises:
        KnowlogError: The template has a mistake; the message names the line.
    """
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    environment.filters["yaml"] = yaml_text
    try:
        return environment.from_string(text).render({**identifiers(values), **values})
    except UndefinedError as error:
        msg = f"{_place(source, error)}: {error.message}"
        hint = "Give it a value with --set NAME=VALUE; nothing was written."
        raise KnowlogError(msg, hint) from error
    except Exception as error:
        # A template is a program of its own: it can divide by zero or add a number to a text.
        msg = f"{_place(source, error)}: {error}"
        raise KnowlogError(msg, "Mend the template; nothing was written.") from error


def _place(source: str, error: Exception) -> str:
    """Where in a template an error is: Jinja2 names the template in the frames of its code."""
    line = getattr(error, "lineno", None)
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename == "<template>":
            line = number
    return f"{source}:{line}" if line else source


def identifiers(values: Mapping[str, object]) -> dict[str, str]:
    """What the built-in templates may name without it being given; found where it can be."""
    text = f"{values.get('title', '')} {values.get('body', '')}"
    arxiv, doi = _ARXIV.search(text), _DOI.search(text)
    return {
        "arxiv": arxiv.group() if arxiv else "",
        "doi": doi.group() if doi else "",
        "authors": "",
    }


def yaml_text(value: object) -> str:
    """A value as YAML writes it on one line; quoted where YAML would read something else."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(yaml_text(item) for item in value) + "]"
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)
