"""A run's tables measured against gold documents, in the measures that ``docs/benchmarks.md`` reports.

==================  ========================================================================================================
organizations       name equals the gold name or one of its surfaces of two words or more; ``_lenient``: or shares two thirds
organization_type   type right, of the leniently matched
persons             names equal, or the shorter (two words or more) contained in the longer; ``persons_exact``: equal
positions           person matches, organization leniently, half of the title's words shared
role                role right, of the matched positions
date_spans, dates   spans overlap; and value equal
action_triggers     trigger spans overlap; ``actions_typed``: and type equal; ``actions``: and an actor in common
==================  ========================================================================================================
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluation.compare import (
    HALF,
    LENIENT,
    like_organization,
    nth,
    overlap,
    paired,
    same_actor,
    same_country,
    same_organization,
    same_person,
    words,
)

Record = Mapping[str, Any]
Predicted = Mapping[str, Sequence[Record]]
"""Rows of one document by table name, as in the CSV tables: every value a text."""

MEASURES = (
    "organizations",
    "organizations_lenient",
    "organization_type",
    "persons",
    "persons_exact",
    "positions",
    "role",
    "date_spans",
    "dates",
    "action_triggers",
    "actions_typed",
    "actions",
)
"""Names of the measures in the order of a report."""


@dataclass(slots=True)
class Tally:
    """Counts of one measure over all documents.

    Attributes:
        right: Predictions that match.
        predicted: Predictions.
        gold: Gold records.
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Add the counts of a document."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    def row(self) -> dict[str, float | int]:
        """Return precision, recall and F1, rounded to four places, with the counts."""
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        scores: dict[str, float | int] = {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}
        return scores | {"tp": self.right, "pred": self.predicted, "gold": self.gold}


@dataclass(slots=True)
class Scores:
    """The measures, and what was wrong.

    Attributes:
        tallies: Counts by measure.
        errors: One line a miss (``-``) or false alarm (``+``), with the document, in the order of the documents.
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    errors: list[str] = field(default_factory=list)

    def add(self, doc_id: str, predicted: Predicted, gold: Record, raw: str) -> None:
        """Measure one document.

        Args:
            doc_id: Its id, for the lines of errors.
            predicted: Its rows.
            gold: Its annotation.
            raw: Its raw text, to find the spans of the annotation.
        """
        self._organizations(doc_id, predicted["organizations"], gold["organizations"])
        named = [official for official in gold["officials"] if official.get("name")]
        self._persons(doc_id, predicted["officials"], named)
        self._positions(doc_id, predicted["officials"], named)
        self._dates(doc_id, predicted["dates"], gold["dates"], raw)
        self._actions(doc_id, predicted["actions"], gold["actions"], raw)

    def _organizations(self, doc_id: str, rows: Sequence[Record], gold: Sequence[Record]) -> None:
        strict = paired(rows, gold, lambda row, record: same_organization(row["name"], record))
        lenient = paired(rows, gold, lambda row, record: like_organization(row["name"], record))
        self._tally("organizations", strict, rows, gold)
        self._tally("organizations_lenient", lenient, rows, gold)
        typed = sum(rows[i]["type"] == gold[j].get("type") for i, j in lenient)
        self.tallies["organization_type"].add(typed, len(lenient), len(lenient))
        self._note(doc_id, "org", strict, [row["name"] for row in rows], [record["name"] for record in gold])

    def _persons(self, doc_id: str, rows: Sequence[Record], gold: Sequence[Record]) -> None:
        people: dict[str, str] = {}
        for row in rows:
            if row["name"]:
                people.setdefault(row["person_id"] or row["name"], row["name"])
        names, wanted = list(people.values()), [record["name"] for record in gold]
        pairs = paired(names, wanted, same_person)
        self._tally("persons", pairs, names, wanted)
        self._tally("persons_exact", paired(names, wanted, lambda name, other: words(name) == words(other)), names, wanted)
        self._note(doc_id, "person", pairs, names, wanted)

    def _positions(self, doc_id: str, rows: Sequence[Record], gold: Sequence[Record]) -> None:
        held = [row for row in rows if row["name"] and row["position"]]
        wanted = [{**position, "name": record["name"]} for record in gold for position in record.get("positions", ())]
        pairs = paired(held, wanted, _same_position)
        self._tally("positions", pairs, held, wanted)
        self.tallies["role"].add(sum(held[i]["role"] == wanted[j].get("role") for i, j in pairs), len(pairs), len(pairs))
        shown = [f"{row['name']} / {row['position']} / {row['org']}" for row in held]
        missed = [f"{record['name']} / {record['position']} / {record.get('org')}" for record in wanted]
        self._note(doc_id, "position", pairs, shown, missed)

    def _dates(self, doc_id: str, rows: Sequence[Record], gold: Sequence[Record], raw: str) -> None:
        seen: Counter[str] = Counter()
        spans = []
        for record in gold:
            seen[record["text"]] += 1
            spans.append(nth(raw, record["text"], record.get("n", seen[record["text"]])))
        pairs = paired(rows, spans, _at)
        right = [(i, j) for i, j in pairs if (rows[i]["value"] or "") == (gold[j].get("value") or "")]
        self._tally("date_spans", pairs, rows, gold)
        self._tally("dates", right, rows, gold)
        shown = [f"{row['text']} = {row['value']}" for row in rows]
        self._note(doc_id, "date", right, shown, [f"{record['text']} = {record.get('value')}" for record in gold])

    def _actions(self, doc_id: str, rows: Sequence[Record], gold: Sequence[Record], raw: str) -> None:
        spans = [nth(raw, record["trigger"], record.get("n", 1)) for record in gold]
        pairs = paired(rows, spans, _at)
        typed = [(i, j) for i, j in pairs if rows[i]["type"] == gold[j]["type"]]
        full = [(i, j) for i, j in typed if _attributed(rows[i], gold[j])]
        for name, matched in (("action_triggers", pairs), ("actions_typed", typed), ("actions", full)):
            self._tally(name, matched, rows, gold)
        shown = [f"{row['trigger']} {row['type']} {row['actors']}" for row in rows]
        missed = [f"{record['trigger']}#{record.get('n', 1)} {record['type']} {record.get('actors')}" for record in gold]
        self._note(doc_id, "action", full, shown, missed)

    def _tally(self, name: str, pairs: Sequence[object], predicted: Sequence[object], gold: Sequence[object]) -> None:
        self.tallies[name].add(len(pairs), len(predicted), len(gold))

    def _note(self, doc_id: str, what: str, pairs: Sequence[tuple[int, int]], shown: Sequence[str], missed: Sequence[str]) -> None:
        right, found = {i for i, _ in pairs}, {j for _, j in pairs}
        self.errors += [f"{doc_id} {what} + {text}" for i, text in enumerate(shown) if i not in right]
        self.errors += [f"{doc_id} {what} - {text}" for j, text in enumerate(missed) if j not in found]


def _same_position(row: Record, gold: Record) -> bool:
    organization = gold.get("org")
    return (
        same_person(row["name"], gold["name"])
        and overlap(row["position"], gold["position"]) >= HALF
        and (not organization or overlap(row["org"], organization) >= LENIENT or same_country(row["org"], organization))
    )


def _at(row: Record, span: tuple[int, int] | None) -> bool:
    """Say whether a row's span overlaps a gold span; one that the text does not hold overlaps nothing."""
    return span is not None and int(row["start"]) < span[1] and span[0] < int(row["end"])


def _attributed(row: Record, gold: Record) -> bool:
    actors = [part.strip() for part in row["actors"].split("|") if part.strip()]
    wanted = gold.get("actors") or ()
    return any(same_actor(actor, other) for actor in actors for other in wanted) if wanted else not actors
