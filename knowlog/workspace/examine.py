"""What is wrong with the files of a log, and the repairs there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial

from knowlog.actions.checks.material import Log
from knowlog.actions.checks.table import CHECKS, Check
from knowlog.actions.examine import examine, outdated, repair
from knowlog.domain.changes import ChangeSet
from knowlog.domain.describe import describe
from knowlog.domain.distance import nearest
from knowlog.domain.encoding import is_encoding
from knowlog.domain.findings import Finding, Severity
from knowlog.errors import NotFoundError, UsageError
from knowlog.exporters.site.model import RESERVED
from knowlog.index.catalog import verify
from knowlog.storage.attachments import other_files
from knowlog.storage.frontmatter.requoting import requote
from knowlog.storage.frontmatter.toml_to_yaml import toml_to_yaml
from knowlog.storage.mojibake import mend_file
from knowlog.workspace.core import Workspace
from knowlog.workspace.search import rebuild


@dataclass(frozen=True)
class Examination:
    """One look at a whole log.

    Attributes:
        findings: By check, then by path and line.
        log: What is known of the log.
        ignored: How many more the settings leave out.
    """

    findings: Sequence[Finding]
    log: Log
    ignored: int = 0


def look(workspace: Workspace, only: Collection[str] = (), encoding: str = "") -> Examination:
    """Run the checks on every file, each read once.

    Args:
        workspace: The log.
        only: The names of the checks; all of them when it is empty.
        encoding: What bytes are that are not UTF-8, if the user knows.

    Raises:
        NotFoundError: There is no such check.
        UsageError: The settings name one that there is not, or there is no such encoding.
    """
    check_encoding(encoding)
    rules = _ignored(workspace.settings.texts("doctor.ignore"))
    wanted = [check_named(name) for name in only] or CHECKS
    cache = workspace.cache
    damage = verify(cache) if cache else []  # before the catalog is opened, which would mend it
    scan = workspace.store.scan()

    files, folders = other_files(str(workspace.root), scan.fingerprints)
    site = workspace.settings.text("site.out").strip("/")
    log = Log(
        store=workspace.store,
        now=workspace.clock.now(),
        mend=mend_file,
        quote=requote,
        as_yaml=toml_to_yaml,
        skipped=scan.problems,
        others=[path for path in files if not path.startswith(f"{site}/")],
        folders=folders,
        encoding=encoding,
        pattern=workspace.settings.text("site.permalink"),
        taken=RESERVED,
        liquid=workspace.store.layout.kind == "jekyll",
        derived={
            "catalog": lambda: damage or outdated(workspace.catalog, log.kept, scan.fingerprints),
            "index": workspace.index.verify,
            "journal": workspace.store.verify_journal,
        },
    )
    describe_one = partial(describe, zone=workspace.zone)
    found = examine(log, sorted(scan.fingerprints), describe_one, wanted, workspace.progress)
    kept = [one for one in found if not any(_fits(one, rule) for rule in rules)]
    return Examination([_placed(workspace, one) for one in kept], log, len(found) - len(kept))


def check_encoding(name: str) -> None:
    """Refuse an encoding that there is not.

    Raises:
        UsageError: There is none of this name.
    """
    if name and not is_encoding(name):
        hint = "For example: --encoding cp1250, iso-8859-2, cp1251, koi8-r or shift_jis"
        raise UsageError(f"there is no encoding {name!r}", hint)


def _ignored(rules: Sequence[str]) -> list[tuple[str, str]]:
    """What the settings leave out, as check and pattern of paths."""
    names = [check.name for check in CHECKS]
    found = []
    for rule in rules:
        name, _, pattern = rule.partition(":")
        if name not in names:
            near = nearest(name, names)
            hint = f"Is it {near}?" if near else "knowlog doctor --list names the checks."
            raise UsageError(f"doctor.ignore: there is no check {name!r}", hint)
        found.append((name, pattern or "*"))
    return found


def _fits(finding: Finding, rule: tuple[str, str]) -> bool:
    return finding.check == rule[0] and fnmatchcase(finding.path, rule[1])


def _placed(workspace: Workspace, finding: Finding) -> Finding:
    """A finding about something derived, with the place where that lies."""
    places: Mapping[str, str] = {"catalog": "catalog.sqlite", "index": "index"}
    if finding.check not in places or workspace.cache is None:
        return finding
    return replace(finding, path=str(workspace.cache / places[finding.check]))


def checks() -> Sequence[Check]:
    """Every check there is, in the order in which they are told."""
    return CHECKS


def check_named(name: str) -> Check:
    """The check of this name.

    Raises:
        NotFoundError: There is none.
    """
    return _named(name, CHECKS, "check")


def fix_named(name: str) -> Check:
    """The check of this name, which has a fix.

    Raises:
        NotFoundError: There is none.
    """
    return _named(name, [check for check in CHECKS if check.fix], "repair")


def _named(name: str, checks: Sequence[Check], what: str) -> Check:
    for check in checks:
        if check.name == name:
            return check
    names = [check.name for check in checks]
    near = nearest(name, names)
    hint = f"Is it {near}?" if near else f"It has {', '.join(names)}."
    raise NotFoundError(f"doctor has no {what} called {name!r}", hint)


def repairs(examination: Examination, name: str = "") -> ChangeSet:
    """What a fix, or every fix of a problem in turn, would change in the files.

    Args:
        examination: What was found.
        name: Of the fix; empty for all that mend problems.
    """
    every = {check.name for check in CHECKS if check.fix}
    remarked = {one.fix for one in examination.findings if one.severity is Severity.REMARK}
    names = {name} if name else every - remarked
    command = f"doctor --fix {name}".strip()
    return repair(examination.log, examination.findings, names, command)


def needs_rebuilding(examination: Examination, name: str = "") -> bool:
    """Whether something derived is damaged that a fix, or every fix, builds anew."""
    derived = {check.name for check in CHECKS if check.fix and check.fix.repair is None}
    return any(one.fix in derived and name in {"", one.fix} for one in examination.findings)


def build_anew(workspace: Workspace) -> None:
    """Throw away what is derived, and build it from the files."""
    rebuild(workspace)
