"""Mirsad: organizations, officials, dates and actions from Arabic news and official statements.

``load()`` gives a :class:`Pipeline`, whose ``analyze(text, published="2024-10-20")`` gives a :class:`Result` with the tables as
DataFrames; ``to_frames`` joins the tables of several results. ``run`` does what
``mirsad run`` does, and ``read_run`` reads the tables that either wrote.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Pipeline, Result, load, read_run, to_frames
    from pipeline.batch.library import run
    from pipeline.core.config import Config
    from pipeline.core.document import Document
    from pipeline.core.errors import MirsadError
    from pipeline.core.version import __version__

_HOMES = {
    "Config": "pipeline.core.config",
    "Document": "pipeline.core.document",
    "MirsadError": "pipeline.core.errors",
    "Pipeline": "pipeline.api",
    "Result": "pipeline.api",
    "__version__": "pipeline.core.version",
    "load": "pipeline.api",
    "read_run": "pipeline.api",
    "run": "pipeline.batch.library",
    "to_frames": "pipeline.api",
}

__all__ = ["Config", "Document", "MirsadError", "Pipeline", "Result", "__version__", "load", "read_run", "run", "to_frames"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import pipeline`` and its parts stay light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
