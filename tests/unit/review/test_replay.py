"""Corrections replayed on rows: each operation on each kind, on the same text, a changed one, and twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.api import Pipeline
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.errors import ReviewError
from pipeline.resources.store import ModelStore
from pipeline.review.corrections import Corrections, as_json, parse, read_corrections
from pipeline.review.replay import Replay, Replayed
from pipeline.review.values import covered
from pipeline.tables.rows import Rows
from pipeline.tables.schema import DOCUMENT_TABLES

TEXT = (
    "أعلنت وزارة العدل أمس إطلاق خدمة جديدة في مدينة الرياض.\n\n"
    "وقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل مع وزارة الصحة يوم 12 أكتوبر 2024.\n\n"
    "وزارت لجنة المتابعة المركز الجديد."
)


@pytest.fixture(scope="module")
def rows(nlp: Pipeline) -> Rows:
    return nlp.analyze(Document("d1", TEXT, published="2024-10-20")).rows


def place(text: str, number: int = 1, within: str = TEXT) -> dict[str, Any]:
    """Span of an occurrence counted from 1, with what stands around it."""
    at = -1
    for _ in range(number):
        at = within.index(text, at + 1)
    end = at + len(text)
    return {"start": at, "end": end, "text": text, "before": within[max(at - 16, 0) : at], "after": within[end : end + 16]}


def fix(op: str, kind: str, text: str, number: int = 1, /, **to: Any) -> dict[str, Any]:
    was = to.pop("was", {})
    return {"op": op, "kind": kind, **place(text, number), "was": was, "to": to}


def review(*records: dict[str, Any], entities: tuple[dict[str, Any], ...] = (), sha256: str | None = None, **more: Any) -> Corrections:
    document = {"doc_id": "d1", "sha256": sha256 or Document("", TEXT).sha256, "title": "", "corrections": list(records), **more}
    documents = [document] if records or more else []
    return parse({"format": "mirsad-corrections", "version": 1, "documents": documents, "entities": list(entities)}, "test")


def replay(rows: Rows, corrections: Corrections, text: str = TEXT) -> Replayed:
    done = Replay.from_models(corrections, ModelStore.shipped())(rows, text)
    consistent(done.rows, text)
    return done


def consistent(rows: Rows, text: str) -> None:
    """What holds for the rows of every run holds for corrected ones."""
    for name in ("organizations", "officials", "dates", "mentions"):
        assert all(text[row["start"] : row["end"]] == row["text"] for row in rows[name]), name
    assert all(text[row["start"] : row["end"]] == row["trigger"] for row in rows["actions"])
    known = {row["org_id"] for row in rows["organizations"]} | {row["person_id"] for row in rows["officials"]}
    assert {row["entity_id"] for row in rows["mentions"]} <= known
    assert {row[name] for row in rows["relations"] for name in ("subject_id", "object_id")} <= known
    for row in rows["actions"]:
        for role in ("actor", "target"):
            assert len(row[f"{role}s"]) == len(row[f"{role}_ids"]) == len(row[f"{role}_types"])
            bodies = {i for i, kind in zip(row[f"{role}_ids"], row[f"{role}_types"], strict=True) if i and kind == "organization"}
            assert bodies <= known
    for table in DOCUMENT_TABLES:
        assert all(set(row) == set(table.names) for row in rows[table.name]), table.name


def names(rows: Rows) -> list[str]:
    return [row["name"] for row in rows["organizations"]]


def action(rows: Rows, trigger: str) -> dict[str, Any]:
    return next(row for row in rows["actions"] if row["trigger"] == trigger)


def test_the_sample_is_as_the_tests_take_it(rows: Rows) -> None:
    assert {"وزارة العدل", "وزارة الصحة"} <= set(names(rows))
    assert [row["name"] for row in rows["officials"]] == ["أحمد بن سالم العلي"]
    assert action(rows, "أعلنت")["actors"] == ["وزارة العدل"]


def test_nothing_to_correct_changes_nothing(rows: Rows) -> None:
    assert replay(rows, Corrections()).rows is rows
    other = review(fix("reject", "organization", "وزارة الصحة"), sha256="0" * 64, doc_id="another")
    assert replay(rows, other).rows is rows


def test_accept(rows: Rows) -> None:
    done = replay(rows, review(fix("accept", "organization", "وزارة العدل"), fix("accept", "action", "أعلنت")))
    row = next(row for row in done.rows["mentions"] if row["text"] == "وزارة العدل")
    assert row["found_by"].endswith(", review")
    assert action(done.rows, "أعلنت")["rule"].endswith(", review")
    assert action(done.rows, "أعلنت")["score"] == 1.0
    assert done.applied == 2


def test_reject_an_organization_takes_it_out_of_every_table(rows: Rows) -> None:
    done = replay(rows, review(fix("reject", "organization", "وزارة الصحة"))).rows
    assert "وزارة الصحة" not in names(done)
    assert not [row for row in done["mentions"] if row["text"] == "وزارة الصحة"]
    assert not [row for row in done["actions"] if "وزارة الصحة" in row["actors"] + row["targets"]]
    assert "وزارة الصحة" in names(rows)  # the original is left alone


def test_reject_a_mention_leaves_the_others(rows: Rows) -> None:
    before = next(row for row in rows["organizations"] if row["name"] == "وزارة العدل")
    done = replay(rows, review(fix("reject", "organization", "الوزارة"))).rows
    after = next(row for row in done["organizations"] if row["name"] == "وزارة العدل")
    assert after["mentions"] == before["mentions"] - 1


def test_reject_a_position_leaves_the_person(rows: Rows) -> None:
    held = rows["officials"][0]
    done = replay(rows, review(fix("reject", "official", held["text"]))).rows
    assert [(row["name"], row["position"], row["org"]) for row in done["officials"]] == [("أحمد بن سالم العلي", "", "")]
    assert not [row for row in done["relations"] if row["subject_id"] == held["person_id"]]


def test_reject_a_person(rows: Rows) -> None:
    done = replay(rows, review(fix("reject", "person", "أحمد بن سالم العلي"))).rows
    assert not [row for row in done["officials"] if row["name"]]
    assert action(done, "قال")["actors"] == []


def test_reject_a_date_unties_its_actions(rows: Rows) -> None:
    done = replay(rows, review(fix("reject", "date", "12 أكتوبر 2024"))).rows
    assert "12 أكتوبر 2024" not in [row["text"] for row in done["dates"]]
    gone = {row["date_id"] for row in rows["dates"]} - {row["date_id"] for row in done["dates"]}
    assert not [row for row in done["actions"] if row["date_id"] in gone]


def test_change_what_an_action_is(rows: Rows) -> None:
    to = {"type": "launch", "actors": ["وزارة الصحة", "السعودية", "مدير الدار"], "modality": "planned", "date": "2024-10-21"}
    row = action(replay(rows, review(fix("change", "action", "أعلنت", **to))).rows, "أعلنت")
    assert (row["type"], row["plover"], row["cameo"], row["modality"], row["date"]) == (
        "launch",
        "COOPERATE",
        "06",
        "planned",
        "2024-10-21",
    )
    assert row["actors"] == ["وزارة الصحة", "السعودية", "مدير الدار"]
    assert row["actor_types"] == ["organization", "country", "organization"]
    assert row["actor_ids"][1] == "SA"
    assert row["rule"] == "review"


def test_change_a_span(rows: Rows) -> None:
    new = {n: v for n, v in place("أعلنت وزارة العدل").items() if n in ("start", "end", "text")}
    assert action(replay(rows, review(fix("change", "action", "أعلنت", **new))).rows, "أعلنت وزارة العدل")["rule"] == "review"


def test_change_the_name_of_one_mention(rows: Rows) -> None:
    done = replay(rows, review(fix("change", "organization", "وزارة الصحة", name="وزارة الصحة السعودية", country="SA"))).rows
    row = next(row for row in done["organizations"] if row["name"] == "وزارة الصحة السعودية")
    assert (row["type"], row["country"], row["mentions"], row["found_by"]) == ("ministry", "SA", 1, "review")
    assert row["aliases"] == ["وزارة الصحة"]
    assert "وزارة الصحة" not in names(done)


def test_change_a_person_takes_the_position_along(rows: Rows) -> None:
    done = replay(rows, review(fix("change", "person", "أحمد بن سالم العلي", name="أحمد بن سالم"))).rows
    assert [(row["name"], row["position"], row["mentions"]) for row in done["officials"]] == [("أحمد بن سالم", "وزير", 1)]
    assert action(done, "قال")["actors"] == ["أحمد بن سالم"]


def test_change_a_position(rows: Rows) -> None:
    held = rows["officials"][0]
    done = replay(rows, review(fix("change", "official", held["text"], position="وكيل", role="deputy_minister", org="وزارة الصحة"))).rows
    (row,) = done["officials"]
    assert (row["position"], row["role"], row["org"], row["found_by"]) == ("وكيل", "deputy_minister", "وزارة الصحة", "review")
    assert [relation["object_id"] for relation in done["relations"] if relation["subject_id"] == row["person_id"]] == [row["org_id"]]


def test_change_a_date(rows: Rows) -> None:
    done = replay(rows, review(fix("change", "date", "أمس", value="2024-10"))).rows
    row = next(row for row in done["dates"] if row["text"] == "أمس")
    assert (row["value"], row["start_date"], row["end_date"], row["granularity"]) == ("2024-10", "2024-10-01", "2024-10-31", "month")
    tied = [row["date"] for row in done["actions"] if row["date_id"] == row["date_id"] and row["trigger"] == "أعلنت"]
    assert tied == ["2024-10-01/2024-10-31"]


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31", "year")),
        ("2024-02", ("2024-02-01", "2024-02-29", "month")),
        ("2024-10-12/2024-10-16", ("2024-10-12", "2024-10-16", "day")),
        ("P3D", ("", "", "")),
        ("2024-13", ("", "", "")),
        ("2024-02-30", ("", "", "")),
        ("0000", ("", "", "")),
    ],
)
def test_days_that_a_value_covers(value: str, days: tuple[str, str, str]) -> None:
    assert covered(value) == days


def test_add_what_was_missed(rows: Rows) -> None:
    done = replay(
        rows,
        review(
            fix("add", "organization", "المركز الجديد", name="مركز الرياض الجديد", type="authority", country="SA"),
            fix("add", "action", "إطلاق", type="launch", actors=["مركز الرياض الجديد"]),
            fix("reject", "date", "أمس"),
            fix("add", "date", "أمس", value="2024-10-19"),
            fix("add", "official", "لجنة المتابعة", position="رئيس", org="مركز الرياض الجديد", role="chair", name="أحمد بن سالم العلي"),
        ),
    ).rows
    row = next(row for row in done["organizations"] if row["name"] == "مركز الرياض الجديد")
    assert (row["type"], row["mentions"], row["found_by"]) == ("authority", 1, "review")
    mention = next(other for other in done["mentions"] if other["text"] == "المركز الجديد")
    assert (mention["mention_id"], mention["sentence"]) == ("r1", 2)
    assert action(done, "إطلاق")["actor_ids"] == [row["org_id"]]
    assert action(done, "إطلاق")["sentence_text"] == "أعلنت وزارة العدل أمس إطلاق خدمة جديدة في مدينة الرياض."
    assert [(date["value"], date["start_date"]) for date in done["dates"] if date["text"] == "أمس"] == [("2024-10-19", "2024-10-19")]
    assert [other["position"] for other in done["officials"]] == ["وزير", "رئيس"]


def test_merge_and_rename_everywhere(rows: Rows) -> None:
    health = next(row for row in rows["organizations"] if row["name"] == "وزارة الصحة")
    justice = next(row for row in rows["organizations"] if row["name"] == "وزارة العدل")
    into = {"id": justice["org_id"], "name": justice["name"]}
    merge = {"id": health["org_id"], "kind": "organization", "name": health["name"], "to": into}
    done = replay(rows, review(entities=(merge,))).rows
    assert "وزارة الصحة" not in names(done)
    assert "وزارة الصحة" in next(row["aliases"] for row in done["organizations"] if row["org_id"] == justice["org_id"])
    rename = {
        "id": "",
        "kind": "organization",
        "name": "وزاره العدل",
        "to": {"name": "وزارة العدل السعودية", "type": "judicial"},
    }
    done = replay(rows, review(entities=(rename,))).rows
    row = next(row for row in done["organizations"] if row["name"] == "وزارة العدل السعودية")
    assert (row["type"], row["org_id"] == justice["org_id"]) == ("judicial", False)
    assert done["officials"][0]["org"] == "وزارة العدل السعودية"
    assert action(done, "أعلنت")["actors"] == ["وزارة العدل السعودية"]


def test_replayed_twice_is_replayed_once(rows: Rows) -> None:
    corrections = review(
        fix("reject", "organization", "وزارة الصحة"),
        fix("add", "organization", "لجنة المتابعة", name="لجنة المتابعة", type="committee"),
        fix("add", "action", "زارت", type="visit", actors=["لجنة المتابعة"]),
        fix("change", "date", "أمس", value="2024-10-18"),
        fix("change", "action", "أعلنت", **{n: v for n, v in place("أعلنت وزارة العدل").items() if n in ("start", "end", "text")}),
        fix("accept", "person", "أحمد بن سالم العلي"),
    )
    once = replay(rows, corrections).rows
    assert replay(once, corrections).rows == once


def test_a_text_that_has_changed(nlp: Pipeline) -> None:
    changed = "خبر عاجل\n\n" + TEXT
    rows = nlp.analyze(Document("d1", changed, published="2024-10-20")).rows
    done = replay(rows, review(fix("reject", "organization", "وزارة الصحة"), fix("accept", "action", "أعلنت")), changed)
    assert "وزارة الصحة" not in names(done.rows)
    assert done.applied == 2
    shorter = TEXT.replace("مع وزارة الصحة ", "")
    rows = nlp.analyze(Document("d1", shorter, published="2024-10-20")).rows
    done = replay(rows, review(fix("accept", "organization", "وزارة الصحة"), reviewed=True), shorter)
    assert done.stale == ("correction not applied: accept organization وزارة الصحة",)
    assert done.rows["documents"][0]["warnings"][-1:] == list(done.stale)
    assert done.reviewed


def test_corrections_go_through_a_file_and_the_library(tmp_path: Path, nlp: Pipeline) -> None:
    from pipeline.api import load

    corrections = review(fix("reject", "organization", "وزارة الصحة"))
    path = tmp_path / "c.json"
    path.write_text(as_json(corrections), encoding="utf-8")
    assert read_corrections([path]) == corrections
    result = load(Config(corrections=(path,))).analyze(Document("d1", TEXT, published="2024-10-20"))
    assert "وزارة الصحة" not in set(result.organizations["name"])


GOOD = {"op": "reject", "kind": "date", "start": 0, "end": 2, "text": "اب"}


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ([], "is not a file of corrections"),
        ({"format": "mirsad-corrections", "version": 2}, "reads version 1"),
        ({"documents": [{"correction": []}]}, "the nearest known one is 'corrections'"),
        ({"documents": [{"corrections": [GOOD | {"op": "rejected"}]}]}, "the nearest is 'reject'"),
        ({"documents": [{"corrections": [GOOD | {"start": 3}]}]}, "start before end"),
        ({"documents": [{"corrections": [GOOD | {"to": {"valeu": ""}}]}]}, "the nearest known one is 'value'"),
        ({"documents": [{"corrections": [GOOD | {"op": "add"}]}]}, "needs a value"),
        ({"documents": [{"corrections": [GOOD | {"op": "change"}]}]}, "needs its new values"),
        ({"documents": [{"corrections": [GOOD | {"kind": "action", "op": "change", "to": {"type": "vist"}}]}]}, "the nearest is 'visit'"),
        ({"documents": [{"corrections": [GOOD | {"kind": "action", "to": {"actors": "x"}}]}]}, "not a value that it can have"),
        ({"documents": [{"corrections": [GOOD | {"to": {"start": 4, "end": 4}}]}]}, "needs start and end"),
        ({"documents": {}}, "should be a list"),
        ({"entities": [{"kind": "organization", "to": {}}]}, "at least one new value"),
        ({"entities": [{"kind": "person", "to": {"type": "ministry"}}]}, "unknown key 'type'"),
    ],
)
def test_a_wrong_file_is_told(data: Any, hint: str) -> None:
    if isinstance(data, dict):
        data = {"format": "mirsad-corrections", "version": 1} | data
    with pytest.raises(ReviewError, match=hint):
        parse(data, "c.json")


def test_a_missing_or_broken_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="cannot be read"):
        read_corrections([tmp_path / "none.json"])
    (tmp_path / "c.json").write_text(json.dumps({"format": 1})[:-1], encoding="utf-8")
    with pytest.raises(ReviewError, match="is not JSON"):
        read_corrections([tmp_path / "c.json"])
