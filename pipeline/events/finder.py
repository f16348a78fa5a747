"""The event stage: actions, their participants, and whether they happened."""

import re
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

from pipeline.core.annotations import Argument, Event, Links, NerSpan, PlaceMention, Segmentation, Sentence, Timex
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.events.arguments import ArgumentReader
from pipeline.events.candidates import Candidate, CandidateFinder
from pipeline.events.circumstances import clause, iso, location_of, quote_of, when_of
from pipeline.events.clausewords import SAYING
from pipeline.events.factuality import modality, polarity, source
from pipeline.events.headlines import Shortened
from pipeline.events.judge import FILE, Judge, View, features, sigmoid, type_features
from pipeline.events.lexicon import TriggerLexicon
from pipeline.events.objects import object_of
from pipeline.events.options import Choice
from pipeline.events.participants import Participants
from pipeline.events.proxies import Proxies
from pipeline.events.ranker import Ranker
from pipeline.events.targets import targets
from pipeline.events.words import Words
from pipeline.resources.rules import load_rules
from pipeline.resources.store import ModelStore

THRESHOLD = 0.42
"""Least score of an action; at it precision and recall are about equal on corpus files left out in turn and on news."""

UNNAMED = 0.6
"""Least score of an action whose subject is a noun that stands for nobody known; mostly such clauses are of nobody in particular."""

CARRIED = 0.5
"""Least score of a deed without a subject of its own."""

HEADLINE = 0.15
"""Least score of the verbal noun that a headline begins with (``وصول أول طائرة``)."""

UNTAGGED = 0.01
"""Probability that stands for a token which the tagger does not report."""

LEAN = 0.5
"""Log-odds added to the tagger's: it reports fewer actions than there are (precision .91, recall .47 on news)."""

LEANS = {"participle": 1.0, "light": 1.3}
"""Log-odds added by kind: participles of saying and light verbs are acts oftener than judge and tagger say on annotated news."""

PRESENT = re.compile("ي|تتم|تجر|تقو|تشن|تنف|تتمكن")
"""How a light verb in the present begins (folded), which as often tells a habit (``يتم``)."""

HEADLINE_LEAN = 0.8
"""Log-odds added in headlines, which tell acts and little else."""

ACTION = "action:"
"""Prefix of the tagger's labels of triggers."""

FIRM = frozenset({"state.promise", "state.cite"})
"""Rules whose type stands: the composed corpus counts promises and reports at second hand as announcements, news does not."""


class EventFinder:
    """Finds actions by rules."""

    def __init__(
        self, candidates: CandidateFinder, words: Words, judge: Judge, ranker: Ranker, capitals: dict[str, str], proxies: Proxies
    ) -> None:
        self.ranker = ranker
        self._proxies = proxies
        self._candidates = candidates
        self._capitals = capitals
        self.words = words
        self._judge = judge

    @classmethod
    def from_models(cls, models: ModelStore, extra: Iterable[Path] = ()) -> "EventFinder":
        """Build the shipped finder.

        Args:
            models: Where rules and word lists lie.
            extra: Rule files of the user.
        """
        rules = load_rules(models, extra)
        words = Words.from_models(models)
        capitals = {row["capital"]: row["name"] for row in models.rows("gazetteers/countries.csv") if row["capital"] != row["name"]}
        judge = Judge.load(models.path(FILE))
        other = next(rule for rule in reversed(rules.rules) if rule.type == "other")
        return cls(
            CandidateFinder(TriggerLexicon(rules), words, other),
            words,
            judge,
            Ranker.from_models(models),
            capitals,
            Proxies.from_models(models),
        )

    def views(
        self, segmentation: Segmentation, places: tuple[PlaceMention, ...], links: Links, spans: tuple[NerSpan, ...] = ()
    ) -> Iterator[View]:
        """Yield what there is to judge in every sentence that is extracted from."""
        tagged = {
            token: (span.score, span.label.removeprefix(ACTION))
            for span in spans
            if span.label.startswith(ACTION)
            for token in range(span.first, span.last)
        }
        near = {mention.first: mention.kind for mention in links.mentions}
        for place in places:
            if place.kind == "country":
                near.setdefault(place.first, "country")
        named = {token for mention in links.mentions for token in range(mention.first, mention.last)}
        named.update(token for place in places for token in range(place.first, place.last))
        named.update(token for first, last in segmentation.datelines for token in range(first, last))
        names = frozenset(named)
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            candidates = self._candidates(segmentation, sentence, names)
            if candidates:
                habitual = any(token.base in self.words.habits for token in segmentation.tokens_of(sentence))
                yield View(segmentation.tokens, sentence, near, tagged, candidates, _quoted(segmentation, sentence), habitual)

    def __call__(
        self,
        document: Document,
        segmentation: Segmentation,
        spans: tuple[NerSpan, ...],
        places: tuple[PlaceMention, ...],
        links: Links,
        timexes: tuple[Timex, ...],
        choices: list[Choice] | None = None,
    ) -> tuple[Event, ...]:
        """Return the actions of a document in the order of the text; ``choices``, where given, takes what their actors were chosen from."""
        events: list[Event] = []
        tokens = segmentation.tokens
        participants = Participants(document.text, segmentation, places, links, self._capitals, self._proxies)
        dated = frozenset(token for timex in timexes for token in range(timex.first, timex.last))
        placed = {place.first: place.last for place in places}
        reader = ArgumentReader(document.text, tokens, participants, self.words, dated, Shortened(links), self.ranker)
        reader.choices = choices
        said: tuple[int, Argument] | None = None
        ends = {sentence.paragraph: sentence.last for sentence in segmentation.sentences}
        for view in self.views(segmentation, places, links, spans):
            scores = [self._score(candidate, view, order) for order, candidate in enumerate(view.candidates)]
            accepted = [
                (candidate, score)
                for candidate, score in zip(view.candidates, scores, strict=True)
                if score >= self._least(candidate, view)
            ]
            heads = frozenset(candidate.head for candidate, _ in accepted if candidate.kind in ("finite", "light"))
            for candidate, score in accepted:
                type_ = self._type(candidate, view)
                actors = reader.actors(candidate, type_, view.sentence, heads, view.quoted)
                if reader.crowd or (reader.unnamed and score < UNNAMED) or (reader.carried and type_ not in SAYING and score < CARRIED):
                    continue
                partners = targets(candidate, view.sentence, tokens, participants, actors, heads)
                reader.met(type_, partners)
                first, last = clause(candidate, view.sentence, heads)
                when = when_of(candidate, timexes, tokens, first, last)
                when = when or when_of(candidate, timexes, tokens, view.sentence.first, view.sentence.last)
                following = min((other.head for other, _ in accepted if other.head > candidate.head), default=view.sentence.last)
                speaks = type_ in SAYING
                events.append(
                    Event(
                        id=f"e{len(events) + 1}",
                        type=type_,
                        span=Span(candidate.start, tokens[candidate.last - 1].span.end),
                        first=candidate.first,
                        last=candidate.last,
                        lemma=candidate.lemma,
                        actors=actors,
                        targets=partners,
                        object=object_of(
                            candidate,
                            type_,
                            tokens,
                            view.sentence.last if speaks else last,
                            following,
                            self.words,
                            actors,
                            partners,
                            dated,
                            placed,
                        ),
                        location=location_of(candidate, tokens, places, first, last),
                        timex_id=when.id if when is not None else "",
                        date=iso(when) if when is not None and when.start_date else document.published[:10],
                        modality=modality(candidate, tokens, view.sentence, self.words, when, document.published),
                        polarity=polarity(candidate, tokens, view.sentence, self.words),
                        source=source(candidate, type_, tokens, view.sentence, self.words, participants, said, view.quoted),
                        quote=quote_of(candidate, tokens, last, ends[view.sentence.paragraph]) if speaks else None,
                        sentence=view.sentence.index,
                        rule=candidate.rule.name,
                        score=round(score, 3),
                    )
                )
                if speaks and actors:
                    said = (candidate.head, actors[0])
        return tuple(events)

    def _least(self, candidate: Candidate, view: View) -> float:
        """Return the least score of an action: less of the verbal noun that a headline begins with, which seldom is anything else."""
        begins = candidate.context == "headline" and candidate.first == view.sentence.first and candidate.kind == "noun"
        return HEADLINE if begins else THRESHOLD

    def _score(self, candidate: Candidate, view: View, order: int) -> float:
        """Return the probability that a candidate is an action: the judge's, averaged with a tagger's where one was run."""
        odds = self._judge.act(*features(candidate, view, order))
        if view.tagged:
            tagged = max((view.tagged.get(token, (UNTAGGED, ""))[0] for token in range(candidate.first, candidate.last)), default=UNTAGGED)
            tagged = min(tagged, 0.98)
            odds = (odds + log(tagged / (1 - tagged)) + LEAN) / 2
        if candidate.light < 0 or not PRESENT.match(view.tokens[candidate.light].base):
            odds += LEANS.get(candidate.kind, 0.0)
        return sigmoid(odds + HEADLINE_LEAN if view.sentence.kind == "headline" else odds)

    def _type(self, candidate: Candidate, view: View) -> str:
        """Return the rule's type, or the judge's where it is sure of another."""
        if candidate.rule.name in FIRM:
            return candidate.rule.type
        return self._judge.type_of(type_features(candidate, view), candidate.rule.type)


def _quoted(segmentation: Segmentation, sentence: Sentence) -> frozenset[int]:
    """Return the tokens of a sentence that stand between quotation marks."""
    inside: set[int] = set()
    opened = -1
    for at in range(sentence.first, sentence.last):
        token = segmentation.tokens[at]
        if token.kind == "word":
            continue
        mark = token.text
        if mark in "«“" or (mark == '"' and opened < 0):
            opened = at
        elif mark in '»”"' and opened >= 0:
            inside.update(range(opened + 1, at))
            opened = -1
    if opened >= 0:
        inside.update(range(opened + 1, sentence.last))
    return frozenset(inside)
