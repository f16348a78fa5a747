"""Names in their other spellings."""

from pathlib import Path

import pytest

from pipeline.core.errors import RuleError
from pipeline.resources.gazetteers import organizations
from pipeline.resources.records import word_keys
from pipeline.resources.spellings import Speller, read_pairs
from pipeline.resources.store import ModelStore


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("وزارة الشؤون الاجتماعية", "وزارة الشئون الاجتماعية"),
        ("برلمان كوردستان", "برلمان كردستان"),
        ("هيأة النزاهة", "هيئة النزاهة"),
        ("مجلس الشؤون الأمريكي", "مجلس الشئون الأميركي"),
    ],
)
def test_other_spelling_is_added(models: ModelStore, name: str, other: str) -> None:
    speller = Speller(read_pairs(models))
    assert speller(tuple(word_keys([name]))) == tuple(word_keys([name, other]))


def test_other_names_stay_alone(models: ModelStore) -> None:
    words = tuple(word_keys(["وزارة العدل"]))
    assert Speller(read_pairs(models))(words) == words


def test_records_are_known_by_either(models: ModelStore) -> None:
    record = next(record for record in organizations(models) if record.id == "iq-integrity")
    assert word_keys(["هيأة النزاهة"])[0] in record.keys


def test_a_malformed_pair(models: ModelStore, tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "spellings.yaml").write_text("- [شؤون]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="two spellings of one stem"):
        read_pairs(ModelStore(tmp_path))
