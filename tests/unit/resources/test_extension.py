"""A user's own organizations, and what a wrong file is told."""

from pathlib import Path

import pytest

from pipeline.api import load
from pipeline.core.config import Config
from pipeline.core.errors import RuleError
from pipeline.resources.gazetteers import organizations
from pipeline.resources.records import parts, word_keys
from pipeline.resources.store import ModelStore

HEADER = "id,name,aliases,acronyms,type,country,parent,wikidata,contextual,source\n"


def extended(models: ModelStore, tmp_path: Path, text: str) -> ModelStore:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return ModelStore(models.folder, (path,))


def test_records_are_added(models: ModelStore, tmp_path: Path) -> None:
    store = extended(models, tmp_path, "name,type,country,aliases\nجمعية النخيل الخضراء,ngo,SA,جمعية النخيل | النخيل الخضراء\n")
    record = organizations(store)[-1]
    assert record.id == "user-جمعيه-النخيل-الخضراء"
    assert record.keys == (("جمعيه", "النخيل", "الخضراء"), ("جمعيه", "النخيل"), ("النخيل", "الخضراء"))
    assert str((tmp_path / "mine.csv").resolve()) in store.used
    assert len(organizations(store)) == len(organizations(models)) + 1


def test_a_record_of_the_same_id_takes_the_place_of_the_shipped_one(models: ModelStore, tmp_path: Path) -> None:
    store = extended(models, tmp_path, HEADER + "kw-kuna,وكالة الأنباء الكويتية,كونا,KUNA,media,KW,,,,mine\n")
    assert [record.source for record in organizations(store) if record.id == "kw-kuna"] == ["mine"]
    assert len(organizations(store)) == len(organizations(models))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,tipe\nهيئة,authority\n", ("mine.csv:1", "'tipe'", "'type'")),
        ("name\nهيئة\n", ("mine.csv:1", "'type'", "missing")),
        ("name,type,type\nهيئة,authority,authority\n", ("mine.csv:1", "'type'", "twice")),
        ("name,type\nهيئة النخيل,authorty\n", ("mine.csv:2", "column type", "'authority'")),
        ("name,type,country\nهيئة النخيل,authority,KSA\n", ("mine.csv:2", "column country", "SA")),
        ("name,type,wikidata\nهيئة النخيل,authority,1065\n", ("mine.csv:2", "column wikidata", "Q1065")),
        ("name,type\n,authority\n", ("mine.csv:2", "column name", "empty")),
        ("name,type\n«»,authority\n", ("mine.csv:2", "column name", "no letter")),
        ("name,type\nهيئة, النخيل,authority\n", ("mine.csv:2", "3 cells", "quote")),
        ("id,name,type\na,هيئة النخيل,authority\na,هيئة الواحة,authority\n", ("mine.csv:3", "column id", "line 2")),
        ("name,type,parent\nهيئة النخيل,authority,kw-kunna\n", ("mine.csv", "column parent", "'kw-kuna'")),
    ],
)
def test_errors_name_file_line_column_and_remedy(models: ModelStore, tmp_path: Path, text: str, told: tuple[str, ...]) -> None:
    with pytest.raises(RuleError) as caught:
        organizations(extended(models, tmp_path, text))
    for words in told:
        assert words in str(caught.value)


def test_a_missing_file(models: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"none\.csv is missing"):
        organizations(ModelStore(models.folder, (tmp_path / "none.csv",)))


def test_a_file_of_another_encoding(models: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("name,type\nهيئة النخيل,authority\n".encode("cp1256"))
    with pytest.raises(RuleError, match="not UTF-8"):
        organizations(ModelStore(models.folder, (path,)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("وزارة العدل", ("وزاره", "العدل")),
        ("مجموعة الـ77", ("مجموعه", "ال", "77")),
        ("عين العرب (كوباني)", ("عين", "العرب", "كوباني")),
        ("الدرعيّة - المدينة", ("الدرعيه", "المدينه")),
        ("UN-Habitat", ("un-habitat",)),
    ],
)
def test_keys_are_cut_like_text(name: str, words: tuple[str, ...]) -> None:
    assert word_keys([name]) == [words]


def test_parts() -> None:
    assert parts("") == ()
    assert parts("واحد | اثنان|ثلاثة ") == ("واحد", "اثنان", "ثلاثة")


def test_the_library_takes_a_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,type,country\nsa-palm-board,مرصد النخلة المتحدة,ngo,SA\n", encoding="utf-8")
    result = load(Config(lexicons=(path,))).analyze("أعلن مرصد النخلة المتحدة اليوم نتائج التقرير السنوي.")
    assert [entity.name for entity in result.analysis.entities if entity.kind == "organization"] == ["مرصد النخلة المتحدة"]
