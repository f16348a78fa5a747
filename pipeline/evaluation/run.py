"""``mirsad evaluate``: a run's folder against a folder of gold documents."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import RunError
from pipeline.evaluation.measure import MEASURES, Scores

_TABLES = ("organizations", "officials", "dates", "actions")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures of a run.

    Attributes:
        documents: Number of gold documents.
        missing: Ids of gold documents that the run does not have; all in them counts as missed.
        scores: Precision, recall, F1 and counts by measure.
        errors: One line a miss (``-``) or false alarm (``+``).
    """

    documents: int
    missing: tuple[str, ...]
    scores: dict[str, dict[str, float | int]]
    errors: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the measures as a JSON object."""
        return {"documents": self.documents, "missing": list(self.missing), **self.scores}


def evaluate(run: Path, gold: Path, only: str = "") -> Evaluation:
    """Measure a run.

    Args:
        run: Folder with the CSV tables of a run.
        gold: Folder with one JSON file a document, its raw text beside it as ``.txt`` or inside as ``raw``.
        only: Id of the one gold document to measure, or empty for all.

    Raises:
        RunError: A folder holds no tables or no gold documents, or a gold file is not one.
    """
    documents = _read(run, "documents")
    annotated = _gold(gold)
    if only:
        if only not in annotated:
            raise RunError(f"{gold} has no document {only}: its ids are the doc_id of each file, such as {next(iter(annotated))}")
        annotated = {only: annotated[only]}
    ids = {}
    for row in documents:
        ids[row["doc_id"]] = row["doc_id"]
        ids[Path(row["source"]).stem] = row["doc_id"]
        ids[Path(row["source"].split("#")[-1]).stem] = row["doc_id"]
    tables: dict[str, dict[str, list[dict[str, str]]]] = {}
    for name in _TABLES:
        tables[name] = defaultdict(list)
        for row in _read(run, name):
            tables[name][row["doc_id"]].append(row)
    scores = Scores()
    for doc_id, record in annotated.items():
        own = ids.get(doc_id, "")
        scores.add(doc_id, {name: tables[name].get(own, []) for name in _TABLES}, record, record["raw"])
    missing = tuple(doc_id for doc_id in annotated if doc_id not in ids)
    return Evaluation(len(annotated), missing, {name: scores.tallies[name].row() for name in MEASURES}, tuple(scores.errors))


def as_table(evaluation: Evaluation) -> str:
    """Return the measures as text, one line each."""
    head = f"{evaluation.documents} gold documents"
    if evaluation.missing:
        head += f", missing from the run: {', '.join(evaluation.missing)}"
    lines = [
        f"{name:24} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}   {row['tp']}/{row['pred']} predicted, {row['gold']} gold"
        for name, row in evaluation.scores.items()
    ]
    return "\n".join([head, *lines])


def _gold(folder: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            missing = next((key for key in ("doc_id", "organizations", "officials", "dates", "actions") if key not in record), "")
        except (ValueError, TypeError) as error:
            raise RunError(f"{path} is not a gold document ({error}): it should be a JSON object in UTF-8") from error
        if missing:
            raise RunError(f"{path} has no {missing}: a gold document has doc_id, organizations, officials, dates and actions")
        raw = path.with_suffix(".txt")
        record["raw"] = raw.read_text(encoding="utf-8") if raw.exists() else record.get("raw", "")
        found[record["doc_id"]] = record
    if not found:
        raise RunError(f"{folder} holds no gold documents: name a folder of JSON files, each with its text beside it")
    return found


def _read(run: Path, name: str) -> list[dict[str, str]]:
    path = run / f"{name}.csv"
    if not path.is_file():
        raise RunError(f"{path} is missing: name a folder that `mirsad run` wrote, with csv among its formats")
    csv.field_size_limit(2**31 - 1)
    with open(path, encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))
