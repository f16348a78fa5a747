"""The models behind ``--ner``: where each lies, whether it is the shipped file, and how those that are not shipped are fetched."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.core.errors import BackendError, ModelError
from pipeline.resources.store import ENVIRONMENT, ModelStore, packaged_folder

FETCHED = "fetched"
"""Folder of fetched models, inside a folder that ``MIRSAD_MODELS`` names."""

CAMEL_MODEL = "CAMeL-Lab/bert-base-arabic-camelbert-msa-ner"
"""The model behind ``--ner camel`` where none is named: Inoue et al. 2021, trained on ANERcorp."""


CHECKSUMS = "checksums.txt"
"""The sha256 of the shipped model files, a line each as ``sha256sum`` prints them, inside the models folder."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model behind a backend.

    Attributes:
        name: Name of the backend.
        about: What it is, in a few words.
        files: Shipped files, relative to the models folder; empty for one that is fetched.
    """

    name: str
    about: str
    files: tuple[str, ...] = ()


MODELS = (
    Model("default", "convolutional tagger, trained for government news", ("ner/tagger.npz",)),
    Model("accurate", "ensemble of two such taggers", ("ner/tagger.npz", "ner/ensemble.npz")),
    Model("stanza", "Stanza's Arabic NER model (AQMAR)"),
    Model("camel", f"{CAMEL_MODEL} (ANERcorp)"),
)
"""Every model, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class State:
    """What is there of a model.

    Attributes:
        model: The model.
        state: ``shipped``, ``fetched`` or ``missing``.
        path: Where it is, or would be.
        size: Bytes.
    """

    model: Model
    state: str
    path: Path
    size: int


def fetched_folder(name: str) -> Path:
    """Return the folder that a fetched model has, or would have: under ``MIRSAD_MODELS``, or in the user's own data folder."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named) / FETCHED / name
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "mirsad" / FETCHED / name


def model_named(name: str) -> Model:
    """Return a model of the catalog.

    Raises:
        BackendError: There is none of that name.
    """
    for model in MODELS:
        if model.name == name:
            return model
    near = get_close_matches(name, [model.name for model in MODELS], 1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    raise BackendError(f"no model is called {name!r}{hint}: choose one of {', '.join(model.name for model in MODELS)}")


def state_of(model: Model, models: ModelStore) -> State:
    """Return what is there of a model.

    Args:
        model: A model of the catalog.
        models: The models folder.
    """
    if model.files:
        paths = [models.folder / name for name in model.files]
        there = all(path.is_file() for path in paths)
        return State(model, "shipped" if there else "missing", paths[-1], sum(path.stat().st_size for path in paths) if there else 0)
    folder = fetched_folder(model.name)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0
    return State(model, "fetched" if size else "missing", folder, size)


def altered(folder: Path) -> list[str]:
    """Return a sentence for every model file that is not the shipped one, with what mends it.

    Args:
        folder: A models folder.
    """
    listed = folder / CHECKSUMS
    if not listed.is_file():
        return [f"{listed} is missing, so the model files cannot be checked: reinstall mirsad"]
    found = []
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            found.append(f"{path} is missing: reinstall mirsad")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"{path} is not the shipped file: reinstall mirsad; name a model of your own with --ner-model instead")
    return found


def fetch(name: str) -> Path:
    """Download a model with its own library, into a folder that can be carried to a machine without network.

    Where ``MIRSAD_MODELS`` names an empty folder, it becomes a complete models folder first.

    Args:
        name: ``stanza`` or ``camel``; a shipped model is only copied into the folder that ``MIRSAD_MODELS`` names.

    Returns:
        The folder.

    Raises:
        BackendError: There is no such model, its package is missing, or there is no network.
        ModelError: ``MIRSAD_MODELS`` names a folder of something else.
    """
    model = model_named(name)
    named = os.environ.get(ENVIRONMENT)
    if named:
        _complete(Path(named))
    if model.files:
        return ModelStore.shipped().path(model.files[-1])
    folder = fetched_folder(name)
    partial = folder.with_name(f"{name}.partial")
    partial.mkdir(parents=True, exist_ok=True)
    FETCHERS[name](partial)
    if folder.exists():
        shutil.rmtree(folder)
    partial.replace(folder)
    return folder


def _complete(folder: Path) -> None:
    """Make an empty folder a copy of the shipped models."""
    if (folder / "lexicons").is_dir():
        return
    if folder.exists() and any(folder.iterdir()):
        raise ModelError(f"{folder} holds something other than models: point {ENVIRONMENT} at an empty folder, or at a copy of models/")
    shutil.copytree(packaged_folder(), folder, dirs_exist_ok=True)


def _stanza(folder: Path) -> None:
    try:
        import stanza
    except ImportError as error:
        raise BackendError(f"fetching the model of stanza needs a package that is missing ({error}): pip install stanza") from error
    try:
        stanza.download("ar", processors="tokenize,ner", model_dir=str(folder), verbose=False)
    except Exception as error:  # Stanza passes on what requests raises, and bare Exceptions
        raise _offline("stanza", folder, error) from error


def _camel(folder: Path) -> None:
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise BackendError(f"fetching the model of camel needs a package that is missing ({error}): pip install camel-tools") from error
    try:
        snapshot_download(CAMEL_MODEL, local_dir=folder)
    except Exception as error:  # every layer below raises its own kinds: httpx, requests, huggingface_hub, OSError
        raise _offline("camel", folder, error) from error


def _offline(name: str, folder: Path, error: Exception) -> BackendError:
    if not any(folder.iterdir()):
        folder.rmdir()
    return BackendError(
        f"the model of {name} cannot be downloaded ({type(error).__name__}): run `mirsad models fetch {name}` with a network, "
        f"{ENVIRONMENT} naming an empty folder, and carry that folder here"
    )


FETCHERS: dict[str, Callable[[Path], None]] = {"stanza": _stanza, "camel": _camel}
"""How each model that is not shipped is downloaded."""
