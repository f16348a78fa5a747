"""Corrections replayed on the rows of a document: what a run found, as a reviewer would have it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.normalize.normalizer import key, normalize
from pipeline.resources.gazetteers import countries
from pipeline.resources.store import ModelStore
from pipeline.review.anchor import anchored
from pipeline.review.corrections import ENTITY_KINDS, Correction, Corrections
from pipeline.review.draft import Draft
from pipeline.review.entities import move, rename, settle
from pipeline.review.values import change_values, new_row, reject
from pipeline.segment.segmenter import Segmenter
from pipeline.tables.rows import Row, Rows

_TABLES = {"organization": "mentions", "person": "mentions", "official": "officials", "date": "dates", "action": "actions"}
"""The table that holds the rows of each kind of correction."""

SIMILAR = 0.5
"""A row that shares half of the corrected span is the one meant, where none has that very span."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of the corrections of one document.

    Attributes:
        rows: The document's rows by table name.
        applied: Number of corrections that took effect.
        stale: One sentence for each that did not fit any more.
        reviewed: Whether a reviewer read the document to its end.
    """

    rows: Rows
    applied: int = 0
    stale: tuple[str, ...] = ()
    reviewed: bool = False


class Replay:
    """Replays the corrections of one review, or several, on any number of documents."""

    def __init__(self, corrections: Corrections, sentences: Callable[[str], tuple[Span, ...]], country_codes: Mapping[str, str]) -> None:
        """Hold corrections.

        Args:
            corrections: What was corrected.
            sentences: Cuts a raw text into the spans of its sentences; asked only where something was added.
            country_codes: ISO codes by folded name.
        """
        self._corrections = corrections
        self._sentences = sentences
        self._countries = country_codes

    @classmethod
    def from_models(cls, corrections: Corrections, models: ModelStore) -> "Replay":
        """Build a replay that knows sentences and countries; nothing is loaded where there is nothing to correct."""
        if not corrections:
            return cls(corrections, lambda text: (), {})
        segmenter: list[Segmenter] = []

        @lru_cache(maxsize=4)
        def sentences(text: str) -> tuple[Span, ...]:
            if not segmenter:
                segmenter.append(Segmenter.from_models(models))
            segmentation = segmenter[0](Document("", text), normalize(text))
            return tuple(sentence.span for sentence in segmentation.sentences)

        codes = {key(name): land.code for land in countries(models) for name in (land.name, land.official, *land.aliases)}
        return cls(corrections, sentences, codes)

    def __call__(self, rows: Rows, text: str) -> Replayed:
        """Replay the corrections of one document.

        Args:
            rows: Its rows by table name; left as they are.
            text: Its raw text.

        Returns:
            New rows; a document without corrections has its own. The warnings of its ``documents`` row name the corrections
            that no longer fit.
        """
        if not self._corrections or not rows.get("documents") or rows["documents"][0]["status"] != "ok":
            return Replayed(rows)
        document = rows["documents"][0]
        own = self._corrections.of(document["doc_id"], document["sha256"])
        if not own and not self._corrections.entities:
            return Replayed(rows)
        draft = Draft.of(rows, text, self._sentences, self._countries)
        applied, stale = 0, []
        for review in own:
            for correction in review.corrections:
                here = anchored(correction, text, same=review.sha256 == document["sha256"])
                if here is not None and _apply(draft, here):
                    applied += 1
                else:
                    stale.append(f"correction not applied: {correction.operation} {correction.kind} {correction.text}")
        for entity in self._corrections.entities:
            applied += rename(draft, entity)
        settle(draft)
        new = draft.finished()
        if stale:
            new["documents"] = [document | {"warnings": [*document["warnings"], *stale]}]
        return Replayed(new, applied, tuple(stale), any(review.reviewed for review in own))


def _apply(draft: Draft, correction: Correction) -> bool:
    row = _row(draft, correction)
    if correction.operation == "add" and not _there(correction, row):
        new_row(draft, correction)
        return True
    if row is None:
        return correction.operation == "reject"  # what is not there any more needs no rejection
    if correction.operation == "reject":
        reject(draft, correction.kind, row)
    elif correction.operation == "accept":
        draft.accept(correction.kind, row)
    elif correction.kind in ENTITY_KINDS:
        move(draft, row, correction)
    else:
        change_values(draft, correction, row)
    return True


def _there(correction: Correction, row: Row | None) -> bool:
    """Say whether a later run found by itself what a reviewer added; it is then only given the reviewer's values."""
    return row is not None and (row["start"], row["end"]) == (correction.start, correction.end) and correction.kind != "official"


def _row(draft: Draft, correction: Correction) -> Row | None:
    """Return the row that a correction is about: of its span, with the values that the reviewer saw, or the most alike span."""
    rows = draft.rows[_TABLES[correction.kind]]
    if correction.kind in ENTITY_KINDS:
        rows = [row for row in rows if row["kind"] == correction.kind]
    span = Span(correction.start, correction.end)
    changed = (correction.to.get("start"), correction.to.get("end"))  # where it was corrected already
    same = [row for row in rows if (row["start"], row["end"]) == (span.start, span.end)]
    same = same or [row for row in rows if (row["start"], row["end"]) == changed]
    if not same:
        near = [
            (shared, -number) for number, row in enumerate(rows) if (shared := _shared(span, Span(row["start"], row["end"]))) >= SIMILAR
        ]
        return rows[-max(near)[1]] if near else None
    return max(same, key=lambda row: sum(row.get(name) == value for name, value in correction.was.items()))


def _shared(first: Span, second: Span) -> float:
    """Return the share of two spans together that both cover."""
    common = min(first.end, second.end) - max(first.start, second.start)
    return max(common, 0) / len(first.cover(second))
