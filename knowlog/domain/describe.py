"""A document to an entry: what the front matter says, and the body where it says nothing."""

from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo

from knowlog.domain.dates import entry_date, read_date, split_name, updated_date
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.hashtags import inline_tags
from knowlog.domain.prose import count_words, first_heading, first_paragraph, plain
from knowlog.domain.slugs import slugify
from knowlog.domain.tags import unique_tags, written_tags

_SUMMARY_KEYS = ("summary", "description", "excerpt")
_SUMMARY_LENGTH = 200
_YES = frozenset({"true", "yes", "on", "y", "1"})
_NO = frozenset({"false", "no", "off", "n", "0"})
_SHOWN_KEYS = ("published", "publish")
_HIDDEN_KEYS = ("draft", "private")
_NOTHING = frozenset({"", "~", "null"})

Fields = Mapping[str, object]


def describe(
    document: Document, zone: tzinfo, *, draft_folders: Sequence[str] = ("_drafts",)
) -> Entry:
    """Interpret a document.

    Args:
        document: As it was read.
        zone: What a date without an offset is in.
        draft_folders: Names of folders whose entries are drafts.
    """
    fields = fields_of(document)
    body = document.body
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    folder, _, file_name = document.path.rpartition("/")
    stem = file_name.rpartition(".")[0] or file_name
    return Entry(
        id=_slug(fields, stem),
        path=document.path,
        title=_title(fields, body, stem),
        date=entry_date(fields, document.path, zone),
        updated=updated_date(fields, zone),
        tags=unique_tags([*written_tags(fields), *inline_tags(body)]),
        summary=_summary(fields, body),
        words=count_words(body),
        draft=_is_draft(fields) or any(part in draft_folders for part in folder.split("/")),
        layout=_text(fields, "layout"),
        lang=_text(fields, "lang") or _text(fields, "language"),
    )


def fields_of(document: Document) -> Fields:
    """What the front matter says, with keys in lower case (``Title:`` is a title too)."""
    return {
        key.lower(): value
        for key, value in document.written.items()
        if not _is_nothing(value, document.meta.get(key))
    }


def _is_nothing(written: object, meant: object) -> bool:
    """Whether a value stands for none; a quoted "null" is a word like any other."""
    return isinstance(written, str) and written.strip() in _NOTHING and not isinstance(meant, str)


def _title(fields: Fields, body: str, stem: str) -> str:
    title = " ".join(_text(fields, "title").split())
    return title or first_heading(body) or _readable(stem)


def _readable(stem: str) -> str:
    """A file name as a title: no date, words apart, the first letter a capital."""
    dated, name = split_name(stem)
    if " " not in name and (dated or not name[:4].isdigit()):
        name = " ".join(name.replace("-", " ").replace("_", " ").split())
    return name[:1].upper() + name[1:] or stem


def _slug(fields: Fields, stem: str) -> str:
    # A slug with slashes is an address in some programs; its last part names the entry.
    written = _text(fields, "slug").strip("/").rpartition("/")[2]
    return slugify(written or split_name(stem)[1])


def _summary(fields: Fields, body: str) -> str:
    written = next(filter(None, (_text(fields, key) for key in _SUMMARY_KEYS)), "")
    text = plain(written) if written else first_paragraph(body)
    return _shortened(text, _SUMMARY_LENGTH)


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    # Scripts without spaces are cut where they are: half a sentence beats half a line.
    whole = cut.rpartition(" ")[0]
    return (whole if len(whole) > limit // 2 else cut).rstrip(" ,;:.") + "…"


def _is_draft(fields: Fields) -> bool:
    hidden = any(_text(fields, key).lower() in _YES for key in _HIDDEN_KEYS)
    return hidden or any(_text(fields, key).lower() in _NO for key in _SHOWN_KEYS)


def unclear_switches(fields: Fields) -> list[tuple[str, str]]:
    """The keys that should say whether an entry is hidden, and say neither; with their values.

    Args:
        fields: As `fields_of` gives them. The day of publication is an answer too.
    """
    written = [(key, _text(fields, key)) for key in (*_HIDDEN_KEYS, *_SHOWN_KEYS)]
    return [
        (key, text)
        for key, text in written
        if text and text.lower() not in _YES | _NO and read_date(text, UTC) is None
    ]


def _text(fields: Fields, key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        return ""
    return value.strip()
