"""The settings as a frozen value, and the table of keys that they are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Key(NamedTuple):
    """One setting that a user can make.

    Attributes:
        name: As written in TOML, with a dot for its table: ``site.look``.
        kind: ``text``, ``flag``, ``number``, ``list``, ``table``, ``folder`` (inside the log) or
            ``zone`` (a time zone).
        about: One sentence for the reference and for ``config get``.
        default: What holds when nobody says otherwise.
        choices: The only values that are allowed, or empty.
        personal: Whether it belongs to the person, not to the log: such a key is not read from
            a log's ``knowlog.toml``, because a log may come from a stranger and these run
            programs.
    """

    name: str
    kind: str
    about: str
    default: object = ""
    choices: tuple[str, ...] = ()
    personal: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "KNOWLOG_" + self.name.replace(".", "_").upper()


KEYS: tuple[Key, ...] = (
    Key("log", "text", "The log to use where no other is named.", personal=True),
    Key("editor", "text", "The command that edits a file.", personal=True),
    Key("pager", "text", "The command that shows long output.", personal=True),
    Key(
        "picker", "text", "How `search -i` chooses.", "built-in", ("built-in", "fzf"), personal=True
    ),
    Key("title", "text", "The name of the log."),
    Key("description", "text", "One line about the log."),
    Key("author", "text", "Who writes it."),
    Key("language", "text", "The language of the entries, as a tag such as `en`.", "en"),
    Key("timezone", "zone", "Where naive dates are, such as `Asia/Kolkata`; else the system's."),
    Key("entries", "folder", "The folder of the entries, relative to the log."),
    Key("template", "text", "The template of `new`.", "default"),
    Key("picture", "text", "The author's picture: a file of the log or an address."),
    Key("variables", "table", "What `{{ site.NAME }}` stands for in pages from Jekyll.", None),
    Key(
        "math.macros",
        "table",
        "TeX macros of the log: name to definition, `#1` for what they take.",
        None,
    ),
    Key(
        "doctor.ignore",
        "list",
        "Findings of `doctor` that are as they should be: a check, or `check:path` with `*`.",
        (),
    ),
    Key("site.base_url", "text", "The address at which the site is published."),
    Key("site.out", "text", "The folder that `export html` writes, relative to the log.", "site"),
    Key("site.look", "text", "The look of the site.", "reading", ("reading", "notes")),
    Key("site.per_page", "number", "How many entries a page of the home list shows.", 10),
    Key("site.permalink", "text", "The address of an entry.", "/:year/:slug/"),
    Key(
        "site.trust_html",
        "flag",
        "Whether raw HTML of the entries is left as it is.",
        default=False,
    ),
    Key("site.source_url", "text", "Where the files can be seen; `:path` is replaced."),
    Key("site.citation", "flag", "Whether each entry shows how to cite it.", default=False),
    Key("site.style", "table", "CSS variables of the site: colours, fonts, width.", None),
    Key("site.frames", "list", "Hosts whose frames and videos are allowed.", ()),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of every key, and where it came from.

    Attributes:
        values: Key name to value; every key of ``KEYS`` is there.
        origins: Key name to ``default``, a file's path or an environment variable's name.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value of a key that is written as text."""
        return str(self.values[name] or "")

    def flag(self, name: str) -> bool:
        """The value of a key of kind ``flag``."""
        return bool(self.values[name])

    def number(self, name: str) -> int:
        """The value of a key of kind ``number``."""
        value = self.values[name]
        return value if isinstance(value, int) else 0

    def table(self, name: str) -> Mapping[str, object]:
        """The value of a key of kind ``table``, empty when unset."""
        value = self.values[name]
        return value if isinstance(value, Mapping) else {}

    def texts(self, name: str) -> tuple[str, ...]:
        """The value of a key of kind ``list``."""
        value = self.values[name]
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


class Layer(NamedTuple):
    """One place that sets some keys.

    Attributes:
        origin: What ``config origin`` shows.
        values: Key name to value, only those that are set here.
    """

    origin: str
    values: Mapping[str, object]
