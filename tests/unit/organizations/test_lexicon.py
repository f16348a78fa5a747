"""The word lists: every value checked, every mistake named."""

import shutil

import pytest

from pipeline.core.errors import ModelError
from pipeline.organizations.lexicon import HEADS, NAMES, TYPES, WORDS, read_heads, read_names, read_rules, read_words
from pipeline.resources.store import ModelStore


def test_heads_have_their_forms(models):
    heads = read_heads(models)
    assert heads["وزارتي"].number == "dual"
    assert heads["وزارات"].lemma == "وزارة"
    assert heads["الوزاره"].definite
    assert "الوزارتا" not in heads


@pytest.mark.parametrize(
    ("file", "old", "new", "read", "message"),
    [
        (HEADS, "tail: portfolio", "tail: portfolios", read_heads, "did you mean 'portfolio'"),
        (HEADS, "type: ministry", "type: ministery", read_heads, "did you mean 'ministry'"),
        (TYPES, "type: legislature", "typ: legislature", read_rules, "did you mean 'type'"),
        (NAMES, "country: local", "land: local", read_names, "unknown value 'land'"),
        (WORDS, "function:", "functions:", read_words, "did you mean 'function'"),
    ],
)
def test_a_mistake_is_named(models, tmp_path, file, old, new, read, message):
    folder = tmp_path / "models"
    shutil.copytree(models.folder / "lexicons", folder / "lexicons")
    shutil.copytree(models.folder / "gazetteers", folder / "gazetteers")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ModelError, match=message) as error:
        read(ModelStore(folder))
    assert file in str(error.value)
