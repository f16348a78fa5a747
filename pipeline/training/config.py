"""The training configuration: a YAML file whose every key is checked."""

import os
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.core.errors import ModelError
from pipeline.ner.labels import ENTITIES, TITLE
from pipeline.resources.store import read_yaml
from pipeline.training.network import Settings


@dataclass(frozen=True, slots=True)
class DataSet:
    """Annotated files of one kind.

    Attributes:
        name: Name in the report.
        files: The files.
        format: ``corpus`` (XML of ``models/training/README.md``) or ``conll``.
        weight: Weight of its sentences in the loss.
        labels: Our label by the file's, for ``conll``.
        open: Whether organizations are annotated incompletely, for ``conll``.
    """

    name: str
    files: tuple[Path, ...]
    format: str
    weight: float
    labels: dict[str, str]
    open: bool


@dataclass(frozen=True, slots=True)
class VectorPlan:
    """How word vectors come about: learned from ``files``, or taken from the model at ``model``.

    Attributes:
        files: Plain texts, or empty.
        model: Model file whose vectors are taken over where there are no texts.
        size: Dimensions.
        least: Least count of a word form.
        most: Greatest number of word forms.
        contexts: Number of word forms that count as neighbours.
    """

    files: tuple[Path, ...] = ()
    model: Path | None = None
    size: int = 96
    least: int = 6
    most: int = 50000
    contexts: int = 12000


@dataclass(frozen=True, slots=True)
class SelfTraining:
    """A second pass, over plain text that first models have labelled.

    Attributes:
        files: Plain texts.
        tokens: About how many tokens are labelled.
        weight: Weight of its sentences in the loss.
        epochs: Epochs of a first model.
        teachers: Number of first models, of consecutive seeds, whose probabilities are averaged.
        model: A trained model that is the teacher in place of first models.
        gazetteer: How far a name of the gazetteer of organizations overrules the teachers, 0 (not) to 1.
        program: How far what the whole program finds with the first teacher overrules the teachers, 0 (it is not run) to 1.
    """

    files: tuple[Path, ...]
    tokens: int = 400000
    weight: float = 0.5
    epochs: int = 8
    teachers: int = 1
    model: Path | None = None
    gazetteer: float = 0.0
    program: float = 0.0


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """A whole training run.

    Attributes:
        out: Where the model is written.
        data: Annotated data sets.
        without: Ids of records of plain text that are left out everywhere.
        development: One document in so many is held out for scoring; 0 for none.
        vectors: Word vectors.
        settings: Hyperparameters.
        selftraining: The second pass, or None.
        members: Number of models, of consecutive seeds; more than one only with ``beside``.
        beside: Model file beside which the trained ones are members of an ensemble; without texts for vectors they take its own.
    """

    out: Path
    data: tuple[DataSet, ...]
    without: frozenset[str]
    development: int
    vectors: VectorPlan
    settings: Settings
    selftraining: SelfTraining | None
    members: int = 1
    beside: Path | None = None


def read_config(path: Path) -> TrainingConfig:
    """Read a training configuration; relative paths count from its folder, ``${NAME}`` is taken from the environment.

    Raises:
        ModelError: The file is missing, no YAML, or has a key or value that does not fit.
    """
    if not path.is_file():
        raise ModelError(f"there is no training configuration at {path}: copy models/training/ner.yaml and edit it")
    raw = _mapping(read_yaml(path), path, "the file")
    _check(raw, tuple(field.name for field in fields(TrainingConfig)), path, "")
    for key in ("out", "data"):
        if key not in raw:
            raise ModelError(f"{path}: the key {key} is missing")
    data = tuple(_data_set(_mapping(item, path, "data"), path) for item in raw["data"])
    if int(raw.get("members", 1)) > 1 and "beside" not in raw:
        raise ModelError(f"{path}: several members need the key beside: the model whose ensemble they are part of")
    parts = {part: _mapping(raw.get(part) or {}, path, part) for part in ("vectors", "settings", "selftraining")}
    return TrainingConfig(
        out=_files([raw["out"]], path, must_exist=False)[0],
        data=data,
        without=_ids(_files(raw["without"], path)) if "without" in raw else frozenset(),
        development=int(raw.get("development", 10)),
        vectors=_record(VectorPlan, parts["vectors"], path, "vectors"),
        settings=_record(Settings, parts["settings"], path, "settings"),
        selftraining=_record(SelfTraining, parts["selftraining"], path, "selftraining") if parts["selftraining"] else None,
        members=int(raw.get("members", 1)),
        beside=_files([raw["beside"]], path)[0] if "beside" in raw else None,
    )


def _mapping(value: Any, path: Path, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ModelError(f"{path}: {where} must be a mapping of keys to values, not {type(value).__name__}")
    return value


def _check(raw: dict[str, Any], allowed: tuple[str, ...], path: Path, where: str) -> None:
    for key in raw:
        if key not in allowed:
            near = get_close_matches(str(key), allowed, 1)
            hint = f"; nearest known key: {near[0]}" if near else f"; known keys: {', '.join(allowed)}"
            raise ModelError(f"{path}: {where + ': ' if where else ''}unknown key {key!r}{hint}")


def _record(kind: type[Any], raw: dict[str, Any], path: Path, where: str) -> Any:
    """Build a record whose fields are files, numbers, or tuples of numbers."""
    _check(raw, tuple(field.name for field in fields(kind)), path, where)
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key == "files":
            values[key] = _files(value, path)
        elif key == "model":
            values[key] = _files([value], path)[0]
        elif key == "dilations":
            values[key] = tuple(int(gap) for gap in value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            values[key] = value
        else:
            raise ModelError(f"{path}: {where}: {key} must be a number, not {value!r}")
    return kind(**values)


def _data_set(raw: dict[str, Any], path: Path) -> DataSet:
    _check(raw, tuple(field.name for field in fields(DataSet)), path, "data")
    name, form = str(raw.get("name", "")), str(raw.get("format", ""))
    if not name or form not in {"corpus", "conll"}:
        raise ModelError(f"{path}: data: every data set has a name and a format, corpus or conll, not {form!r}")
    labels = _mapping(raw.get("labels") or {}, path, f"data: {name}: labels")
    for theirs, ours in labels.items():
        if ours not in (*ENTITIES, TITLE):
            raise ModelError(f"{path}: data: {name}: {theirs}: no label is called {ours!r}: choose one of {', '.join((*ENTITIES, TITLE))}")
    if form == "conll" and not labels:
        raise ModelError(f"{path}: data: {name}: a conll data set needs labels, such as PERS: person")
    return DataSet(name, _files(raw.get("files"), path), form, float(raw.get("weight", 1.0)), labels, bool(raw.get("open", False)))


def _ids(paths: tuple[Path, ...]) -> frozenset[str]:
    """Return the lines of files that are no comments."""
    return frozenset(line for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#")


def _files(patterns: Any, path: Path, must_exist: bool = True) -> tuple[Path, ...]:
    """Return the files of a list of paths and patterns."""
    if not isinstance(patterns, list) or not patterns:
        raise ModelError(f"{path}: files must be a list of paths, such as [texts/*.xml]")
    found: list[Path] = []
    for pattern in patterns:
        expanded = os.path.expandvars(str(pattern))
        if "$" in expanded:
            raise ModelError(f"{path}: {pattern}: set the environment variable that it names")
        full = path.parent / expanded
        matches = sorted(full.parent.glob(full.name)) if must_exist else [full]
        if not matches:
            raise ModelError(f"{path}: there is no file {full}")
        found += matches
    return tuple(found)
