from collections.abc import Callable

import pytest

from pipeline.core.annotations import Segmentation
from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter


@pytest.fixture(scope="session")
def segmenter(models: ModelStore) -> Segmenter:
    return Segmenter.from_models(models)


@pytest.fixture(scope="session")
def segment(segmenter: Segmenter) -> Callable[..., Segmentation]:
    def run(text: str, title: str = "") -> Segmentation:
        return segmenter(Document("d", text, title=title), normalize(text))

    return run
