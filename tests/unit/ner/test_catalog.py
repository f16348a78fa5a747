import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline.core.errors import BackendError, ModelError
from pipeline.ner import catalog
from pipeline.ner.catalog import CHECKSUMS, MODELS, altered, fetch, fetched_folder, model_named, state_of
from pipeline.ner.registry import create
from pipeline.resources.store import ENVIRONMENT, ModelStore


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that ``MIRSAD_MODELS`` names, still empty; and downloads that come from this test."""
    folder = tmp_path / "stick"
    monkeypatch.setenv(ENVIRONMENT, str(folder))
    monkeypatch.setitem(catalog.FETCHERS, "stanza", lambda to: (to / "ner.pt").write_bytes(b"weights") and None)
    return folder


def test_every_shipped_model_file_is_listed_with_its_sha256(models: ModelStore) -> None:
    listed = dict(reversed(line.split("  ")) for line in (models.folder / CHECKSUMS).read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(models.folder).as_posix(): path for path in models.folder.rglob("*.npz")}
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}, (
        "a model file is new: run sha256sum ner/*.npz rules/*.npz > checksums.txt in models/"
    )
    assert altered(models.folder) == []


def test_an_altered_or_missing_model_file_is_told(tmp_path: Path, models: ModelStore) -> None:
    assert "checksums.txt is missing" in altered(tmp_path)[0]
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "tagger.npz").write_bytes(b"mine")
    shutil.copy(models.folder / CHECKSUMS, tmp_path)
    told = altered(tmp_path)
    assert any("tagger.npz is not the shipped file" in line and "--ner-model" in line for line in told)
    assert any("judge.npz is missing" in line for line in told)


def test_shipped_models_are_there_and_small_enough(models: ModelStore) -> None:
    states = {model.name: state_of(model, models) for model in MODELS}
    assert states["default"].state == states["accurate"].state == "shipped"
    assert states["accurate"].size < 60e6
    assert states["default"].size < 15e6


def test_a_fetched_model_lies_in_a_complete_folder_to_carry(stick: Path) -> None:
    assert state_of(model_named("stanza"), ModelStore.of(None) if stick.exists() else ModelStore(stick)).state == "missing"
    assert fetch("stanza") == stick / "fetched" / "stanza" == fetched_folder("stanza")
    assert (stick / "lexicons" / "titles.yaml").is_file()
    state = state_of(model_named("stanza"), ModelStore.shipped())
    assert (state.state, state.size) == ("fetched", 7)
    assert not list((stick / "fetched").glob("*.partial"))
    assert create("default", ModelStore.shipped()).name == "default"


def test_what_cannot_be_downloaded_leaves_nothing_behind(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huggingface = pytest.importorskip("huggingface_hub")

    def no_network(*args: object, **options: object) -> None:
        raise ConnectionError("no route to host")

    monkeypatch.setattr(huggingface, "snapshot_download", no_network)
    with pytest.raises(BackendError, match=r"cannot be downloaded \(ConnectionError\): run `mirsad models fetch camel`"):
        fetch("camel")
    assert not list((stick / "fetched").iterdir())


@pytest.mark.parametrize(("name", "says"), [("stnza", "did you mean 'stanza'"), ("xyz", "choose one of default, accurate")])
def test_an_unknown_model_is_told(name: str, says: str) -> None:
    with pytest.raises(BackendError, match=says):
        fetch(name)


def test_a_folder_of_something_else_is_not_filled(stick: Path) -> None:
    stick.mkdir()
    (stick / "photo.jpg").touch()
    with pytest.raises(ModelError, match="something other than models"):
        fetch("stanza")


def test_a_shipped_model_needs_no_download() -> None:
    assert fetch("default").name == "tagger.npz"
    assert fetched_folder("camel").parts[-3:] == ("mirsad", "fetched", "camel")
