"""What several tests need: the models, the loaded pipeline, and the shared data beside a checkout where there is one."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it, before numpy is loaded

from pipeline.api import Pipeline, load
from pipeline.resources.store import ModelStore

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def models() -> ModelStore:
    """The shipped models."""
    return ModelStore.shipped()


@pytest.fixture(scope="session")
def nlp() -> Pipeline:
    """The pipeline, loaded once."""
    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold documents and newspapers: ``MIRSAD_SHARED``, or ``shared`` beside the checkout."""
    named = os.environ.get("MIRSAD_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip(f"needs the gold documents and newspapers, which are not part of the project: no {folder}/gold (set MIRSAD_SHARED)")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the golden documents."""
    parser.addoption("--update-golden", action="store_true", help="write the rows of the golden documents anew")
