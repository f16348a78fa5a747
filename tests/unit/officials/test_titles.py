"""The lexicons: every record is read, and a wrong one is named."""

from pathlib import Path

import pytest
import yaml

from pipeline.core.errors import ModelError
from pipeline.matching.names import NameCues
from pipeline.officials.honorifics import HonorificLexicon
from pipeline.officials.titles import TitleLexicon
from pipeline.resources.store import ModelStore


def spoiled(models: ModelStore, tmp_path: Path, name: str, change) -> ModelStore:
    """Return a store whose file ``name`` is changed by a function."""
    for file in ("titles", "roles", "honorifics", "person_cues"):
        target = tmp_path / "lexicons" / f"{file}.yaml"
        target.parent.mkdir(exist_ok=True)
        target.write_text((models.folder / "lexicons" / f"{file}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "lexicons" / name
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return ModelStore(tmp_path)


@pytest.mark.parametrize(
    ("word", "gender", "number", "definite"),
    [
        ("وزير", "m", "s", False),
        ("الوزيره", "f", "s", True),
        ("وزيرا", "m", "d", False),
        ("وزراء", "m", "p", False),
        ("مديرو", "m", "p", False),
        ("المتحدثين", "m", "p", True),
    ],
)
def test_forms(models: ModelStore, word: str, gender: str, number: str, definite: bool) -> None:
    forms = TitleLexicon.from_models(models).forms[word]
    assert (gender, number, definite) in {(form.gender, form.number, form.definite) for form in forms}


@pytest.mark.parametrize("word", ["محافظه", "محافظات", "مساعدات"])
def test_common_nouns_are_no_titles(models: ModelStore, word: str) -> None:
    assert word not in TitleLexicon.from_models(models).forms


def test_unknown_key(models: ModelStore, tmp_path: Path) -> None:
    store = spoiled(models, tmp_path, "titles.yaml", lambda content: content["nouns"][0].update(rolle="minister"))
    with pytest.raises(ModelError, match=r"titles\.yaml.*'rolle'.*did you mean 'role'"):
        TitleLexicon.from_models(store)


def test_unknown_role(models: ModelStore, tmp_path: Path) -> None:
    store = spoiled(models, tmp_path, "titles.yaml", lambda content: content["nouns"][0].update(role="ministre"))
    with pytest.raises(ModelError, match="did you mean 'minister'"):
        TitleLexicon.from_models(store)


def test_unknown_complement(models: ModelStore, tmp_path: Path) -> None:
    store = spoiled(models, tmp_path, "titles.yaml", lambda content: content["fixed"][0].update(takes=["planet"]))
    with pytest.raises(ModelError, match="planet"):
        TitleLexicon.from_models(store)


def test_unknown_sections(models: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="extra"):
        HonorificLexicon.from_models(spoiled(models, tmp_path, "honorifics.yaml", lambda content: content.update(extra=[])))
    with pytest.raises(ModelError, match="extra"):
        NameCues.from_models(spoiled(models, tmp_path, "person_cues.yaml", lambda content: content.update(extra=[])))
