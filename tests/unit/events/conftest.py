"""The stages that the event tests need, built once."""

import pytest

from pipeline.core.document import Document
from pipeline.events.candidates import Candidate, CandidateFinder
from pipeline.events.lexicon import TriggerLexicon
from pipeline.events.words import Words
from pipeline.normalize.normalizer import normalize
from pipeline.resources.rules import RuleSet, load_rules
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter


class Spotter:
    """Finds the candidates of a sentence."""

    def __init__(self, models: ModelStore, rules: RuleSet) -> None:
        self.segment = Segmenter.from_models(models)
        self.lexicon = TriggerLexicon(rules)
        other = next(rule for rule in reversed(rules.rules) if rule.type == "other")
        self.find = CandidateFinder(self.lexicon, Words.from_models(models), other)

    def __call__(self, text: str) -> list[tuple[str, Candidate]]:
        """Return the trigger words and candidates of a text."""
        document = Document("d", text)
        segmentation = self.segment(document, normalize(text))
        found = []
        for sentence in segmentation.sentences:
            for candidate in self.find(segmentation, sentence):
                end = segmentation.tokens[candidate.last - 1].span.end
                found.append((text[candidate.start : end], candidate))
        return found


@pytest.fixture(scope="session")
def rules(models: ModelStore) -> RuleSet:
    """The shipped rules."""
    return load_rules(models)


@pytest.fixture(scope="session")
def spot(models: ModelStore, rules: RuleSet) -> Spotter:
    """Finds the candidates of a text."""
    return Spotter(models, rules)
