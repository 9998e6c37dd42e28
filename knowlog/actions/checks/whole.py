"""What only shows when the files of a log are seen together."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from collections.abc import Set as AbstractSet
from itertools import combinations

from knowlog.actions.checks.headers import from_problem
from knowlog.actions.checks.material import Kept, Log
from knowlog.domain.findings import Finding, Severity
from knowlog.domain.liketags import Likeness, LikeTags, like_tags
from knowlog.domain.portable import bad_names, twins
from knowlog.domain.slugs import slug_key

_ELSEWHERE = "Another system refuses it: a clone, a copy or a synchronised folder lacks the file."


def unreadable(log: Log) -> Iterator[Finding]:
    """Files that cannot be read: devices, links that lead out of the log, what is too large."""
    for path, problem in log.skipped.items():
        yield from_problem(path, problem)


def names(log: Log) -> Iterator[Finding]:
    """Names that Windows cannot hold, that are too long, or that macOS takes for one."""
    hint = "Rename it: knowlog mv."
    for path in log.paths:
        for bad in bad_names(path):
            yield Finding(path, 0, bad.kind, bad.reason, _ELSEWHERE, hint)
    for path, other in twins(log.paths):
        message = f"its name differs from {other} only in case or in the form of its accents"
        why = "On macOS and Windows only one of them survives a copy or a clone."
        yield Finding(path, 0, "twin-names", message, why, "Rename one of them: knowlog mv.")


def ids(log: Log) -> Iterator[Finding]:
    """Entries with the id of another."""
    for path, other in _repeated(log, lambda kept: slug_key(kept.entry.id)):
        if slug_key(path) == slug_key(other):
            continue  # their names are told to be twins
        message = f"its id {log.kept[path].entry.id} is also that of {other}"
        why = "A command that is given this id asks which one is meant."
        hint = "Give one of them a slug of its own in the front matter, or leave it so."
        yield Finding(path, 0, "duplicate-id", message, why, hint, severity=Severity.REMARK)


def titles(log: Log) -> Iterator[Finding]:
    """Entries with the title of another."""
    for path, other in _repeated(log, lambda kept: kept.entry.title.casefold()):
        if slug_key(log.kept[path].entry.id) == slug_key(log.kept[other].entry.id):
            continue  # that says so already
        message = f"{other} has the same title"
        why = "In lists and for links that name the title they look alike."
        hint = "Make one title say more, or leave it so."
        yield Finding(path, 0, "duplicate-title", message, why, hint, severity=Severity.REMARK)


def bodies(log: Log) -> Iterator[Finding]:
    """Entries with the text of another, white space aside."""
    for path, other in _repeated(log, lambda kept: kept.body):
        message = f"it says the same as {other}, word for word"
        why = "A change to one of them is missing in the other."
        hint = "Remove one of them: knowlog rm."
        yield Finding(path, 0, "duplicate-text", message, why, hint, severity=Severity.REMARK)


def tags(log: Log) -> Iterator[Finding]:
    """Tags that are probably one."""
    uses = Counter(tag for entry in log.entries for tag in entry.tags)
    first = {tag: entry.path for entry in reversed(log.entries) for tag in entry.tags}
    together = {frozenset(pair) for entry in log.entries for pair in combinations(entry.tags, 2)}
    groups = like_tags(uses)
    several = Counter(tag for group in groups for tag in group.tags)
    for group in groups:
        unclear = group.likeness is Likeness.ACRONYM and any(several[tag] > 1 for tag in group.tags)
        if unclear or _apart(group, together):
            continue
        shown = ", ".join(f"{tag} ({uses[tag]})" for tag in group.tags)
        message = f"{shown}: {group.likeness.reason}"
        why = "Whoever looks for one of them misses the entries of the other."
        merged = " ".join(f"'{tag}'" if " " in tag else tag for tag in reversed(group.tags))
        hint = f"If they are one: knowlog tag merge {merged}"
        path, severity = first[group.tags[-1]], Severity.REMARK
        yield Finding(path, 0, "like-tags", message, why, hint, severity=severity)


def _apart(group: LikeTags, together: AbstractSet[frozenset[str]]) -> bool:
    """Whether somebody gave two of these tags to one entry, and so means different things."""
    return any(frozenset(pair) in together for pair in combinations(group.tags, 2))


def _repeated(log: Log, key: Callable[[Kept], Hashable]) -> Iterator[tuple[str, str]]:
    """Each path that is not the first with its key, and the first one."""
    first: dict[Hashable, str] = {}
    for path, kept in sorted(log.kept.items()):
        value = key(kept)
        if value not in {"", b""}:
            other = first.setdefault(value, path)
            if other != path:
                yield path, other


def catalog(log: Log) -> Iterator[Finding]:
    """Damage to the catalog, or rows in it that the files contradict."""
    yield from _derived(log, "catalog", "Lists and completion show what is not so, or fail.")


def index(log: Log) -> Iterator[Finding]:
    """Damage to the search index."""
    yield from _derived(log, "index", "Search misses entries or fails.")


def journal(log: Log) -> Iterator[Finding]:
    """Damage to the records that undo needs."""
    for text in log.derived["journal"]() if "journal" in log.derived else ():
        why = "What it holds cannot be undone, nor anything before it."
        hint = "Save what you need of it by hand, then remove the file."
        yield Finding(".knowlog/journal", 0, "damaged-journal", text, why, hint)


def _derived(log: Log, name: str, why: str) -> Iterator[Finding]:
    for text in log.derived[name]() if name in log.derived else ():
        hint = "It is built anew from the files: knowlog index rebuild, or doctor --fix."
        yield Finding(f"the {name}", 0, f"damaged-{name}", text, why, hint, name)
