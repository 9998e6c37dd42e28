from collections.abc import Mapping

from knowlog.actions.bring_in import (
    Files,
    Places,
    Plan,
    change_set,
    digest,
    plan,
    remembered,
    settings_to_make,
    strangers,
    with_removed,
)
from knowlog.domain.changes import Elsewhere, FileChange
from knowlog.domain.imports import Imported, Intake, LeftOut, Memory, State, Taken

EMPTY = Memory("jekyll", "/blog")


def known(**files: bytes) -> Memory:
    """A memory in which ``name="..."`` came in as ``name.md``."""
    table = {f"{name}.md": Imported(f"{name}.src", digest(data)) for name, data in files.items()}
    return Memory("jekyll", "/blog", table)


def planned(new: Mapping[str, bytes], log: Mapping[str, bytes], memory: Memory = EMPTY) -> Plan:
    taken = tuple(Taken(f"{name}.src", f"{name}.md", data) for name, data in new.items())
    return plan(Intake(taken), memory, files(log))


def weighed(data: bytes) -> Elsewhere:
    return Elsewhere("/somewhere", len(data), digest(data))


def files(log: Mapping[str, bytes], source: Mapping[str, bytes] | None = None) -> Files:
    def copy(path: str) -> Elsewhere:
        if path not in (source or {}):
            raise PermissionError(13, "Permission denied")
        return weighed((source or {})[path])

    return Files(log.get, lambda path: weighed(log[path]) if path in log else None, copy)


def states(result: Plan) -> dict[str, State]:
    return {step.taken.path: step.state for step in result.steps}


def test_each_file_is_compared_with_the_log_and_the_last_time() -> None:
    log = {"same.md": b"1", "newer.md": b"1", "mine.md": b"me"}
    memory = known(same=b"1", newer=b"1", mine=b"1", gone=b"1")
    new = {"same": b"1", "newer": b"2", "mine": b"2", "gone": b"1", "fresh": b"1"}
    assert states(planned(new, log, memory)) == {
        "same.md": State.SAME,
        "newer.md": State.CHANGED,
        "mine.md": State.KEPT,
        "gone.md": State.REMOVED,
        "fresh.md": State.NEW,
    }


def test_a_page_that_nobody_wrote_gives_way_and_can_be_had_back() -> None:
    taken = Taken("about.md", "about.md", b"Me")
    stub = {"about.md": b"stub"}
    result = plan(Intake((taken,)), EMPTY, files(stub), [b"stub"])
    assert [step.state for step in result.steps] == [State.NEW]
    assert result.steps[0].change == FileChange("about.md", b"stub", b"Me")


def test_a_picture_is_copied_and_one_that_cannot_be_read_is_left_out() -> None:
    taken = (Taken("a.png", "a.png"), Taken("b.png", "b.png"))
    result = plan(Intake(taken), EMPTY, files({}, {"a.png": b"png"}))
    assert [step.after for step in result.steps] == [weighed(b"png")]
    reason = "it cannot be read: Permission denied"
    assert result.left_out == (LeftOut("b.png", "unreadable", reason),)


def test_a_picture_that_changed_is_replaced_with_its_old_bytes_in_the_journal() -> None:
    taken = (Taken("a.src", "a.md"), Taken("b.src", "b.md"))
    log = {"a.md": b"old", "b.md": b"same"}
    source = {"a.src": b"new", "b.src": b"same"}
    result = plan(Intake(taken), known(a=b"old", b=b"same"), files(log, source))
    assert states(result) == {"a.md": State.CHANGED, "b.md": State.SAME}
    assert result.steps[0].change == FileChange("a.md", b"old", weighed(b"new"))


def test_only_what_is_written_is_changed_and_remembered() -> None:
    result = planned({"a": b"1", "b": b"2"}, {"b.md": b"1"}, known(b=b"1"))
    due = result.of(State.NEW)
    changes = change_set("import", due, [FileChange("x", b"same", b"same")])
    assert [one.path for one in changes.files] == ["a.md"]
    memory = remembered(due, known(b=b"1"), {"title": "Blog"})
    assert memory.files["a.md"] == Imported("a.src", digest(b"1"))
    assert memory.files["b.md"].digest == digest(b"1")
    assert memory.settings == {"title": "Blog"}


def test_a_place_is_kept_and_another_file_of_that_name_gets_the_next() -> None:
    places = Places(known(a=b"1"), ["a.md", "c.md", "D.md"], avoid=["c.md"])
    assert places("a.src", "elsewhere.md") == "a.md"
    assert places("other.src", "A.md") == "A-2.md"
    assert places("c.src", "c.md") == "c-2.md"
    assert places("d.src", "d.md") == "d-2.md"
    assert places("d.src", "d.md") == "d-2.md"


def test_a_file_that_nobody_remembers_may_stand_at_its_very_path() -> None:
    places = Places(EMPTY, ["a.md", "a-2.md"])
    assert places("a.src", "a.md") == "a.md"
    assert places("b.src", "a.md") == "a-3.md"


def test_a_file_that_moved_keeps_its_place_and_nobody_gets_the_old_one() -> None:
    memory = Memory("jekyll", "/blog", {"b.md": Imported("a.src", "1", first="a.md")})
    assert Places(memory)("a.src", "a.md") == "b.md"
    assert Places(memory)("new.src", "a.md") == "a-2.md"
    assert Places(memory, at_first=True)("a.src", "x.md") == "a.md"


def test_when_something_has_moved_only_changes_of_the_source_count() -> None:
    table = {
        "same.md": Imported("same.src", digest(b"linked anew"), made=digest(b"1")),
        "newer.md": Imported("newer.src", digest(b"linked anew"), made=digest(b"1")),
        "mine.md": Imported("mine.src", digest(b"1")),
        "gone.md": Imported("gone.src", digest(b"1")),
    }
    memory = Memory("jekyll", "/blog", table)
    log = {"same.md": b"linked anew", "newer.md": b"linked anew", "mine.md": b"me"}
    new = {"same": b"another way", "newer": b"2 there", "mine": b"2", "gone": b"1", "new": b"3"}
    first = {"same": b"1", "newer": b"2", "mine": b"2", "gone": b"1", "new": b"3"}
    made = {f"{name}.src": digest(data) for name, data in first.items()}
    taken = tuple(Taken(f"{name}.src", f"{name}.md", data) for name, data in new.items())
    result = plan(Intake((*taken, Taken("p.png", "p.png", b"p"))), memory, files(log), (), made)
    assert states(result) == {
        "same.md": State.SAME,
        "newer.md": State.CHANGED,
        "mine.md": State.KEPT,
        "gone.md": State.REMOVED,
        "new.md": State.NEW,
        "p.png": State.NEW,
    }
    due = result.of(State.NEW, State.CHANGED, State.SAME)
    after = remembered(due, memory, {}).files
    assert after["same.md"] == table["same.md"]
    assert after["newer.md"] == Imported("newer.src", digest(b"2 there"), made=digest(b"2"))
    assert after["new.md"] == Imported("new.src", digest(b"3"))


def test_what_was_removed_comes_back_when_it_is_asked_for() -> None:
    result = with_removed(planned({"a": b"1", "b": b"1"}, {"b.md": b"1"}, known(a=b"1", b=b"1")))
    assert states(result) == {"a.md": State.NEW, "b.md": State.SAME}
    assert result.steps[0].change == FileChange("a.md", None, b"1")


def test_files_of_another_blog_with_the_same_names_are_strangers() -> None:
    result = planned({"a": b"1", "about": b"1"}, {"about.md": b"me"})
    assert strangers(result, EMPTY) == ("about.md",)


def test_in_a_clone_what_differs_is_the_users_own() -> None:
    log = {"a.md": b"1", "b.md": b"1", "c.md": b"edited"}
    result = planned({"a": b"1", "b": b"1", "c": b"1"}, log)
    assert strangers(result, EMPTY) == ()
    assert states(result)["c.md"] is State.KEPT


def test_a_setting_that_somebody_made_in_the_log_stays() -> None:
    memory = Memory("jekyll", "/blog", settings={"author": "Ada", "title": "Old"})
    now = {"title": "Old", "author": "Ada L.", "language": "en"}
    wanted = {"title": "New", "author": "Ada", "language": "en", "site.base_url": "https://a"}
    assert settings_to_make(wanted, memory, now) == {"title": "New", "site.base_url": "https://a"}
