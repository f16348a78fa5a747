"""The event stage: actions, their participants, and whether they happened."""

from collections.abc import Iterable
from pathlib import Path

from pipeline.core.annotations import Event, Links, PlaceMention, Segmentation, Timex
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.events.candidates import Candidate, CandidateFinder
from pipeline.events.lexicon import TriggerLexicon
from pipeline.events.words import Words
from pipeline.resources.rules import load_rules
from pipeline.resources.store import ModelStore


class EventFinder:
    """Finds actions by rules."""

    def __init__(self, candidates: CandidateFinder, words: Words) -> None:
        self._candidates = candidates
        self._words = words

    @classmethod
    def from_models(cls, models: ModelStore, extra: Iterable[Path] = ()) -> "EventFinder":
        """Build the shipped finder.

        Args:
            models: Where rules and word lists lie.
            extra: Rule files of the user.
        """
        rules = load_rules(models, extra)
        words = Words.from_models(models)
        other = next(rule for rule in reversed(rules.rules) if rule.type == "other")
        return cls(CandidateFinder(TriggerLexicon(rules), words, other), words)

    def __call__(
        self, document: Document, segmentation: Segmentation, places: tuple[PlaceMention, ...], links: Links, timexes: tuple[Timex, ...]
    ) -> tuple[Event, ...]:
        """Return the actions of a document in the order of the text."""
        events: list[Event] = []
        tokens = segmentation.tokens
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            for candidate in self._candidates(segmentation, sentence):
                if not self._likely(segmentation, candidate, sentence.first):
                    continue
                events.append(
                    Event(
                        id=f"e{len(events) + 1}",
                        type=candidate.rule.type,
                        span=Span(candidate.start, tokens[candidate.last - 1].span.end),
                        first=candidate.first,
                        last=candidate.last,
                        lemma=candidate.lemma,
                        actors=(),
                        targets=(),
                        object=None,
                        location="",
                        timex_id="",
                        date="",
                        modality="asserted",
                        polarity="positive",
                        source=None,
                        quote=None,
                        sentence=sentence.index,
                        rule=candidate.rule.name,
                        score=0.5,
                    )
                )
        return tuple(events)

    def _likely(self, segmentation: Segmentation, candidate: Candidate, first: int) -> bool:
        """Say whether the context lets a candidate be read as an act."""
        tokens = segmentation.tokens
        at = candidate.first
        before = tokens[at - 1].base if at > first else ""
        if candidate.kind == "finite":
            if before in self._words.prepositions and before not in self._words.verb_openers:
                return False
            if candidate.reading is not None and candidate.reading.trigger.weak and candidate.match < 0:
                return at == first or before in self._words.verb_openers
        return True
