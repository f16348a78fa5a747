"""The data of the stage: every rule finds its example and not its counter-example, and a mistake in a file is named."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.core.document import Document
from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.timex.calendars import TABULAR_NOTE, gregorian_to_hijri, hijri_interval, hijri_to_gregorian
from pipeline.timex.finder import TimexFinder
from pipeline.timex.lexicon import number_values

STORE = ModelStore.shipped()
SEGMENT = Segmenter.from_models(STORE)
FIND = TimexFinder.from_models(STORE)
RULES = STORE.yaml("lexicons/time_patterns.yaml")["rules"]


def found(text: str, published: str = "2024-10-17") -> list[tuple[str, str, str, str]]:
    document = Document("case", text, "case.txt", "", published, "option")
    return [(x.found_by, x.span.of(text), x.value, x.note) for x in FIND(document, SEGMENT(document, normalize(text)))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_rule_has_an_example_that_it_finds(rule: dict[str, str]) -> None:
    if rule["kind"] == "none":
        assert found(rule["counter"]) == []
        return
    assert rule["example"]
    assert rule["name"] in [name for name, *_ in found(rule["example"])]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.get("counter")], ids=lambda rule: rule["name"])
def test_rule_does_not_find_its_counter_example(rule: dict[str, str]) -> None:
    assert rule["name"] not in [name for name, *_ in found(rule["counter"])]


def broken(tmp_path: Path, name: str, change: dict[str, object]) -> ModelStore:
    shutil.copytree(STORE.folder / "lexicons", tmp_path / "lexicons")
    path = tmp_path / "lexicons" / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data.update(change)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return ModelStore(tmp_path)


def rule(**change: object) -> dict[str, object]:
    return {"rules": [{"name": "r", "kind": "date", "pattern": "dw", "example": "", "counter": "", **change}]}


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("time_months.yaml", {"gregorien": {}}, "'gregorien'.*'gregorian'"),
        ("time_words.yaml", {"mark": {}}, "'mark'.*'marks'"),
        ("time_patterns.yaml", {"macro": {}}, "'macro'.*'macros'"),
        ("time_patterns.yaml", rule(patern="dw"), "'patern'.*'pattern'"),
        ("time_patterns.yaml", rule(kind="dates"), "'dates'.*'date'"),
        ("time_patterns.yaml", rule(pattern="{mont}"), "'mont'.*'month'"),
        ("time_patterns.yaml", rule(pattern="weekdai"), "'weekdai'"),
        ("time_patterns.yaml", rule(pattern="dw?"), "can be empty"),
        ("time_patterns.yaml", rule(pattern="(dw"), "not closed"),
        ("time_patterns.yaml", rule(pattern="dw)"), "too many"),
        ("time_patterns.yaml", rule(pattern="dw %"), "cannot read"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, name: str, change: dict[str, object], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        TimexFinder.from_models(broken(tmp_path, name, change))


def test_paired_dates_that_contradict_are_kept_and_flagged() -> None:
    text = "15 ربيع الأول 1446هـ الموافق 20 سبتمبر 2024"
    assert [(value, note) for _, _, value, note in found(text)] == [
        ("2024-09-18", "the paired date is 2024-09-20"),
        ("2024-09-20", "the paired date is 2024-09-18"),
    ]
    assert [note for *_, note in found("15 ربيع الأول 1446هـ الموافق 18 سبتمبر 2024")] == ["", ""]


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("الجمعة 17 أكتوبر 2024", "2024-10-17", "the weekday named is not that of 2024-10-17"),
        ("الخميس 17 أكتوبر 2024", "2024-10-17", ""),
        ("31 فبراير 2024", "", "no such day: 2024-02-31"),
        ("12 رجب 1320هـ", "1902-10-15", TABULAR_NOTE),
    ],
)
def test_notes(text: str, value: str, note: str) -> None:
    assert [(x[2], x[3]) for x in found(text)] == [(value, note)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("اجتمع المجلس في 3 مايو 2024 وفي اليوم التالي أصدر بيانا", ["2024-05-03", "2024-05-04"]),
        ("وصل الوفد في 3 مايو 2024. وكان قد تلقى الدعوة في اليوم السابق", ["2024-05-03", "2024-05-02"]),
        ("ارتفع العدد في العام الماضي عنه في العام السابق", ["2023", "2022"]),
        ("قال أمس إن البلاغ ورد عند الساعة العاشرة مساء", ["2024-10-16", "2024-10-16T22:00"]),
        ("سينعقد المؤتمر الاثنين", ["2024-10-21"]),
        ("انعقد المؤتمر الاثنين", ["2024-10-14"]),
        ("مهلة تنتهي في 31 يناير", ["2025-01-31"]),
        ("كانت المحكمة قد قضت في 31 يناير", ["2024-01-31"]),
    ],
)
def test_anchors(text: str, values: list[str]) -> None:
    assert [value for _, _, value, _ in found(text)] == values


def test_hijri_table() -> None:
    assert hijri_to_gregorian(1436, 10, 26) == date(2015, 8, 11)
    assert hijri_to_gregorian(1343, 1, 1) == date(1924, 8, 1)
    assert hijri_to_gregorian(1500, 12, 30) == date(2077, 11, 16)
    assert hijri_to_gregorian(1446, 13, 1) is None
    assert hijri_interval(1436) == (date(2014, 10, 25), date(2015, 10, 13))
    assert gregorian_to_hijri(date(2015, 8, 11)) == (1436, 10, 26)
    assert gregorian_to_hijri(date(1900, 1, 1)) is None
    assert hijri_to_gregorian(1, 1, 1) == date(622, 7, 19)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("12", {"num", "dn", "mn", "hn", "nn", "y2"}),
        ("2024", {"num", "y4", "gy"}),
        ("1436", {"num", "y4", "hy"}),
        ("12.30", {"dec", "clk"}),
        ("25.10.2015", {"dmy"}),
        ("2,500", set()),
        ("1234567", set()),
    ],
)
def test_classes_of_number_tokens(text: str, classes: set[str]) -> None:
    assert set(number_values(text)) == classes
