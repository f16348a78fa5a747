"""Writing a trained tagger as the archive that the NumPy tagger reads."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.ner.ensemble import SHARED, digest
from pipeline.ner.labels import HEADS
from pipeline.ner.tagger import FORMAT
from pipeline.ner.words import CLASSES
from pipeline.training.network import Settings, Tagger

MOMENT = (1980, 1, 1, 0, 0, 0)
"""Time stamp of every member of the archive, so that the same model is the same bytes."""

SMALL = 1e-12
"""Scale of a row of zeros."""


def quantized(rows: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return rows as int8 and their float32 scales, ``rows ≈ int8 * scale``."""
    scale = np.maximum(np.abs(rows).max(axis=1), SMALL) / 127
    return np.round(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def arrays_of(tagger: Tagger, keys: Sequence[str], settings: Settings, about: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """Return a tagger's arrays under the names of the model file.

    Args:
        tagger: The trained network.
        keys: Word forms of its word vectors, in their order.
        settings: What it was trained with.
        about: More facts to write into the model (data sets, their sizes).
    """
    state = {name: value.detach().numpy() for name, value in tagger.state_dict().items()}
    names = {
        "project.weight": "project.weight",
        "project.bias": "project.bias",
        "form_norm.weight": "form_norm.gain",
        "form_norm.bias": "form_norm.bias",
        "form.weight": "form.weight",
        "form.bias": "form.bias",
        "last_norm.weight": "last.gain",
        "last_norm.bias": "last.bias",
    }
    for number in range(len(settings.dilations)):
        names |= {
            f"norms.{number}.weight": f"norm{number}.gain",
            f"norms.{number}.bias": f"norm{number}.bias",
            f"convolutions.{number}.weight": f"conv{number}.weight",
            f"convolutions.{number}.bias": f"conv{number}.bias",
        }
    for head in HEADS:
        names |= {f"heads.{head}.{part}": f"{head}.{part}" for part in ("weight", "bias")}
    arrays = {new: state[old].astype(np.float32) for old, new in names.items()}
    arrays["table"], arrays["table.scale"] = quantized(state["table.weight"])
    arrays["vectors"], arrays["vectors.scale"] = quantized(state["vectors"][:-1])
    meta = {"format": FORMAT, "width": settings.width, "dilations": list(settings.dilations), "heads": HEADS, "classes": CLASSES, **about}
    arrays["keys"] = np.frombuffer("\n".join(keys).encode(), np.uint8)
    arrays["meta"] = np.frombuffer(json.dumps(meta, ensure_ascii=False, sort_keys=True).encode(), np.uint8)
    return arrays


def ensemble_of(members: Sequence[dict[str, np.ndarray[Any, Any]]], beside: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Return the arrays of an ensemble's further members: what is not int8 in half precision, word vectors only where they are their own.

    Args:
        members: Arrays of each, of :func:`arrays_of`.
        beside: Model file of the first member.
    """
    own = read(beside)
    shared = digest({name: own[name] for name in SHARED})
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for number, member in enumerate(members):
        left_out = SHARED if digest({name: member[name] for name in SHARED}) == shared else ()
        for name, values in member.items():
            if name not in left_out:
                arrays[f"{number}.{name}"] = values.astype(np.float16) if values.dtype == np.float32 else values
    meta = {"format": FORMAT, "members": len(members), "shared": shared}
    return arrays | {"meta": np.frombuffer(json.dumps(meta, sort_keys=True).encode(), np.uint8)}


def read(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Return the arrays of a model file."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def write(arrays: dict[str, np.ndarray[Any, Any]], path: Path) -> None:
    """Write arrays as an ``.npz`` archive whose bytes depend on nothing but them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.save(content, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", MOMENT), content.getvalue(), zipfile.ZIP_DEFLATED, 6)
