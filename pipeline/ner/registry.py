"""Backends by name."""

from pathlib import Path

from pipeline.core.errors import BackendError
from pipeline.ner.backend import NerBackend
from pipeline.ner.rules import RuleBackend
from pipeline.resources.store import ModelStore

NAMES = ("default",)


def create(name: str, models: ModelStore, model: Path | None = None) -> NerBackend:
    """Build a backend.

    Raises:
        BackendError: There is no backend of that name.
    """
    if name == "default":
        return RuleBackend.from_models(models)
    raise BackendError(f"no NER backend is called {name!r}: choose one of {', '.join(NAMES)}")
