"""The names that may stand before a colon, and what may stand behind it."""

from knowlog.domain.query.tree import TextField

TEXT_FIELDS = {
    "title": TextField.TITLE,
    "heading": TextField.HEADINGS,
    "headings": TextField.HEADINGS,
    "body": TextField.BODY,
    "text": TextField.ANY,
}

FLAGS = {
    "is": ("draft", "page", "tagged", "untagged", "dated", "undated"),
    "has": ("math", "code", "image", "link", "todo", "tag", "date"),
}

ALIASES = {
    ("has", "images"): "image",
    ("has", "links"): "link",
    ("has", "tags"): "tag",
    ("has", "formula"): "math",
    ("has", "todos"): "todo",
    ("has", "task"): "todo",
    ("has", "tasks"): "todo",
    ("is", "drafts"): "draft",
    ("is", "pages"): "page",
}

BUILT_IN = (
    *TEXT_FIELDS,
    "tag",
    "tags",
    "date",
    "since",
    "until",
    "is",
    "has",
    "path",
    "lang",
)
