"""The stages, built once, and a short way from a text to its links."""

from collections.abc import Callable

import pytest

from pipeline.assemble import Stages, analyze, build
from pipeline.core.analysis import Analysis
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.resources.store import ModelStore

Read = Callable[[str], Analysis]


@pytest.fixture(scope="session")
def stages(models: ModelStore) -> Stages:
    return build(Config(), models)


@pytest.fixture(scope="session")
def read(stages: Stages) -> Read:
    return lambda text: analyze(stages, Document("test", text, "", "", "2024-05-05", "metadata"))
