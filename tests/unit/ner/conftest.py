from collections.abc import Callable

import pytest

from pipeline.core.annotations import Segmentation
from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter


@pytest.fixture(scope="session")
def segment(models: ModelStore) -> Callable[[str], Segmentation]:
    segmenter = Segmenter.from_models(models)
    return lambda text: segmenter(Document("d", text, "test"), normalize(text))
