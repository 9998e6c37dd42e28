"""Compare what an importer read with the log, and make one change of it that can be undone.

Nothing is written here. A file that the user changed in the log since it came in is kept, one
that changed in the source alone is a difference to be shown, and all others stay untouched.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

from knowlog.domain.changes import ChangeSet, Content, Elsewhere, FileChange
from knowlog.domain.imports import Imported, Intake, LeftOut, Memory, State, Taken, state
from knowlog.domain.paths import free, path_key, portable


@dataclass(frozen=True, slots=True)
class Files:
    """How the files of both sides are reached.

    Attributes:
        read: The bytes of a file of the log by its path; None when there is none.
        digest_file: The same for a file of any size.
        copy: A file of the source that is copied as it is.
    """

    read: Callable[[str], bytes | None]
    digest_file: Callable[[str], Elsewhere | None]
    copy: Callable[[str], Elsewhere]


@dataclass(frozen=True, slots=True)
class Step:
    """One file that comes in, and what it is to the log.

    Attributes:
        taken: The file.
        state: What is to be done with it.
        before: The log's bytes at its path, or None; only where they would be replaced.
        after: The bytes it shall have there.
        made: The digest of what the import would make of it if nothing had moved in the log;
            empty where nothing has.
    """

    taken: Taken
    state: State
    before: Content | None
    after: Content
    made: str = ""

    @property
    def change(self) -> FileChange:
        """The change that brings it in."""
        return FileChange(self.taken.path, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Plan:
    """An import that is decided and not yet carried out.

    Attributes:
        steps: Every file that could come in.
        left_out: Every other file of the source.
        intake: What the importer read.
    """

    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]
    intake: Intake

    def of(self, *states: State) -> tuple[Step, ...]:
        """The steps in one of these states."""
        return tuple(step for step in self.steps if step.state in states)


class Places:
    """Gives each file of a source its path in the log."""

    def __init__(
        self,
        memory: Memory,
        standing: Iterable[str] = (),
        avoid: Iterable[str] = (),
        *,
        at_first: bool = False,
    ) -> None:
        """Know what is there.

        Args:
            memory: Of this source; a file that came in before keeps its path.
            standing: The paths of the log's files, to tell twins that differ in case only.
            avoid: Those of them that are surely other files than the source's.
            at_first: Give files that have moved the path where they came in.
        """
        self._known = {
            one.source: (at_first and one.first) or path for path, one in memory.files.items()
        }
        self._standing = {path_key(path): path for path in standing}
        self._avoid = frozenset(avoid)
        self._given = {path_key(path) for path in memory.files}
        self._given |= {path_key(one.first) for one in memory.files.values() if one.first}

    def __call__(self, source: str, wanted: str) -> str:
        """The path for a file; see `knowlog.domain.imports.Destination.place`."""
        if (path := self._known.get(source)) is not None:
            return path
        safe = portable(wanted)
        path = free(safe, lambda one: self._is_taken(one, own=one == safe))
        self._given.add(path_key(path))
        self._known[source] = path
        return path

    def _is_taken(self, path: str, *, own: bool) -> bool:
        key = path_key(path)
        there = self._standing.get(key)
        # What stands at the very path may be this file from an import that nobody remembers.
        foreign = there is not None and not (own and there == path)
        return key in self._given or path in self._avoid or foreign


def plan(
    intake: Intake,
    memory: Memory,
    files: Files,
    blank: Container[bytes] = (),
    made: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Decide what becomes of each file.

    Args:
        intake: What the importer read.
        memory: What came in from this source before.
        files: Of the log and of the source.
        blank: Files of the log with these bytes hold nothing of anybody's and give way.
        made: Path in the source to the digest of what the import would make of the file if
            nothing had moved in the log; empty where nothing has.
    """
    steps: list[Step] = []
    left_out = list(intake.left_out)
    for taken in intake.taken:
        try:
            step = _step(taken, memory, files, blank)
            steps.append(_followed(step, memory, made.get(taken.source, "")) if made else step)
        except OSError as error:
            reason = f"it cannot be read: {error.strerror or error}"
            left_out.append(LeftOut(taken.source, "unreadable", reason))
    return Plan(tuple(steps), tuple(left_out), intake)


def _step(taken: Taken, memory: Memory, files: Files, blank: Container[bytes]) -> Step:
    before: Content | None
    after: Content
    if taken.data is None:
        after, before = files.copy(taken.source), files.digest_file(taken.path)
    else:
        after, before = taken.data, files.read(taken.path)
    is_blank = isinstance(before, bytes) and before in blank
    last = memory.files.get(taken.path)
    found = state(
        last=last.digest if last else None,
        now=None if before is None or is_blank else digest(before),
        new=digest(after),
    )
    if found is State.CHANGED and isinstance(before, Elsewhere):
        before = files.read(taken.path)  # what is replaced is kept in the journal, byte for byte
    return Step(taken, found, before, after)


def with_removed(plan: Plan) -> Plan:
    """The same plan, with what the user removed from the log coming in anew."""
    steps = (
        replace(step, state=State.NEW) if step.state is State.REMOVED else step
        for step in plan.steps
    )
    return replace(plan, steps=tuple(steps))


def _followed(step: Step, memory: Memory, made: str) -> Step:
    """The step when other files, or this one, have moved: only the source's own changes count."""
    last = memory.files.get(step.taken.path)
    if not (last and made):
        return replace(step, made=made)
    same = made == (last.made or last.digest)
    found = State.SAME if same and step.state is not State.REMOVED else step.state
    return replace(step, state=found, made=made)


def strangers(plan: Plan, memory: Memory) -> tuple[str, ...]:
    """The log's files that only happen to be called like files of the source.

    Where nothing is remembered and most files that share a path are the same, they once came in
    from here (the memory does not travel with a clone): then those that differ were changed by
    the user since, and are no strangers.
    """
    unknown = [step for step in plan.steps if step.taken.path not in memory.files and step.before]
    differ = [step.taken.path for step in unknown if step.state is State.KEPT]
    same = sum(step.state is State.SAME for step in unknown)
    return () if same > len(differ) else tuple(differ)


def settings_to_make(
    wanted: Mapping[str, object], memory: Memory, now: Mapping[str, object]
) -> dict[str, object]:
    """The settings that the source gives and nobody has set in the log.

    Args:
        wanted: What the source says.
        memory: What it said last time.
        now: What the log's own file says.
    """
    return {
        name: value
        for name, value in wanted.items()
        if now.get(name) != value and (name not in now or now[name] == memory.settings.get(name))
    }


def remembered(steps: Iterable[Step], memory: Memory, settings: Mapping[str, object]) -> Memory:
    """What to remember of a source when these steps are done, those of one state aside.

    Args:
        steps: What is written, and what is as the source has it already.
        memory: What was remembered before.
        settings: The settings that the import makes.
    """
    files = dict(memory.files)
    for step in steps:
        path, last = step.taken.path, memory.files.get(step.taken.path)
        if last and step.made and step.state is State.SAME:
            continue  # what the log has is what it was made into when something moved
        now = digest(step.after)
        made = step.made if step.made != now else ""
        new = Imported(step.taken.source, now, step.taken.back, made=made)
        files[path] = (
            replace(new, first=last.first, title=last.title, redirects=last.redirects)
            if last
            else new
        )
    return Memory(memory.kind, memory.place, files, {**memory.settings, **settings})


def change_set(command: str, steps: Iterable[Step], more: Iterable[FileChange]) -> ChangeSet:
    """One change of everything that is to be written."""
    files = [*(step.change for step in steps), *more]
    return ChangeSet(command, tuple(one for one in files if one.before != one.after))


def digest(content: Content) -> str:
    """The sign by which the same bytes are known again."""
    return content.digest if isinstance(content, Elsewhere) else sha256(content).hexdigest()
