"""What several tests need: the loaded pipeline, and the shared data beside a checkout where there is one."""

import os
from pathlib import Path

import pytest

from pipeline.api import Pipeline, load


@pytest.fixture(scope="session")
def nlp() -> Pipeline:
    """The pipeline, loaded once."""
    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold documents and newspapers: ``MIRSAD_SHARED``, or ``shared`` beside the checkout."""
    named = os.environ.get("MIRSAD_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip(f"needs the gold documents and newspapers, which are not part of the project: no {folder}/gold (set MIRSAD_SHARED)")
    return folder
