"""A finder that takes a sentence and gives the organizations in it."""

from collections.abc import Callable

import pytest

from pipeline.core.annotations import OrganizationMention
from pipeline.core.document import Document
from pipeline.ner.places import PlaceFinder
from pipeline.normalize.normalizer import normalize
from pipeline.organizations.finder import OrganizationFinder
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter

Find = Callable[[str], tuple[OrganizationMention, ...]]


@pytest.fixture(scope="session")
def find(models: ModelStore) -> Find:
    """Find the organizations of a text, with places of the gazetteer and without a trained model."""
    segment, places, finder = Segmenter.from_models(models), PlaceFinder.from_models(models), OrganizationFinder.from_models(models)

    def run(text: str) -> tuple[OrganizationMention, ...]:
        document = Document("d", text)
        segmentation = segment(document, normalize(text))
        mentions = finder(document, segmentation, (), places(segmentation, ()))
        for mention in mentions:
            assert mention.span.start < mention.span.end <= len(text)
        return mentions

    return run
