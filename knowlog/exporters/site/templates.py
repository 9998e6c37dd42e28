"""Turns views into pages: the only place of the site that knows Jinja2.

A log may replace any template by a file of the same name in its ``templates/`` folder. A log may
come from a stranger, and a Jinja2 template can reach all of Python; so such templates run in a
sandbox.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from traceback import walk_tb
from types import SimpleNamespace
from urllib.parse import urlsplit

import jinja2
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from knowlog.domain.addresses import absolute, linker
from knowlog.errors import KnowlogError
from knowlog.exporters.site.cards import Page, direction
from knowlog.exporters.site.model import ARCHIVE, NOT_FOUND, TAGS, SitePlan
from knowlog.exporters.site.options import SiteOptions
from knowlog.exporters.site.standing import own_templates

BUILT_IN = Path(__file__).parent / "templates"
_TOPICS = 24
_HOST = re.compile(r"[a-z0-9.:-]+", re.IGNORECASE)
"""What may stand in the policy, so that a setting adds no rule to it."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; "
    "img-src 'self' https: data:; media-src 'self'{media}; connect-src 'self'; {frames}"
    "base-uri 'none'; form-action 'none'"
)


class Templates:
    """The templates of one site, with those of the log before the built-in ones."""

    def __init__(
        self, site: Mapping[str, object], own: Path | None = None, compiled: Path | None = None
    ) -> None:
        """Prepare, without reading any template yet.

        Args:
            site: What every template sees as ``site``; see :func:`site_values`.
            own: The log's folder of templates; need not exist.
            compiled: A folder of the user's own that keeps what templates were compiled to.
        """
        replaced = own is not None and bool(own_templates(own))
        kind = ImmutableSandboxedEnvironment if replaced else Environment
        folders = [_Inside(own), _Inside(BUILT_IN)] if own and replaced else [_Inside(BUILT_IN)]
        self._environment = kind(
            loader=ChoiceLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(compiled, kind.__name__) if compiled else None,
        )
        self._base_url = str(site["base_url"])
        self._environment.globals["site"] = SimpleNamespace(**site)

    def page(self, page: Page, body: str = "") -> str:
        """Make one page.

        Args:
            page: What it shows.
            body: The safe HTML of the entry that it shows, or an empty string.

        Raises:
            KnowlogError: A template has a mistake; the message names its file and line.
        """
        whole = page.address == NOT_FOUND and self._base_url
        # It shows at any depth, and may be served by another host than the published one.
        link = partial(absolute, urlsplit(self._base_url).path) if whole else linker(page.address)
        # Jinja2 looks for attributes first, and is slow where it finds none.
        view = SimpleNamespace(**page.view)
        return self._filled(page.template, page=view, body=body, link=link)

    def single(self, view: Mapping[str, object], body: str) -> str:
        """Make a page that stands alone."""
        return self._filled("single.html", page=view, body=body)

    def feed(self, values: Mapping[str, object]) -> str:
        """Make the Atom feed."""
        return self._filled("feed.xml", feed=values)

    def _filled(self, template: str, **values: object) -> str:
        try:
            return self._environment.get_template(template).render(values)
        except KnowlogError:
            raise
        except Exception as error:
            # A template is a program of its own: it can divide by zero or call what is not there.
            place = _place(error, template)
            raise KnowlogError(
                f"{place}: {error}", "Mend the template, or remove it for the built-in one."
            ) from error


class _Inside(FileSystemLoader):
    """A folder of templates that publishes nothing from beyond it, whatever links lie in it."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(folder)
        self._folder = folder.resolve()

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template.

        Raises:
            KnowlogError: It is a link that leads out of the folder.
            TemplateNotFound: The folder has none of that name.
        """
        found = super().get_source(environment, template)
        if not Path(found[1]).resolve().is_relative_to(self._folder):
            raise KnowlogError(f"templates/{template}: the link leads out of the log")
        return found


class _Compiled(FileSystemBytecodeCache):
    """What templates were compiled to, kept for the next run where the disk allows it."""

    def __init__(self, folder: Path, environment: str) -> None:
        """Name the folder; what a sandbox compiles has names of its own.

        Args:
            folder: Where; need not exist.
            environment: Which kind of environment compiles.
        """
        folder.mkdir(exist_ok=True)
        super().__init__(str(folder), f"{environment}-{jinja2.__version__}-%s")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _place(error: Exception, template: str) -> str:
    """Where in a template an error is: Jinja2 names the files in the frames of its code."""
    file, line = getattr(error, "filename", None) or template, getattr(error, "lineno", None)
    for frame, number in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith((".html", ".xml")):
            file, line = frame.f_code.co_filename, number
    name = f"templates/{Path(file).name}"
    return f"{name}:{line}" if line else name


def site_values(options: SiteOptions, plan: SitePlan) -> dict[str, object]:
    """Give what every template sees as ``site``."""
    frames = " ".join(f"https://{host}" for host in sorted(options.frames) if _HOST.fullmatch(host))
    largest = sorted(
        (tag for tag in plan.tags if not tag.parent),
        key=lambda tag: (-len(tag.articles), tag.name.casefold()),
    )[:_TOPICS]
    topics = sorted((tag.name, tag.address) for tag in largest) if options.look == "notes" else []
    return {
        "title": options.title,
        "description": options.description,
        "author": options.author,
        "language": options.language,
        "direction": direction(options.language),
        "base_url": options.base_url,
        "look": options.look,
        "menu": [("Archive", ARCHIVE), ("Tags", TAGS), ("About", plan.about_address)],
        "topics": topics,
        "has_style": bool(options.style),
        "policy": POLICY.format(
            frames=f"frame-src {frames}; " if frames else "", media=f" {frames}" if frames else ""
        ),
    }
