"""Add, take off and rename tags in many files, each in its own style."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowlog.domain.changes import ChangeSet, FileChange, Refusal
from knowlog.domain.distance import nearest
from knowlog.domain.document import Document
from knowlog.domain.entry import Entry
from knowlog.domain.hashtags import inline_tags, is_hashtag
from knowlog.domain.ports import EntryStore
from knowlog.domain.tags import clean_tag, is_under, renamed_tag, tag_fault, tag_key
from knowlog.errors import KnowlogError, NotFoundError, UsageError

EditTags = Callable[..., bytes]
"""``edit_tags(data, add=..., remove=..., path=...)`` of the front matter."""

RenameTags = Callable[[bytes, Document, Mapping[str, str]], bytes]
"""``rename_tags(data, document, names)`` of front matter and body."""

Read = Callable[[bytes, str], tuple[Entry, Document]]
"""What the bytes of a file, under its path, say."""

Tags = Sequence[str]


@dataclass(frozen=True, slots=True)
class Retagged:
    """What a change of tags would do; nothing is written yet.

    Attributes:
        changes: The files that change.
        refused: The files that do not get the tags they should have.
    """

    changes: ChangeSet
    refused: tuple[Refusal, ...] = ()


def retag(  # noqa: PLR0913 - what to change, and with what
    store: EntryStore,
    entries: Sequence[Entry],
    edit_tags: EditTags,
    read: Read,
    *,
    add: Tags = (),
    remove: Tags = (),
    subject: str = "",
) -> Retagged:
    """Add tags to entries, or take them off the front matter.

    A ``#tag`` in a body is a word of its author, so it is not taken off but refused.

    Args:
        store: Where the files are.
        entries: Which.
        edit_tags: Changes the front matter of one file.
        read: Reads what it has become.
        add: Tags to add.
        remove: Tags to take off.
        subject: What the entries have in common, for the history; their names without it.
    """
    gone = {tag_key(tag) for tag in remove}

    def change(data: bytes, path: str) -> bytes:
        return edit_tags(data, add=tuple(add), remove=tuple(remove), path=path)

    def wanted(tags: Tags) -> list[str]:
        return [*(tag for tag in tags if tag_key(tag) not in gone), *add]

    verb = "add" if add else "rm"
    subject = subject or (entries[0].id if len(entries) == 1 else f"{len(entries)} entries")
    command = f"tag {verb} {subject} {' '.join([*add, *remove])}"
    return _retagged(store, entries, change, wanted, read, command)


def rename(  # noqa: PLR0913, PLR0917 - as above
    store: EntryStore,
    entries: Sequence[Entry],
    rename_tags: RenameTags,
    read: Read,
    names: Mapping[str, str],
    command: str,
) -> Retagged:
    """Give tags other names, with those below them, in front matter and body.

    Raises:
        UsageError: A tag stands in some body, where its new name would be no tag.
    """
    unfit: Counter[tuple[str, str]] = Counter()

    def change(data: bytes, path: str) -> bytes:
        document = read(data, path)[1]
        pairs = {(tag, renamed_tag(tag, names)) for tag in inline_tags(document.body)}
        unfit.update((old, new) for old, new in pairs if old != new and not is_hashtag(new))
        return data if unfit else rename_tags(data, document, names)

    def wanted(tags: Tags) -> list[str]:
        return [renamed_tag(tag, names) for tag in tags]

    concerned = [entry for entry in entries if any(_fits(tag, names) for tag in entry.tags)]
    done = _retagged(store, concerned, change, wanted, read, command)
    if unfit:
        raise _cannot_stand_in_a_body(unfit)
    return done


def _fits(tag: str, names: Iterable[str]) -> bool:
    return any(is_under(tag, old) for old in names)


def _retagged(  # noqa: PLR0913, PLR0917 - the parts of one loop
    store: EntryStore,
    entries: Iterable[Entry],
    change: Callable[[bytes, str], bytes],
    wanted: Callable[[Tags], list[str]],
    read: Read,
    command: str,
) -> Retagged:
    """Change each file that can be changed, and read it again to see that it has."""
    files: list[FileChange] = []
    refused: list[Refusal] = []
    for entry in entries:
        path = entry.path
        try:
            before = store.read_bytes(path)
            after = change(before, path)
        except KnowlogError as error:
            refused.append(Refusal(path, error.message))
            continue
        now, document = read(after, path)
        left = [tag for tag in now.tags if tag_key(tag) not in set(map(tag_key, wanted([tag])))]
        if left:
            refused.append(Refusal(path, _why_left(path, left, document)))
        elif _keys(now.tags) != _keys(wanted(entry.tags)):
            refused.append(Refusal(path, f"{path}: it would get other tags than these"))
            continue
        if after != before:
            files.append(FileChange(path, before, after))
    return Retagged(ChangeSet(command, tuple(files)), tuple(refused))


def _keys(tags: Iterable[str]) -> set[str]:
    return {tag_key(clean_tag(tag)) for tag in tags}


def _why_left(path: str, left: Tags, document: Document) -> str:
    inside = _keys(inline_tags(document.body))
    if all(tag_key(tag) in inside for tag in left):
        return f"{path}: {' '.join(f'#{tag}' for tag in left)} stands in its text"
    return f"{path}: {', '.join(left)} does not stand where it can be changed"


def _cannot_stand_in_a_body(unfit: Mapping[tuple[str, str], int]) -> UsageError:
    (old, new), count = min(unfit.items(), key=lambda item: (-item[1], item[0]))
    entries = "an entry has" if count == 1 else f"{count} entries have"
    joined = re.sub(r"[^\w/-]+", "-", new).strip("-")
    other = f": {joined} would do" if is_hashtag(joined) else ""
    return UsageError(
        f"#{new} is no tag in a text, and {entries} #{old} there",
        f"A tag in a text has no spaces and is neither a number nor a colour{other}.",
    )


def known_tag(tag: str, entries: Iterable[Entry]) -> str:
    """The tag as it is, when some entry has it or one below it.

    Raises:
        NotFoundError: None has; the hint names the nearest.
    """
    tags = {tag for entry in entries for tag in entry.tags}
    clean = clean_tag(tag)
    if clean and any(is_under(one, clean) for one in tags):
        return clean
    shown = {tag_key(one): one for one in sorted(tags)}
    near = shown.get(nearest(tag_key(clean), shown))
    hint = f"Did you mean {near}?" if near else "`knowlog tag list` shows what there is."
    raise NotFoundError(f"no entry has the tag {clean or tag!r}", hint)


def new_tag(tag: str) -> str:
    """The name that a tag shall get, as it is written.

    Raises:
        UsageError: It cannot be the name of a tag.
    """
    if fault := tag_fault(tag):
        raise UsageError(f"{tag!r} cannot be a tag: {fault}", "For example: ml/recsys")
    return clean_tag(tag)
