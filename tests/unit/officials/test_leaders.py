"""Presidents known by name."""

from pathlib import Path

import pytest

from pipeline.core.errors import ModelError
from pipeline.officials.leaders import Leaders
from pipeline.resources.store import ModelStore


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("فلاديمير بوتين", "RU"),
        ("رجب طيب أردوغان", "TR"),
        ("عبد ربه منصور هادي", "YE"),
        ("كيم جونغ أون", "KP"),
        ("سعيد الهادي", None),
        ("", None),
    ],
)
def test_country(models: ModelStore, name: str, code: str | None) -> None:
    found = Leaders.from_models(models).country(name)
    assert (found[0] if found else None) == code


def test_unknown_country(models: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "leaders.yaml").write_text("XX: [فلان]\n", encoding="utf-8")
    (tmp_path / "gazetteers").symlink_to(models.folder / "gazetteers")
    with pytest.raises(ModelError, match="'XX' is no country"):
        Leaders.from_models(ModelStore(tmp_path))
