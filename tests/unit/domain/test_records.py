"""Entries and their front matter as JSON."""

import json
from datetime import UTC, date, datetime, time

from knowlog.domain.entry import Entry
from knowlog.domain.records import entry_record, plain_values


def test_what_an_entry_lacks_is_null_and_not_left_out() -> None:
    assert entry_record(Entry("a", "a.md", "A")) == {
        "id": "a",
        "title": "A",
        "date": None,
        "updated": None,
        "tags": [],
        "path": "a.md",
        "summary": "",
        "words": 0,
        "draft": False,
        "layout": None,
        "lang": None,
    }


def test_dates_have_their_offset() -> None:
    moment = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    record = entry_record(Entry("a", "a.md", "A", date=moment, updated=moment, tags=("x",)))
    assert record["date"] == record["updated"] == "2024-05-06T07:08:00+00:00"
    assert record["tags"] == ["x"]


def test_front_matter_is_what_json_can_hold() -> None:
    meta = {
        "n": [1, 1.5, True, None, "ü"],
        "far": float("inf"),
        "none": float("nan"),
        "when": {2024: date(2024, 5, 6), "at": time(7, 8)},
        "set": {"a"},
        "odd": 1j,
    }
    plain = plain_values(meta)
    assert plain == {
        "n": [1, 1.5, True, None, "ü"],
        "far": "inf",
        "none": "nan",
        "when": {"2024": "2024-05-06", "at": "07:08:00"},
        "set": ["a"],
        "odd": "1j",
    }
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
