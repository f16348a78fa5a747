"""Backends by name."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from pipeline.core.errors import BackendError
from pipeline.ner.backend import NerBackend
from pipeline.ner.default import TrainedBackend
from pipeline.ner.rules import RuleBackend
from pipeline.ner.union import UnionBackend
from pipeline.resources.store import ModelStore

Maker = Callable[[ModelStore, Path | None], NerBackend]


def _default(models: ModelStore, model: Path | None) -> NerBackend:
    return UnionBackend((TrainedBackend.from_models(models, model), RuleBackend.from_models(models)), "default")


def _accurate(models: ModelStore, model: Path | None) -> NerBackend:
    return UnionBackend((TrainedBackend.several(models, model), RuleBackend.from_models(models)), "accurate")


def _trained(models: ModelStore, model: Path | None) -> NerBackend:
    return TrainedBackend.from_models(models, model)


def _rules(models: ModelStore, model: Path | None) -> NerBackend:
    if model is not None:
        raise BackendError("the backend rules has no model: leave the model's path out, or choose the backend trained")
    return RuleBackend.from_models(models)


def _stanza(models: ModelStore, model: Path | None) -> NerBackend:
    from pipeline.ner.stanza_backend import StanzaBackend

    return StanzaBackend.from_models(models, model)


def _camel(models: ModelStore, model: Path | None) -> NerBackend:
    from pipeline.ner.camel_backend import CamelBackend

    return CamelBackend.from_models(models, model)


MAKERS: dict[str, Maker] = {
    "default": _default,
    "accurate": _accurate,
    "trained": _trained,
    "rules": _rules,
    "stanza": _stanza,
    "camel": _camel,
}
"""How each backend is built; heavy packages are imported there and not before."""

NAMES = tuple(MAKERS)


def create(name: str, models: ModelStore, model: Path | None = None) -> NerBackend:
    """Build a backend, or a union of several.

    Args:
        name: One of ``NAMES``, or several joined with ``+``, most trusted first (``stanza+rules``).
        models: The models folder.
        model: Path of the backend's model in place of its usual one; of a union, of the first that has a model.

    Raises:
        BackendError: There is no backend of that name, or its package or model is missing.
    """
    parts = name.split("+")
    for part in parts:
        if part not in MAKERS:
            near = get_close_matches(part, NAMES, 1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            raise BackendError(f"no NER backend is called {part!r}{hint}: choose one of {', '.join(NAMES)}, or join several with +")
    if len(set(parts)) < len(parts):
        raise BackendError(f"a backend is named twice in {name!r}: name each once")
    if len(parts) == 1:
        return MAKERS[name](models, model)
    owner = next((part for part in parts if part != "rules"), parts[0])
    return UnionBackend(tuple(MAKERS[part](models, model if part == owner else None) for part in parts), name)
